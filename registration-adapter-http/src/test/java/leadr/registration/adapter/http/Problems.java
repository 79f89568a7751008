package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** What refusals have to look like. */
final class Problems {
    private Problems() {}

    static void assertProblem(HttpResponse<String> answer, int status, String code, String detail) {
        JsonNode problem = problem(answer, status, code);
        assertThat(problem.get("detail").textValue()).isEqualTo(detail);
        assertThat(problem.get("error").textValue()).isEqualTo(detail);
    }

    /** A request whose form is wrong, in these places: {@code body.code, query.limit}. */
    static void assertInvalid(HttpResponse<String> answer, String... places) {
        JsonNode problem = problem(answer, 422, "request_invalid");
        assertThat(problem.get("error"))
                .extracting(violation -> violation.get("loc").get(0).textValue() + "."
                        + violation.get("loc").path(1).asText())
                .containsExactly(places);
        assertThat(problem.get("error")).allSatisfy(violation -> {
            assertThat(violation.get("type").textValue()).isNotEmpty();
            assertThat(violation.get("msg").textValue()).isNotEmpty();
        });
    }

    static void assertKeyReused(HttpResponse<String> answer) {
        JsonNode problem = problem(answer, 422, "idempotency_key_reused");
        String detail = "Idempotency-Key was used for another request";
        assertThat(problem.get("detail").textValue()).isEqualTo(detail);
        assertThat(problem.get("error"))
                .isEqualTo(Api.json("[{\"type\":\"value_error\",\"loc\":[\"header\",\"Idempotency-Key\"],\"msg\":\""
                        + detail + "\"}]"));
    }

    static void assertJamCodeNotFound(HttpResponse<String> answer) {
        assertProblem(answer, 404, "jam_code_not_found", "Jam code not found");
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json; charset=utf-8");
        JsonNode problem = Api.json(answer);
        assertThat(List.copyOf(problem.properties()))
                .extracting(Map.Entry::getKey)
                .containsExactly("type", "title", "status", "detail", "instance", "code", "error");
        assertThat(problem.get("code").textValue()).isEqualTo(code);
        assertThat(problem.get("type").textValue()).isEqualTo("/problems/" + code);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("instance").textValue())
                .isEqualTo("urn:uuid:"
                        + answer.headers().firstValue("X-Request-Id").orElseThrow());
        return problem;
    }
}
