package leadr.registration.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestFormTest {
    private static final String INITIATE = "/v1/register/initiate";

    private Api api;

    @BeforeAll
    void start() {
        api = Api.start();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private HttpResponse<String> postAs(String contentType, String body) {
        return api.send(
                api.request(INITIATE).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    private static String emailOfTotalLength(int bytes) {
        String start = "{\"email\":\"";
        return start + "x".repeat(bytes - start.length() - 2) + "\"}";
    }

    @Test
    void aBodyMayHaveSixtyFourKibibytesAndNotOneByteMore() {
        assertThat(api.post(INITIATE, emailOfTotalLength(65_536)).statusCode()).isEqualTo(422);
        assertThat(api.post(INITIATE, emailOfTotalLength(65_537)).statusCode()).isEqualTo(413);
    }

    @Test
    void aDeclaredLengthIsRefusedBeforeAnythingIsRead() {
        Raw answer = Raw.send(
                api.port(),
                "POST " + INITIATE + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2000000000\r\n\r\n");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(Api.json(answer.body()).get("code").textValue()).isEqualTo("content_too_large");
    }

    @Test
    void aClientInTheMiddleOfALargeBodyIsHeardOutAndStaysConnected() throws IOException {
        try (Socket socket = Raw.open(api.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + INITIATE + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 1000000\r\n\r\n")
                    .getBytes(UTF_8));
            out.flush();
            assertThat(Raw.read(socket).status()).isEqualTo(413);
            out.write(new byte[1_000_000]);
            out.write("GET /v1/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            out.flush();
            assertThat(Raw.read(socket).status()).isEqualTo(200);
        }
    }

    @Test
    void aChunkedBodyIsRefusedAsSoonAsItIsTooLarge() throws IOException {
        try (Socket socket = Raw.open(api.port())) {
            String head = "POST " + INITIATE + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n";
            socket.getOutputStream().write((head + "10001\r\n" + "x".repeat(0x10001) + "\r\n").getBytes(UTF_8));
            socket.getOutputStream().flush();
            // The last chunk was never sent.
            assertThat(Raw.read(socket).status()).isEqualTo(413);
        }
    }

    @Test
    void sizeIsCheckedBeforeMediaTypeAndMediaTypeBeforeSyntax() {
        assertThat(postAs("text/plain", "x".repeat(70_000)).statusCode()).isEqualTo(413);
        assertThat(postAs("text/plain", "{").statusCode()).isEqualTo(415);
        assertThat(postAs("application/json", "{").statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json; profile=x"
            })
    void jsonInUtf8IsTaken(String contentType) {
        assertThat(postAs(contentType, "{}").statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/jsonp",
                "application/merge-patch+json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json, text/plain"
            })
    void everythingElseIsAnotherMediaType(String contentType) {
        HttpResponse<String> answer = postAs(contentType, "{\"email\":\"bob@example.com\"}");
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(Api.json(answer).get("code").textValue()).isEqualTo("unsupported_media_type");
    }

    @Test
    void aBodyWithoutMediaTypeOrWithAContentEncodingIsRefused() {
        assertThat(api.send(api.request(INITIATE).POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(api.send(api.request(INITIATE)
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"chunked|201", "Chunked|201", "gzip, chunked|501", "identity, chunked|501"})
    void aBodyIsSentInPlainChunksOrNotAtAll(String coding, int status) {
        Raw answer = Raw.send(
                api.port(),
                "POST " + INITIATE + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: " + coding + "\r\n\r\n1B\r\n{\"email\":\"" + status
                        + "@example.com\"}\r\n0\r\n\r\n");
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void aCallWithoutBodyNeedsNoMediaType() {
        HttpResponse<String> answer = api.send(api.request(INITIATE).POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Api.json(answer).get("error"))
                .isEqualTo(Api.json("[{\"type\":\"missing\",\"loc\":[\"body\"],\"msg\":\"Field required\"}]"));
        assertThat(api.get("/v1/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void syntaxIsCheckedBeforeTheKeyAndTheKeyBeforeAllElse() {
        assertThat(api.send(api.request("/v1/me")
                                .header("Content-Type", "application/json")
                                .method("GET", BodyPublishers.ofString("{")))
                        .statusCode())
                .isEqualTo(422);
        assertThat(api.send(api.request("/v1/me")
                                .header("Content-Type", "application/json")
                                .method("GET", BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|missing|Field required",
                "{\"email\":null}|string_type|Input should be a valid string",
                "{\"email\":7}|string_type|Input should be a valid string",
                "{\"email\":[\"bob@example.com\"]}|string_type|Input should be a valid string",
                "{\"email\":\"bob\"}|value_error|E-mail address must have the form name@domain",
                "{\"email\":\"\"}|value_error|E-mail address must not be empty",
                "{\"email\":\"bob@x.test\"}|value_error|E-mail address must not be in a domain reserved for special use",
                "{\"email\":\"bob@a.INVALID\"}|value_error|E-mail address must not be in a domain reserved for special use"
            })
    void anInvalidEmailSaysWhichRuleItBreaks(String body, String type, String msg) {
        HttpResponse<String> answer = api.post(INITIATE, body);
        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode problem = Api.json(answer);
        assertThat(problem.get("detail").textValue()).isEqualTo("The request is not valid");
        assertThat(problem.get("error"))
                .isEqualTo(
                        Api.json("[{\"type\":\"" + type + "\",\"loc\":[\"body\",\"email\"],\"msg\":\"" + msg + "\"}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"ABC\"", "\"ABCDEFG\"", "\"ABC!EF\"", "123456", "null"})
    void aCodeThatIsNotSixLettersAndDigitsIsInvalid(String code) {
        HttpResponse<String> answer =
                api.post("/v1/register/verify", "{\"email\":\"bob@example.com\",\"code\":" + code + "}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Api.json(answer).get("error").get(0).get("loc")).isEqualTo(Api.json("[\"body\",\"code\"]"));
    }

    @Test
    void allViolationsAreAnsweredInTheOrderOfTheFields() {
        JsonNode problem = Api.json(api.post("/v1/register/verify", "{\"code\":1}"));
        assertThat(problem.get("error").findValuesAsText("type")).containsExactly("missing", "string_type");

        JsonNode complete = Api.json(api.post(
                "/v1/register/complete",
                "{\"display_name\":[],\"jam_code\":{},\"account_slug\":true,\"account_name\":1}"));
        assertThat(complete.get("error"))
                .extracting(violation -> violation.get("loc").get(1).textValue())
                .containsExactly("verification_token", "account_name", "account_slug", "jam_code", "display_name");
    }

    @Test
    void aNumberThatNobodyCouldHoldIsNoFailureOfOurs() {
        HttpResponse<String> answer = api.post(INITIATE, "{\"email\":1e9999999999}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("json_invalid");
    }

    @Test
    void whatWasSentIsNeverRepeated() {
        assertThat(api.post(INITIATE, "{\"email\":\"canary@@canary\",\"canary\":1}")
                        .body())
                .doesNotContain("canary");
        assertThat(api.post(INITIATE, "{\"canary").body()).doesNotContain("canary");
        assertThat(postAs("text/canary", "canary").body()).doesNotContain("canary");
        assertThat(api.get("/canary?canary=1").body()).doesNotContain("canary");
        assertThat(api.send(api.request(INITIATE + "?canary=1").method("CANARY", BodyPublishers.noBody()))
                        .body())
                .doesNotContainIgnoringCase("canary");
    }
}
