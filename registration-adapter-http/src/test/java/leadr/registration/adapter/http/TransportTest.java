package leadr.registration.adapter.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not get as far as a route, or tries to get there on another way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransportTest {
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

    private Api api;

    @BeforeAll
    void start() {
        api = Api.start();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private static String raw(String text) {
        return text.replace("|", "\r\n").replace("LONG", "x".repeat(9_000)) + "\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource({
        "canary, 400, bad_request",
        "GET / HTTP/1.1, 400, bad_request",
        "GET /a/%2e%2e/canary HTTP/1.1|Host: x, 400, bad_request",
        "GET //v1//me HTTP/1.1|Host: x, 400, bad_request",
        "GET /v1/health%2Flive HTTP/1.1|Host: x, 400, bad_request",
        "GET /%zz HTTP/1.1|Host: x, 400, bad_request",
        "GET /%00 HTTP/1.1|Host: x, 400, bad_request",
        "GET / HTTP/1.1|Host: x|Host: y, 400, bad_request",
        "GET / HTTP/1.1|Host: x|Bad Name: canary, 400, bad_request",
        "GET http://canary/ HTTP/1.1|Host: x, 400, bad_request",
        "POST /v1/register/initiate HTTP/1.1|Host: x|Content-Length: 2|Transfer-Encoding: chunked, 400, bad_request",
        "POST /v1/register/initiate HTTP/1.1|Host: x|Content-Length: 2|Content-Length: 3, 400, bad_request",
        "POST /v1/register/initiate HTTP/1.1|Host: x|Transfer-Encoding: chunked||canary, 400, bad_request",
        "GET /LONG HTTP/1.1|Host: x, 414, uri_too_long",
        "GET / HTTP/1.1|Host: x|X: LONG, 431, headers_too_large",
        "GET / HTTP/1.1|Host: x|Expect: canary, 417, expectation_failed",
        "GET / HTTP/9.9|Host: x, 505, http_version_not_supported"
    })
    void whatIsNotHttpIsRefusedInTheSameForm(String request, int status, String code) {
        Raw answer = Raw.send(api.port(), raw(request));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json; charset=utf-8");
        JsonNode problem = Api.json(answer.body());
        assertThat(problem.get("code").textValue()).isEqualTo(code);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("instance").textValue())
                .isEqualTo("urn:uuid:" + answer.header("X-Request-Id").orElseThrow());
        assertThat(answer.toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nope", "/v1", "/v1/register", "/v1/nope/", "/v2/health/live", "/V1/health/live", "/problems"})
    void anUnknownRouteIsNotFound(String path) {
        Raw answer = Raw.send(api.port(), "GET " + path + HOST + "\r\n");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(Api.json(answer.body()).get("detail").textValue()).isEqualTo("Not Found");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/register/initiate, POST",
        "PUT, /v1/register/complete, POST",
        "OPTIONS, /v1/register/verify, POST",
        "DELETE, /v1/me, 'GET, HEAD'",
        "POST, /v1/health/live, 'GET, HEAD'",
        "TRACE, /v1/health/live, 'GET, HEAD'",
        "TRACE, /v1/me, 'GET, HEAD'",
        "CANARY, /v1/me, 'GET, HEAD'",
        "BEFORE, /v1/me, 'GET, HEAD'",
        "BEFORE_MATCHED, /v1/me, 'GET, HEAD'",
        "AFTER, /v1/me, 'GET, HEAD'"
    })
    void aWrongMethodIsToldWhichAreAllowed(String method, String path, String allowed) {
        Raw answer = Raw.send(api.port(), method + " " + path + HOST + "\r\n");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains(allowed);
        assertThat(answer.body()).doesNotContain("CANARY");
    }

    @Test
    void noHeaderMakesOneMethodAnother() {
        assertThat(Raw.send(api.port(), "GET /v1/register/initiate" + HOST + "X-HTTP-Method-Override: POST\r\n\r\n")
                        .status())
                .isEqualTo(405);
        assertThat(Raw.send(api.port(), "GET /v1/me" + HOST + "X-HTTP-Method-Override: BEFORE_MATCHED\r\n\r\n")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anUpgradeToWebSocketsIsIgnored() {
        Raw answer = Raw.send(
                api.port(),
                "GET /v1/health/live" + HOST + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aTrailingSlashIsAccepted() {
        assertThat(api.get("/v1/health/live/").statusCode()).isEqualTo(200);
        assertThat(api.get("/v1/me/").statusCode()).isEqualTo(401);
        assertThat(api.post("/v1/register/initiate/", "{}").statusCode()).isEqualTo(422);
        assertThat(api.get("/problems/not_found/").statusCode()).isEqualTo(200);
    }

    @Test
    void headAnswersAsGetWithoutTheBody() throws IOException {
        try (Socket socket = Raw.open(api.port())) {
            socket.getOutputStream()
                    .write(("HEAD /v1/health/live" + HOST + "Connection: close\r\n\r\n").getBytes(US_ASCII));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("Content-Length: 15\r\n")
                    .endsWith("\r\n\r\n");
        }
        assertThat(Raw.send(api.port(), "HEAD /v1/me" + HOST + "\r\n").status()).isEqualTo(401);
    }
}
