package leadr.registration.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        for (String number : List.of("1".repeat(101), "0." + "1".repeat(101), "1e2147483649", "1e-99999999999")) {
            assertThat(refusedBy(("{\"a\":" + number + "}").getBytes(UTF_8))).containsExactly(Violation.notJson());
        }
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

    @Test
    void fieldsThatMayBeAbsentMayBeNullToo() {
        for (String text : List.of("{}", "{\"a\":null}")) {
            JsonBody body = JsonBody.parse(text.getBytes(UTF_8));
            assertThat(body.optional("a")).isEmpty();
            assertThat(body.optional("a", WireTime::parse)).isEmpty();
            assertThat(body.optionalCount("a")).isEmpty();
            assertThat(body.optionalFlag("a")).isEmpty();
            assertThat(body.optionalAttributes("a")).isEmpty();
            assertThat(body.clears("a")).isFalse();
            body.refuseClearing("a");
            body.refuseViolations();
        }
        JsonBody.absent().refuseClearing("a");
        assertThat(JsonBody.absent().optionalCount("a")).isEmpty();
        assertThat(JsonBody.absent().clears("a")).isFalse();
    }

    @Test
    void onlyAMergePatchClearsAndOnlyByNull() {
        JsonBody patch = JsonBody.parseMergePatch("{\"a\":null,\"b\":false}".getBytes(UTF_8));
        assertThat(patch.clears("a")).isTrue();
        assertThat(patch.clears("b")).isFalse();
        assertThat(patch.clears("c")).isFalse();
        patch.refuseClearing("c");
        patch.refuseClearing("b");
        patch.refuseViolations();
        patch.refuseClearing("a");
        assertThat(violationsOf(patch)).containsExactly(Violation.rule("a", "Field must not be null"));
    }

    @Test
    void anObjectOfSomebodyElsesMakingIsReadExactly() {
        String text = "{\"a\":{\"z\":[1,4294967296,18446744073709551616,1.50,1E+2,true,null,\"x\",{}],\"y\":{}}}";
        Map<String, ?> read = JsonBody.parse(text.getBytes(UTF_8))
                .optionalAttributes("a")
                .orElseThrow()
                .values();
        assertThat(read.keySet()).containsExactly("z", "y");
        assertThat(read.get("z"))
                .isEqualTo(Arrays.asList(
                        1,
                        4_294_967_296L,
                        new BigInteger("18446744073709551616"),
                        new BigDecimal("1.50"),
                        new BigDecimal("1E+2"),
                        true,
                        null,
                        "x",
                        Map.of()));
    }

    @Test
    void eachTypedFieldSaysWhatItShouldBe() {
        JsonBody body = JsonBody.parse("{\"a\":\"x\",\"n\":0}".getBytes(UTF_8));
        assertThat(body.optionalCount("a")).isEmpty();
        assertThat(body.optionalFlag("a")).isEmpty();
        assertThat(body.optionalAttributes("a")).isEmpty();
        assertThat(body.optionalCount("n")).isEmpty();
        assertThat(violationsOf(body))
                .containsExactly(
                        Violation.notInteger("a"),
                        Violation.notFlag("a"),
                        Violation.notObject("a"),
                        Violation.rule("n", "Input should be an integer from 1 to 2147483647"));
    }
}
