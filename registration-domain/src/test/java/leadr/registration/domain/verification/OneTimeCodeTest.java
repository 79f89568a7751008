package leadr.registration.domain.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import leadr.registration.domain.Arbitrary;
import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneTimeCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"ABC234", "abc234", " aBc-234 ", "A B C 2 3 4", "--ABC234--", "ABC\t2\r\n34", "A-B C-2 3-4"})
    void aCodeIsReadInAnyCaseWithBlanksAndDashesAnywhere(String text) {
        assertThat(OneTimeCode.parse(text).secret().reveal()).isEqualTo("ABC234");
    }

    @Test
    @DefaultLocale("tr-TR")
    void aCodeIsReadTheSameInTurkish() {
        assertThat(OneTimeCode.parse("ididid").secret().reveal()).isEqualTo("IDIDID");
    }

    @Test
    void lookAlikesAreReadThoughNoCodeHasThem() {
        assertThat(OneTimeCode.parse("0o1iIO").secret().reveal()).isEqualTo("0O1IIO");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "      ",
                "------",
                "ABC23",
                "ABC2345",
                "ABC23!",
                "ABC_23",
                "ABC23\u0000",
                "\u0131BC234",
                "ABC23\u017F",
                "ABC2\u00DF",
                "\uFF21BC234",
                "ABC23\u0663",
                "ABC23\uD800",
                "ABC 23\u22124"
            })
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> OneTimeCode.parse(text))
                .withMessage("code: Code must be 6 letters or digits");
    }

    @Test
    void blanksAndDashesOfAnyKindAreIgnoredWhereverTheyStand() {
        assertThat(OneTimeCode.parse("\u00A0abc\u2013d\u2010ef\u202F").secret().reveal())
                .isEqualTo("ABCDEF");
    }

    @Test
    void theAlphabetHasThirtyTwoCharactersAndNoLookAlikes() {
        assertThat(OneTimeCode.ALPHABET).isEqualTo("ABCDEFGHJKLMNPQRSTUVWXYZ23456789");
        assertThat(OneTimeCode.ALPHABET.chars().distinct()).hasSize(32);
        assertThat(OneTimeCode.LENGTH).isEqualTo(6);
    }

    @Test
    void codesAreEqualWhenTheirTextsAre() {
        OneTimeCode code = OneTimeCode.parse("ABC234");

        assertThat(code).isEqualTo(OneTimeCode.parse("abc-234")).hasSameHashCodeAs(OneTimeCode.parse("abc-234"));
        assertThat(code).isNotEqualTo(OneTimeCode.parse("ABC235"));
        assertThat(code.hashCode()).isNotEqualTo(OneTimeCode.parse("ABC235").hashCode());
        assertThat((Object) code).isNotEqualTo("ABC234").isNotEqualTo(null);
    }

    @Test
    void arbitraryTextGivesANormalFormOrInvalidValue() {
        Arbitrary.check(3000, (random, seed) -> {
            String text = random.nextBoolean()
                    ? Arbitrary.text(random, 9)
                    : Arbitrary.textOf("aZ09 -\t\u0131\u017F", random, 9);
            boolean taken = Arbitrary.isTaken(
                    text,
                    it -> assertThat(OneTimeCode.parse(it).secret().reveal())
                            .as(seed)
                            .matches("[A-Z0-9]{6}"));
            assertThat(taken).as(seed).isEqualTo(text.replaceAll("[\\s-]", "").matches("[A-Za-z0-9]{6}"));
        });
    }
}
