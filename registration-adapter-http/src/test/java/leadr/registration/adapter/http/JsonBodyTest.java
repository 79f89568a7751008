package leadr.registration.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    private static List<Violation> refusedBy(byte[] bytes) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> {
            JsonBody parsed = JsonBody.parse(bytes);
            assertThat(parsed).as("should have been refused").isNull();
        });
        assertThat(refusal.problem().code()).isEqualTo(ProblemCode.REQUEST_INVALID);
        return refusal.problem().violations();
    }

    private static List<Violation> violationsOf(JsonBody body) {
        return catchThrowableOfType(Refusal.class, body::refuseViolations)
                .problem()
                .violations();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}}",
                "{} {}",
                "{} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":1,}",
                "// no\n{}",
                "{\"a\":\"\t\"}",
                " ",
                "\uFEFF{}",
                "{\"a\":\"\\x\"}"
            })
    void whatIsNotExactlyOneJsonTextIsRefused(String text) {
        assertThat(refusedBy(text.getBytes(UTF_8))).containsExactly(Violation.notJson());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "1", "null", "true"})
    void onlyAnObjectIsTaken(String text) {
        assertThat(refusedBy(text.getBytes(UTF_8))).containsExactly(Violation.notAnObject());
    }

    @Test
    void brokenUtf8IsRefused() {
        byte[] overlong = {'{', '"', 'a', '"', ':', '"', (byte) 0xC0, (byte) 0xAF, '"', '}'};
        assertThat(refusedBy(overlong)).containsExactly(Violation.notJson());
        assertThat(refusedBy("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly(Violation.notJson());
        assertThat(refusedBy("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE))).containsExactly(Violation.notJson());
    }

    @Test
    void depthIsBounded() {
        String deepest = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
        assertThat(JsonBody.parse(deepest.getBytes(UTF_8)).optional("b")).isEmpty();
        String tooDeep = "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}";
        assertThat(refusedBy(tooDeep.getBytes(UTF_8))).containsExactly(Violation.notJson());
    }

    @Test
    void namesAndNumbersAreBounded() {
        assertThat(refusedBy(("{\"" + "n".repeat(300) + "\":1}").getBytes(UTF_8)))
                .containsExactly(Violation.notJson());
        assertThat(refusedBy(("{\"a\":" + "1".repeat(101) + "}").getBytes(UTF_8)))
                .containsExactly(Violation.notJson());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.5", "true", "[]", "{}", "[\"x\"]", "1e999999999"})
    void nothingIsTurnedIntoText(String value) {
        JsonBody body = JsonBody.parse(("{\"a\":" + value + ",\"b\":" + value + "}").getBytes(UTF_8));
        assertThat(body.required("a")).isEmpty();
        assertThat(body.optional("b")).isEmpty();
        assertThat(violationsOf(body)).containsExactly(Violation.notText("a"), Violation.notText("b"));
    }

    @Test
    void allViolationsAreReportedInTheOrderOfTheFields() {
        JsonBody body = JsonBody.parse("{\"c\":1,\"b\":\"x\"}".getBytes(UTF_8));
        assertThat(body.required("a")).isEmpty();
        Optional<String> ruled = body.required("b", text -> {
            throw new InvalidValue("b", "The rule");
        });
        assertThat(ruled).isEmpty();
        assertThat(body.optional("c")).isEmpty();
        assertThat(violationsOf(body))
                .containsExactly(Violation.missing("a"), Violation.rule("b", "The rule"), Violation.notText("c"));
    }

    @Test
    void nullIsNoTextButMayStandForAnOptionalOne() {
        JsonBody body = JsonBody.parse("{\"a\":null,\"b\":null}".getBytes(UTF_8));
        assertThat(body.optional("b")).isEmpty();
        assertThat(body.required("a")).isEmpty();
        assertThat(violationsOf(body)).containsExactly(Violation.notText("a"));
    }

    @Test
    void aMissingBodyIsOneViolation() {
        JsonBody body = JsonBody.absent();
        assertThat(body.required("a")).isEmpty();
        assertThat(body.required("b")).isEmpty();
        assertThat(violationsOf(body)).containsExactly(Violation.bodyMissing());
    }

    @Test
    void unknownFieldsAreIgnored() {
        JsonBody body = JsonBody.parse("{\"a\":\"text\",\"more\":{\"x\":[1]}}".getBytes(UTF_8));
        assertThat(body.required("a")).contains("text");
        body.refuseViolations();
    }
}
