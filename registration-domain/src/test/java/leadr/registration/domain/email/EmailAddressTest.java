package leadr.registration.domain.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    private static final String EMPTY = "E-mail address must not be empty";
    private static final String TOO_LONG = "E-mail address must not exceed 254 characters";
    private static final String NO_AT = "E-mail address must have the form name@domain";
    private static final String BAD_NAME = "E-mail address must have a valid name before the @";
    private static final String BAD_DOMAIN = "E-mail address must have a valid domain with a dot after the @";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@x.com",
                "a@b.co",
                "first.last+tag@sub.example.co.uk",
                "!#$%&'*+/=?^_`{|}~-@example.com",
                "1@1.example",
                "x@xn--mnchen-3ya.de",
                "x@a-b.c-d.example",
                "\u00FC\u00F1\u00EE@example.com",
                "\u4E2D\u6587@example.com",
                "\uD83D\uDD79@example.com"
            })
    void anAddressIsTakenAsWritten(String text) {
        assertThat(EmailAddress.of(text).value()).isEqualTo(text);
    }

    @Test
    void surroundingBlanksAreTrimmed() {
        EmailAddress address = EmailAddress.of(" \t Bob@X.com \r\n");

        assertThat(address.value()).isEqualTo("Bob@X.com");
        assertThat(address.localPart()).isEqualTo("Bob");
    }

    @Test
    @DefaultLocale("tr-TR")
    void identityIgnoresCaseEvenInTurkish() {
        EmailAddress upper = EmailAddress.of("BILI@MINI.IO");
        EmailAddress lower = EmailAddress.of("bili@mini.io");

        assertThat(upper.canonical()).isEqualTo("bili@mini.io");
        assertThat(upper).isEqualTo(lower).hasSameHashCodeAs(lower);
        assertThat(upper.value()).isEqualTo("BILI@MINI.IO");
    }

    @Test
    void addressesOfOtherPeopleAreNotEqual() {
        EmailAddress bob = EmailAddress.of("bob@x.com");

        assertThat(bob).isNotEqualTo(EmailAddress.of("rob@x.com")).isNotEqualTo(EmailAddress.of("bob@y.com"));
        assertThat(bob.hashCode()).isNotEqualTo(EmailAddress.of("rob@x.com").hashCode());
        assertThat((Object) bob).isNotEqualTo("bob@x.com").isNotEqualTo(null);
    }

    @ParameterizedTest
    @CsvSource({
        "x@M\u00DCNCHEN.de, x@xn--mnchen-3ya.de",
        "x@mu\u0308nchen.de, x@xn--mnchen-3ya.de",
        "x@XN--MNCHEN-3YA.de, x@xn--mnchen-3ya.de",
        "x@\u4F8B\u3048.jp, x@xn--r8jz45g.jp",
        "x@\u043F\u0440\u0438\u043C\u0435\u0440.\u0440\u0444, x@xn--e1afmkfd.xn--p1ai"
    })
    void anInternationalDomainIsComparedInItsAsciiForm(String written, String canonical) {
        assertThat(EmailAddress.of(written).canonical()).isEqualTo(canonical);
        assertThat(EmailAddress.of(written)).isEqualTo(EmailAddress.of(canonical));
    }

    @Test
    void aComposedAndADecomposedNameAreTheSame() {
        assertThat(EmailAddress.of("jose\u0301@x.com")).isEqualTo(EmailAddress.of("JOS\u00C9@x.com"));
    }

    @Test
    void theFinalSigmaIsTheSameLetter() {
        EmailAddress upper = EmailAddress.of("\u039D\u0399\u039A\u039F\u03A3@x.com");

        assertThat(upper).isEqualTo(EmailAddress.of("\u03BD\u03B9\u03BA\u03BF\u03C2@x.com"));
        assertThat(upper).isEqualTo(EmailAddress.of("\u03BD\u03B9\u03BA\u03BF\u03C3@x.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u2003"})
    void anEmptyTextIsRefused(String text) {
        refused(text, EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "@", "@x.com", "bob@", "x.com", "a@b@"})
    void aTextWithoutNameOrDomainIsRefused(String text) {
        refused(text, NO_AT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"bob\"@x.com",
                "\"b b\"@x.com",
                "a@b@x.com",
                ".bob@x.com",
                "bob.@x.com",
                "b..b@x.com",
                "b b@x.com",
                "b,b@x.com",
                "b;b@x.com",
                "b:b@x.com",
                "b(c)@x.com",
                "<bob@x.com",
                "b\\b@x.com",
                "[b]@x.com",
                "b\u0000b@x.com",
                "b\r\nBcc:all@x.com",
                "b\tb@x.com",
                "b\u007Fb@x.com",
                "b\u0085b@x.com",
                "b\u00A0b@x.com",
                "b\u200Bb@x.com",
                "b\u202Eb@x.com",
                "b\uD800b@x.com"
            })
    void anInvalidNameIsRefused(String text) {
        refused(text, BAD_NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@localhost",
                "bob@com",
                "bob@[127.0.0.1]",
                "bob@[IPv6:::1]",
                "bob@127.0.0.1",
                "bob@x.1",
                "bob@x.com.",
                "bob@.x.com",
                "bob@x..com",
                "bob@.",
                "bob@-x.com",
                "bob@x-.com",
                "bob@x_y.com",
                "bob@x y.com",
                "bob@x.com\u0000",
                "bob@x\u0000.com",
                "bob@x.com\r\nBcc: all",
                "bob@x.com>",
                "bob@x\u007F.com",
                "bob@x.c\uD800om"
            })
    void anInvalidDomainIsRefused(String text) {
        refused(text, BAD_DOMAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@stra\u00DFe.de",
                "bob@STRA\u1E9EE.de",
                "bob@\uFF58.com",
                "bob@x\uFF0Ecom",
                "bob@x\u3002com",
                "bob@pay\u200Bpal.com",
                "bob@pay\u200Cpal.com",
                "bob@pay\u200Dpal.com",
                "bob@pay\u00ADpal.com",
                "bob@\u2460.com",
                "bob@\u212A\uFB01.com"
            })
    void whatAnOlderMappingWouldSilentlyChangeIsRefused(String text) {
        refused(text, BAD_DOMAIN);
    }

    @Test
    void atMostTwoHundredAndFiftyFourCharactersAreTaken() {
        String label = "d".repeat(61);
        String rest = "@" + label + "." + label + "." + label + ".com";
        String longest = "n".repeat(64) + rest;

        assertThat(longest).hasSize(64 + 1 + 3 * 62 + 3);
        assertThat(EmailAddress.of("  " + longest + "  ").value()).hasSize(254);
        refused("n".repeat(64) + "@x" + rest.substring(1), TOO_LONG);
    }

    @Test
    void theLimitCountsBytes() {
        String label = "d".repeat(61);
        String rest = "@" + label + "." + label + "." + label + ".com";

        assertThat(EmailAddress.of("\u00FC".repeat(32) + rest).value()).hasSize(222);
        refused("\u00FC".repeat(33) + rest, TOO_LONG);
    }

    @Test
    void theAsciiFormOfTheDomainHasToFitToo() {
        String written = "n".repeat(64) + "@" + "\u4F8B\u3048.".repeat(20) + "com";

        assertThat(written.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(254);
        refused(written, TOO_LONG);
    }

    @Test
    void aNameHasAtMostSixtyFourBytes() {
        assertThat(EmailAddress.of("n".repeat(64) + "@x.com").localPart()).hasSize(64);
        refused("n".repeat(65) + "@x.com", BAD_NAME);
        refused("\u00FC".repeat(33) + "@x.com", BAD_NAME);
    }

    @Test
    void theFoldedNameHasToFitToo() {
        // A capital i with a dot takes two bytes; in lower case, with its dot apart, three.
        assertThat(EmailAddress.of("n" + "\u0130".repeat(21) + "@x.com").localPart())
                .hasSize(22);
        refused("\u0130".repeat(22) + "@x.com", BAD_NAME);
    }

    @Test
    void aLabelHasAtMostSixtyThreeCharacters() {
        assertThat(EmailAddress.of("n@" + "d".repeat(63) + ".com").canonical()).hasSize(69);
        refused("n@" + "d".repeat(64) + ".com", BAD_DOMAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@x.test", "a@x.invalid", "a@x.localhost", "a@x.y.TEST", "a@X.Invalid"})
    void domainsThatNeverReceiveMailAreSpecialUse(String text) {
        assertThat(EmailAddress.of(text).isSpecialUse()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@x.com", "a@test.com", "a@x.testing", "a@xtest.io", "x.test@x.com", "a@x.latest"})
    void otherDomainsAreNot(String text) {
        assertThat(EmailAddress.of(text).isSpecialUse()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"bob@x.com, b***@x.com", "b@X.com, b***@X.com", "\uD83D\uDD79joy@x.com, \uD83D\uDD79***@x.com"})
    void aMaskedAddressShowsFirstCharacterAndDomain(String text, String masked) {
        assertThat(EmailAddress.of(text).masked()).isEqualTo(masked);
        assertThat(EmailAddress.of(text)).hasToString(masked);
    }

    private static void refused(String text, String rule) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> EmailAddress.of(text))
                .returns("email", InvalidValue::field)
                .returns(rule, InvalidValue::rule);
    }
}
