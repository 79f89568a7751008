package leadr.registration.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import leadr.registration.domain.Arbitrary;
import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountNameTest {
    private static final String JOYSTICK = "\uD83D\uDD79";

    @Test
    void surroundingBlanksAreTrimmed() {
        assertThat(new AccountName(" \tAda's Games\n ").value()).isEqualTo("Ada's Games");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A", "  A  ", "\t\n"})
    void fewerThanTwoCharactersAreRefused(String name) {
        refused(name, "Account name must be at least 2 characters");
    }

    @Test
    void fromTwoToAHundredCharactersAreTaken() {
        assertThat(new AccountName("AB").value()).isEqualTo("AB");
        assertThat(new AccountName(" " + "x".repeat(100) + " ").value()).hasSize(100);
    }

    @Test
    void moreThanAHundredCharactersAreRefused() {
        refused("x".repeat(101), "Account name must not exceed 100 characters");
    }

    @Test
    void aCharacterBeyondTheBasicPlaneCountsOnce() {
        assertThat(new AccountName(JOYSTICK.repeat(100)).value()).hasSize(200);
        refused(JOYSTICK, "Account name must be at least 2 characters");
        refused(JOYSTICK.repeat(101), "Account name must not exceed 100 characters");
    }

    @Test
    void theNameIsComposedBeforeItIsCounted() {
        AccountName decomposed = new AccountName("Cafe\u0301");

        assertThat(decomposed).isEqualTo(new AccountName("Caf\u00E9"));
        assertThat(new AccountName("e\u0301".repeat(100)).value()).hasSize(100);
        refused("e\u0301", "Account name must be at least 2 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000b",
                "a\nb",
                "a\tb",
                "a\u007Fb",
                "a\u0085b",
                "a\u202Eb",
                "a\u200Eb",
                "a\u2066b",
                "a\u200Bb",
                "a\uFEFFb",
                "a\u2028b",
                "a\u2029b",
                "a\u00ADb",
                "a\uD800b",
                "a\uDC00b"
            })
    void controlAndDirectionTurningCharactersAreRefused(String name) {
        refused(name, "Account name must not contain control characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\uD83D\uDC69\u200D\uD83D\uDE80", "\u0646\u0645\u06CC\u200C\u062E", "Foo & Bar", "\u6771\u4EAC"})
    void joinersAndAnyScriptAreTaken(String name) {
        assertThat(new AccountName(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "ADA, ada",
        "Istanbul, ISTANBUL",
        "title, TITLE",
        "Stra\u00DFe, STRASSE",
        "\u039F\u0394\u039F\u03A3, \u03BF\u03B4\u03BF\u03C2",
        "CAFE\u0301, caf\u00E9"
    })
    @DefaultLocale("tr-TR")
    void namesThatDifferOnlyInCaseHaveTheSameKeyEvenInTurkish(String one, String other) {
        assertThat(new AccountName(one).key()).isEqualTo(new AccountName(other).key());
    }

    @Test
    @DefaultLocale("tr-TR")
    void theKeyIsTheNameWithItsCaseFolded() {
        assertThat(new AccountName("Infinite IDEAS").key()).isEqualTo("infinite ideas");
        assertThat(new AccountName("Ada").key()).isNotEqualTo(new AccountName("Bob").key());
    }

    @Test
    void arbitraryTextGivesAValidNameOrInvalidValue() {
        Arbitrary.check(3000, (random, seed) -> {
            boolean taken = Arbitrary.isTaken(Arbitrary.text(random, 110), text -> {
                AccountName name = new AccountName(text);
                assertThat(name.value()).as(seed).isEqualTo(name.value().strip());
                assertThat(name.value().codePoints().count()).as(seed).isBetween(2L, 100L);
                assertThat(new AccountName(name.value())).as(seed).isEqualTo(name);
                assertThat(name.key()).as(seed).isNotEmpty();
            });
            assertThat(taken).as(seed).isIn(true, false);
        });
    }

    private static void refused(String name, String rule) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new AccountName(name))
                .returns("account_name", InvalidValue::field)
                .returns(rule, InvalidValue::rule);
    }
}
