package leadr.registration.domain.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import leadr.registration.domain.Arbitrary;
import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeySecretTest {
    // Made by a few lines of Python (zlib.crc32, base64.urlsafe_b64encode), not by the code under test.
    private static final String OF_ZEROS = "ldr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2VZARB";

    @ParameterizedTest
    @CsvSource({
        "0, 0, " + OF_ZEROS,
        "255, 255, ldr___________________________________________82fWp9i",
        "0, 210, ldr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAANI00HbJ2"
    })
    void aKeyIsThePrefixTheRandomBytesAndTheChecksum(int most, int last, String text) {
        byte[] random = new byte[32];
        Arrays.fill(random, (byte) most);
        random[31] = (byte) last;

        assertThat(text(ApiKeySecret.of(random))).isEqualTo(text).hasSize(ApiKeySecret.LENGTH);
        assertThat(text(ApiKeySecret.parse(text))).isEqualTo(text);
    }

    @Test
    void theBytesAreInTheKeyInTheirOrder() {
        byte[] random = new byte[32];
        for (int i = 0; i < random.length; i++) {
            random[i] = (byte) i;
        }

        assertThat(text(ApiKeySecret.of(random))).isEqualTo("ldr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh81wvht4");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33, 64})
    void anotherNumberOfRandomBytesIsRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiKeySecret.of(new byte[length]))
                .withMessage("a key takes 32 random bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ldr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2VZARC",
                "ldr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2VZArB",
                "ldr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB2VZARB",
                "ldr_BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2VZARB",
                "ldr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA000000"
            })
    void aWrongChecksumIsRefused(String text) {
        refused(text, "API key has a wrong checksum");
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 52, 54, 255})
    void aKeyOfAnotherLengthHasNoChecksum(int length) {
        String text = "ldr_" + "x".repeat(length - 4);

        assertThat(text(ApiKeySecret.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 31, 256, 1000})
    void aTooShortOrTooLongKeyIsRefused(int length) {
        refused("ldr_" + "x".repeat(length - 4), "API key must be ldr_ and 28 to 251 of A-Z a-z 0-9 _ -");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ldr_",
                "LDR_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2VZARB",
                "sk_live_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                " " + OF_ZEROS,
                OF_ZEROS + " ",
                OF_ZEROS + "\n",
                "ldr_AAAAAAAAAAAAAAAAAAAAAAAAAAAA+/==",
                "ldr_AAAAAAAAAAAAAAAAAAAAAAAAAAAA\u00E9",
                "ldr_AAAAAAAAAAAAAAAAAAAAAAAAAAAA\u0000"
            })
    void anotherShapeIsRefused(String text) {
        refused(text, "API key must be ldr_ and 28 to 251 of A-Z a-z 0-9 _ -");
    }

    @Test
    void thePrefixIsTheFirstFourteenCharacters() {
        assertThat(ApiKeySecret.parse("ldr_0123456789abcdefghijklmnopqrstuv").prefix())
                .isEqualTo("ldr_0123456789");
    }

    @Test
    void secretsAreEqualWhenTheirTextsAre() {
        ApiKeySecret one = ApiKeySecret.parse(OF_ZEROS);
        ApiKeySecret other = ApiKeySecret.parse("ldr_" + "x".repeat(40));

        assertThat(one).isEqualTo(ApiKeySecret.of(new byte[32])).hasSameHashCodeAs(ApiKeySecret.of(new byte[32]));
        assertThat(one).isNotEqualTo(other);
        assertThat(one.hashCode()).isNotEqualTo(other.hashCode());
        assertThat((Object) one).isNotEqualTo(OF_ZEROS).isNotEqualTo(null);
    }

    @Test
    void anArbitraryKeyGoesRoundAndASingleTypingErrorIsFound() {
        Arbitrary.check(1000, (random, seed) -> {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            String text = text(ApiKeySecret.of(bytes));
            assertThat(text).as(seed).matches("ldr_[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}");
            assertThat(text(ApiKeySecret.parse(text))).as(seed).isEqualTo(text);

            StringBuilder mistyped = new StringBuilder(text);
            int at = random.nextInt(4, text.length());
            mistyped.setCharAt(at, mistyped.charAt(at) == 'x' ? 'y' : 'x');
            assertThat(isTaken(mistyped.toString())).as(seed).isFalse();
        });
    }

    @Test
    void arbitraryTextGivesAKeyOrInvalidValue() {
        Arbitrary.check(2000, (random, seed) -> {
            assertThat(isTaken(Arbitrary.text(random, 60))).as(seed).isFalse();
            assertThat(isTaken("ldr_" + Arbitrary.text(random, 300))).as(seed).isIn(true, false);
        });
    }

    private static boolean isTaken(String candidate) {
        return Arbitrary.isTaken(
                candidate, it -> assertThat(text(ApiKeySecret.parse(it))).isEqualTo(it));
    }

    private static String text(ApiKeySecret secret) {
        return secret.secret().reveal();
    }

    private static void refused(String text, String rule) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> ApiKeySecret.parse(text))
                .returns("api_key", InvalidValue::field)
                .returns(rule, InvalidValue::rule);
    }
}
