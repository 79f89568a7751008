package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import leadr.registration.application.store.StoreUnavailable;
import org.junit.jupiter.api.Test;

/** Every route, answering well, refusing and failing: the headers are the same, and complete. */
class HeadersTest {
    private static final String NOTHING = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final String API_POLICY = "default-src 'none'; " + NOTHING;
    private static final String JAM_CODES = "/v1/jam-codes";
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private static void assertHeaders(
            HttpResponse<String> answer, int status, String mediaType, Map<String, String> own) {
        assertThat(answer.statusCode())
                .as(answer.request().uri() + answer.body())
                .isEqualTo(status);
        Map<String, String> expected = new TreeMap<>(Map.of(
                "content-security-policy", API_POLICY,
                "x-content-type-options", "nosniff",
                "referrer-policy", "no-referrer",
                "cross-origin-opener-policy", "same-origin",
                "cross-origin-resource-policy", "same-origin",
                "permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
                "cache-control", "no-store",
                "content-type", mediaType));
        expected.putAll(own);
        Map<String, String> actual = new TreeMap<>();
        answer.headers().map().forEach((name, values) -> actual.put(name, String.join("|", values)));
        assertThat(actual.remove("x-request-id")).matches(UUID);
        assertThat(actual.remove("date")).isNotNull();
        actual.remove("connection"); // says whether what was left of a body had arrived
        assertThat(actual.remove("content-length")).isNotNull();
        actual.computeIfPresent(
                "content-security-policy", (name, policy) -> policy.replaceAll("'sha256-[^']+'", "'sha256-x'"));
        assertThat(actual).as(answer.request().uri() + " " + status).isEqualTo(expected);
    }

    private static void assertJson(HttpResponse<String> answer, int status) {
        assertHeaders(answer, status, "application/json; charset=utf-8", Map.of());
    }

    private static void assertPage(HttpResponse<String> answer, Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(own);
        all.put("content-security-policy", "default-src 'none'; style-src 'sha256-x'; " + NOTHING);
        assertHeaders(answer, 200, "text/html; charset=utf-8", all);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, Map<String, String> own) {
        assertHeaders(answer, status, "application/problem+json; charset=utf-8", own);
    }

    private static HttpRequest.Builder withKey(Api api, String key) {
        return api.request("/v1/me").header("leadr-api-key", key);
    }

    private static String[] calls() {
        return new String[] {"initiate", "resend-code", "verify", "complete"};
    }

    private static String body(String call) {
        return switch (call) {
            case "verify" -> "{\"email\":\"x@example.com\",\"code\":\"000000\"}";
            case "complete" -> "{\"verification_token\":\"x\"}";
            default -> "{\"email\":\"x@example.com\"}";
        };
    }

    @Test
    void successesCarryThem() {
        try (Api api = Api.start()) {
            assertJson(api.post("/v1/register/initiate", body("initiate")), 201);
            assertJson(api.post("/v1/register/resend-code", body("resend-code")), 200);
            String token = api.tokenFor("bob@example.com");
            HttpResponse<String> completed = api.post(
                    "/v1/register/complete",
                    "{\"verification_token\":\"" + token + "\",\"account_name\":\"Bob Games\"}");
            assertJson(completed, 201);
            String key = Api.json(completed).get("api_key").textValue();
            assertJson(api.send(withKey(api, key)), 200);
            assertJson(api.get("/v1/health/live"), 200);
            assertJson(api.get("/v1/health/ready"), 200);
            assertJson(api.get("/dev/inbox.json"), 200);
            assertPage(api.get("/dev/inbox"), Map.of());
            assertPage(api.get("/problems/not_found"), Map.of("vary", "Accept"));
        }
    }

    @Test
    void verifyCarriesThem() {
        try (Api api = Api.start()) {
            api.post("/v1/register/initiate", body("initiate"));
            assertJson(
                    api.post(
                            "/v1/register/verify",
                            "{\"email\":\"x@example.com\",\"code\":\"" + api.service.lastCode() + "\"}"),
                    200);
        }
    }

