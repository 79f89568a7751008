package leadr.registration.domain.jamcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import leadr.registration.domain.Arbitrary;
import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JamCodeTextTest {
    @Test
    void aCodeIsReadInAnyCaseAndWithSurroundingBlanks() {
        assertThat(JamCodeText.parse(" \tJam2026\n").value()).isEqualTo("JAM2026");
        assertThat(JamCodeText.parse("jam2026")).isEqualTo(new JamCodeText("JAM2026"));
    }

    @Test
    @DefaultLocale("tr-TR")
    void aCodeIsReadTheSameInTurkish() {
        assertThat(JamCodeText.parse("indie").value()).isEqualTo("INDIE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABC", "123", "AZ09", "12345678901234567890123456789012345678901234567890"})
    void threeToFiftyLettersAndDigitsAreTaken(String text) {
        assertThat(new JamCodeText(text).value()).isEqualTo(text);
        assertThat(JamCodeText.parse(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AB",
                "123456789012345678901234567890123456789012345678901",
                "JAM 26",
                "JAM-26",
                "JAM_26",
                "JAM\u0000",
                "STRA\u00DFE",
                "\u017Fun",
                "\u0131nd\u0131e",
                "\uFF21\uFF22\uFF23",
                "\u212A12",
                "\u0660\u0661\u0662",
                "abc\u0080",
                "AB\uFB01"
            })
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> JamCodeText.parse(text))
                .withMessage("code: Code must be 3 to 50 letters or digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jam2026", " JAM", "JAM\n"})
    void theConstructorTakesTheNormalFormOnly(String text) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new JamCodeText(text))
                .withMessage("code: Code must be 3 to 50 letters or digits");
    }

    @Test
    void arbitraryTextGivesANormalFormOrInvalidValue() {
        Arbitrary.check(3000, (random, seed) -> {
            String text = random.nextBoolean()
                    ? Arbitrary.text(random, 8)
                    : Arbitrary.textOf("aZ09 \u0131\u017F\u00DF", random, 6);
            boolean taken = Arbitrary.isTaken(
                    text,
                    it -> assertThat(JamCodeText.parse(it).value()).as(seed).matches("[A-Z0-9]{3,50}"));
            assertThat(taken).as(seed).isEqualTo(text.strip().matches("[A-Za-z0-9]{3,50}"));
        });
    }
}
