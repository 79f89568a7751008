package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemPagesTest {
    private Api api;

    @BeforeAll
    void start() {
        api = Api.start();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void theTypeOfEveryProblemLeadsToAPageThatExplainsIt(ProblemCode code) {
        HttpResponse<String> page = api.send(api.request(code.page()).header("Accept", "text/html,*/*"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).contains(code.wireName(), Page.escape(code.detail()), Page.escape(code.advice()));

        JsonNode json = Api.json(api.send(api.request(code.page()).header("Accept", "application/json")));
        assertThat(json.get("type").textValue()).isEqualTo(code.page());
        assertThat(json.get("code").textValue()).isEqualTo(code.wireName());
        assertThat(json.get("status").intValue()).isEqualTo(code.status());
        assertThat(json.get("title").textValue()).isEqualTo(code.title());
        assertThat(json.get("advice").textValue()).isEqualTo(code.advice());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/problems/nope", "/problems/NOT_FOUND", "/problems/not_found/more"})
    void anUnknownCodeHasNoPage(String path) {
        assertThat(api.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void thePolicyOfAPageAllowsItsStyleSheetAndNothingElse() throws Exception {
        HttpResponse<String> page = api.get("/problems/not_found");
        Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(page.body());
        assertThat(style.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .doesNotContain("script-src", "unsafe");
    }
}