    @Test
    void theRoutesOfJamCodesCarryThem() {
        try (Api api = Api.start()) {
            Client root = api.superadmin();
            String body = Client.jamCodeBody("JAM26", "");
            HttpResponse<String> made = root.post(JAM_CODES, body, "k1");
            assertJson(made, 201);
            assertHeaders(
                    root.post(JAM_CODES, body, "k1"),
                    201,
                    "application/json; charset=utf-8",
                    Map.of("idempotency-replayed", "true"));
            String path = JAM_CODES + "/" + Api.json(made).get("id").textValue();
            assertJson(root.get(path), 200);
            assertJson(root.get(JAM_CODES), 200);
            assertJson(root.patch(path, "{}"), 200);
            assertJson(root.redeem("JAM26"), 201);
            assertJson(root.get(path + "/redemptions"), 200);
            HttpResponse<String> deleted = root.delete(path);
            assertThat(deleted.statusCode()).isEqualTo(204);
            assertThat(deleted.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(deleted.headers().firstValue("X-Request-Id")).isPresent();
            assertJson(root.postEmpty(path + "/restore"), 200);

            Map<String, String> patches = Map.of("accept-patch", "application/json, application/merge-patch+json");
            assertProblem(root.sendAs("PATCH", "text/plain", path, "x"), 415, patches);
            assertProblem(root.post(JAM_CODES, "{}"), 422, Map.of());
            assertProblem(root.post(JAM_CODES, body, "a b"), 400, Map.of());
            assertProblem(root.get(JAM_CODES + "?sort=x"), 400, Map.of());
            assertProblem(api.member().get(path), 403, Map.of());
        }
    }

    @Test
    void refusalsCarryThem() {
        try (Api api = Api.start()) {
            for (String call : calls()) {
                String path = "/v1/register/" + call;
                assertProblem(api.post(path, "{}"), 422, Map.of());
                assertProblem(api.post(path, "{"), 422, Map.of());
                assertProblem(api.get(path), 405, Map.of("allow", "POST"));
                assertProblem(api.post(path, "x".repeat(70_000)), 413, Map.of());
                assertProblem(api.send(api.request(path).POST(BodyPublishers.ofString("x"))), 415, Map.of());
            }
            assertProblem(api.post("/v1/register/verify", body("verify")), 400, Map.of());
            assertProblem(api.post("/v1/register/complete", body("complete")), 400, Map.of());
            assertProblem(api.get("/v1/me"), 401, Map.of("www-authenticate", "Bearer realm=\"leadr\""));
            for (String path : List.of("/v1/me", "/v1/health/live", "/v1/health/ready", "/dev/inbox", "/problems/x")) {
                assertProblem(api.send(api.request(path).DELETE()), 405, Map.of("allow", "GET, HEAD"));
            }
            assertProblem(api.get("/nope"), 404, Map.of());
            assertProblem(api.get("/problems/nope"), 404, Map.of());
            assertProblem(api.send(api.request("/dev/inbox").header("Via", "1.1 x")), 404, Map.of());
            assertProblem(api.get("/%00"), 400, Map.of());
        }
    }

    @Test
    void failuresCarryThem() {
        try (LogLines log = LogLines.capture();
                Api api = Api.start(Api.settings(), limit -> {
                    throw new IllegalStateException("inbox");
                })) {
            api.service.beforeEachTransaction(() -> {
                throw new IllegalStateException("bug");
            });
            assertEveryCall(api, 500, Map.of());
            assertProblem(api.get("/dev/inbox"), 500, Map.of());
            assertProblem(api.get("/dev/inbox.json"), 500, Map.of());

            api.service.beforeEachTransaction(() -> {
                throw new StackOverflowError("deep");
            });
            assertEveryCall(api, 500, Map.of());

            api.service.beforeEachTransaction(() -> {
                throw new StoreUnavailable("busy", new IllegalStateException());
            });
            assertEveryCall(api, 503, Map.of("retry-after", "5"));
            api.service.setReady(false);
            assertProblem(api.get("/v1/health/ready"), 503, Map.of("retry-after", "5"));
            assertThat(log.text()).doesNotContain(" ERROR io.javalin");
        }
    }

    private static void assertEveryCall(Api api, int status, Map<String, String> own) {
        // A complete with a token that is none meets the store too: it is written down.
        for (String call : calls()) {
            assertProblem(api.post("/v1/register/" + call, body(call)), status, own);
        }
        String key = "ldr_" + "a".repeat(40);
        assertProblem(api.send(withKey(api, key)), status, own);
    }

    @Test
    void transportSecurityIsAskedForOnlyWhereThePublicAddressIsHttps() {
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, "/v1", "https://leadr.example", List.of(), false);
        try (Api api = Api.start(settings, null)) {
            Map<String, String> strict = Map.of("strict-transport-security", "max-age=31536000");
            assertHeaders(api.get("/v1/health/live"), 200, "application/json; charset=utf-8", strict);
            assertProblem(api.get("/nope"), 404, strict);
            assertProblem(api.get("/%00"), 400, strict);
            assertThat(Raw.send(api.port(), "nonsense\r\n\r\n").header("Strict-Transport-Security"))
                    .contains("max-age=31536000");
        }
    }

    @Test
    void aBrokenRequestLineIsAnsweredWithThemToo() {
        try (Api api = Api.start()) {
            Raw answer = Raw.send(api.port(), "nonsense\r\n\r\n");
            List<String> names = answer.headerLines().stream()
                    .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                    .toList();
            assertThat(names)
                    .contains(
                            "x-request-id",
                            "x-content-type-options",
                            "referrer-policy",
                            "content-security-policy",
                            "cross-origin-opener-policy",
                            "cross-origin-resource-policy",
                            "permissions-policy",
                            "cache-control")
                    .doesNotContain("server", "x-powered-by")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aClientsOwnRequestIdIsEchoedWhenItIsHarmless() {
        try (Api api = Api.start()) {
            for (String path : List.of("/v1/health/live", "/nope", "/%2e")) {
                HttpResponse<String> echoed = api.send(api.request(path).header("X-Request-Id", "Trace_1.a-B"));
                assertThat(echoed.headers().allValues("X-Request-Id")).containsExactly("Trace_1.a-B");
                for (String odd : List.of("a b", "x".repeat(65), "<script>", "a\"b", "")) {
                    HttpResponse<String> own = api.send(api.request(path).header("X-Request-Id", odd));
                    assertThat(own.headers().firstValue("X-Request-Id").orElseThrow())
                            .matches(UUID);
                }
            }
            HttpResponse<String> problem = api.send(api.request("/nope").header("X-Request-Id", "mine"));
            assertThat(Api.json(problem).get("instance").textValue()).matches("urn:uuid:" + UUID);
        }
    }
}
