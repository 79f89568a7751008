package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class RequestLogTest {
    private LogLines log;
    private Api api;

    @BeforeEach
    void start() {
        log = LogLines.capture();
        api = Api.start();
    }

    @AfterEach
    void stop() {
        api.close();
        log.close();
    }

    private static String ourId(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Request-Id").orElseThrow();
    }

    @Test
    void eachRequestIsOneLineWithPatternStatusTimeAndId() {
        String id = ourId(api.get("/problems/not_found?canary=1"));
        ILoggingEvent line = log.nextRequest();
        assertThat(line.getFormattedMessage())
                .matches("GET /problems/\\{code} 200 \\d+ ms request=" + id + " client_request=-");
        assertThat(line.getMDCPropertyMap()).containsEntry("request", id);
    }

    @Test
    void theClientsIdStandsBesideOurs() {
        HttpResponse<String> answer = api.send(api.request("/nope").header("X-Request-Id", "trace-1"));
        String id = Api.json(answer).get("instance").textValue().substring("urn:uuid:".length());
        assertThat(log.nextRequest().getFormattedMessage())
                .matches("GET - 404 \\d+ ms request=" + id + " client_request=trace-1");
    }

    @Test
    void neitherPathNorMethodOfAStrangerIsWritten() {
        assertThat(api.get("/canary/canary?canary").statusCode()).isEqualTo(404);
        assertThat(log.nextRequest().getFormattedMessage()).startsWith("GET - 404 ");
        assertThat(Raw.send(api.port(), "CANARY /v1/me HTTP/1.1\r\nHost: x\r\n\r\n")
                        .status())
                .isEqualTo(405);
        assertThat(log.nextRequest().getFormattedMessage()).startsWith("OTHER - 405 ");
        assertThat(Raw.send(api.port(), "GET /%zzcanary HTTP/1.1\r\nHost: x\r\n\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(log.nextRequest().getFormattedMessage()).contains(" - 400 ");
        assertThat(Raw.send(api.port(), "canary\r\n\r\n").status()).isEqualTo(400);
        assertThat(log.nextRequest().getFormattedMessage()).contains(" - 400 ");
        assertThat(Raw.send(api.port(), "GET / HTTP/1.1\r\nHost: x\r\nCanary canary\r\n\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(log.nextRequest().getFormattedMessage()).contains(" - 400 ");
        assertThat(log.text()).doesNotContainIgnoringCase("canary");
    }

    @Test
    void ourIdIsAtHandForEverythingLoggedDuringARequest() {
        String[] seen = new String[1];
        api.service.beforeEachTransaction(() -> seen[0] = MDC.get("request"));
        HttpResponse<String> answer = api.post("/v1/register/initiate", "{\"email\":\"bob@example.com\"}");
        assertThat(seen[0]).isEqualTo(ourId(answer));
    }

    @Test
    void aFailureLeavesItsClassAndStackButNotWhatItSays() {
        api.service.beforeEachTransaction(() -> {
            throw new IllegalStateException("canary", new ArithmeticException("canary"));
        });
        HttpResponse<String> answer = api.post("/v1/register/initiate", "{\"email\":\"canary@example.com\"}");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(Api.json(answer).get("detail").textValue()).isEqualTo("Internal server error");
        assertThat(log.nextRequest().getFormattedMessage()).startsWith("POST /v1/register/initiate 500 ");
        assertThat(log.text())
                .contains("ERROR leadr.registration.http Request " + ourId(answer))
                .contains("java.lang.IllegalStateException", "Caused by: java.lang.ArithmeticException")
                .contains("RegistrationRoutes")
                .doesNotContain("canary");
    }

    @Test
    void anErrorIsLoggedTheSameWay() {
        api.service.beforeEachTransaction(() -> {
            throw new StackOverflowError("canary");
        });
        assertThat(api.post("/v1/register/initiate", "{\"email\":\"bob@example.com\"}")
                        .statusCode())
                .isEqualTo(500);
        assertThat(log.nextRequest().getFormattedMessage()).startsWith("POST /v1/register/initiate 500 ");
        assertThat(log.text()).contains("java.lang.StackOverflowError").doesNotContain("canary");
    }

    @Test
    void noSecretOfARegistrationReachesALog() {
        String token = api.tokenFor("bob@example.com");
        String code = api.service.lastCode();
        HttpResponse<String> completed = api.post(
                "/v1/register/complete", "{\"verification_token\":\"" + token + "\",\"account_name\":\"Bob Games\"}");
        String key = Api.json(completed).get("api_key").textValue();
        assertThat(api.send(api.request("/v1/me").header("leadr-api-key", key)).statusCode())
                .isEqualTo(200);
        assertThat(api.send(api.request("/v1/me").header("Authorization", "Bearer " + key + "x"))
                        .statusCode())
                .isEqualTo(401);
        for (int requests = 0; requests < 5; requests++) {
            assertThat(log.nextRequest()).isNotNull();
        }
        assertThat(log.text()).doesNotContain(token, code, key, "bob@example.com", "Bob Games");
    }
}
