package leadr.registration.application.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import leadr.registration.domain.secret.PlainSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private static KeyRing parse(String text) {
        return KeyRing.parse(new PlainSecret(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theFirstKeySigns() {
        KeyRing ring = parse("b:" + KEY + ",a:" + KEY);

        assertThat(ring.currentId()).isEqualTo("b");
        assertThat(ring.ids()).containsExactly("b", "a");
    }

    @Test
    void blanksAroundIdsAndValuesAreIgnoredAndAValueMayHoldColons() {
        KeyRing ring = parse(" a : " + KEY + " , b:" + KEY + ":x ");

        assertThat(ring.bytes("a")).contains(utf8(KEY));
        assertThat(ring.bytes("b")).contains(utf8(KEY + ":x"));
        assertThat(ring.bytes("c")).isEmpty();
    }

    @Test
    void aKeyIsCountedInBytes() {
        assertThat(parse("a:" + "ä".repeat(16)).bytes("a")).contains(utf8("ä".repeat(16)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("a:" + "x".repeat(31)))
                .withMessage("the value of entry 1 has fewer than 32 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, ":" + KEY, "a b:" + KEY, "a:" + KEY + ",", "ä:" + KEY, " "})
    void anEntryWithoutAKeyIdIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(text))
                .withMessage("expected kid:value, the kid 1 to 32 of A-Z a-z 0-9 . _ -");
    }

    @Test
    void aKeyIdHasAtMostThirtyTwoCharacters() {
        assertThat(parse("k".repeat(32) + ":" + KEY).currentId()).hasSize(32);
        assertThatIllegalArgumentException().isThrownBy(() -> parse("k".repeat(33) + ":" + KEY));
    }

    @Test
    void aKeyIdIsThereOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("a:" + KEY + ",a:" + KEY))
                .withMessage("the key id of entry 2 is there twice");
    }

    @Test
    void neitherMessagesNorPrintsShowAKey() {
        assertThat(parse("a:" + KEY + ",b:" + KEY)).hasToString("KeyRing[a, b]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("a:secret"))
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("secret"));
    }

    @Test
    void theBytesOfAKeyAreACopy() {
        KeyRing ring = parse("a:" + KEY);
        ring.bytes("a").orElseThrow()[0] = 0;

        assertThat(ring.bytes("a")).contains(utf8(KEY));
    }

    @Test
    void theHmacIsThatOfTheLengthPrefixedParts() {
        // Computed with Python's hmac module.
        byte[] hmac =
                parse("a:" + KEY).hmac("a", utf8("a"), utf8("b".repeat(256))).orElseThrow();

        assertThat(HexFormat.of().formatHex(hmac))
                .isEqualTo("11ea18d5661e4b251bd326468392479fc3543ad11f60451e9552677784288c9b");
    }

    @Test
    void partsThatReadTheSameTogetherAreToldApart() {
        KeyRing ring = parse("a:" + KEY + ",b:" + KEY + "b");

        assertThat(ring.hmac("a", utf8("ab"), utf8("c")).orElseThrow())
                .isNotEqualTo(ring.hmac("a", utf8("a"), utf8("bc")).orElseThrow())
                .isNotEqualTo(ring.hmac("a", utf8("abc")).orElseThrow())
                .isNotEqualTo(ring.hmac("b", utf8("ab"), utf8("c")).orElseThrow())
                .isEqualTo(ring.hmac("a", utf8("ab"), utf8("c")).orElseThrow());
        assertThat(ring.hmac("gone", utf8("ab"))).isEmpty();
    }

    @Test
    void theLengthOfALongPartTakesFourBytes() {
        // Computed with Python's hmac module.
        byte[] hmac = parse("a:" + KEY).hmac("a", utf8("b".repeat(70_000))).orElseThrow();

        assertThat(HexFormat.of().formatHex(hmac))
                .isEqualTo("2cfbce57a15e2f46357b7479af1f956ab4a4e95eb234306df96c5592af30a2b3");
    }
}
