package leadr.registration.application.secret;

import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import leadr.registration.domain.secret.PlainSecret;
import org.junit.jupiter.api.Test;

class TextCipherTest {
    private static final String OLD = "old:0123456789abcdef0123456789abcdef";
    private static final String CURRENT = "new:fedcba9876543210fedcba9876543210";

    private final TextCipher cipher = cipher(OLD, "mail");

    private static TextCipher cipher(String ring, String purpose) {
        return new TextCipher(KeyRing.parse(new PlainSecret(ring)), SECRETS, purpose);
    }

    @Test
    void whatIsSealedCanBeOpened() {
        assertThat(cipher.open("row", cipher.seal("row", "Ünïcode 🎮"))).contains("Ünïcode 🎮");
        assertThat(cipher.open("", cipher.seal("", ""))).contains("");
    }

    @Test
    void theSameTextIsSealedDifferentlyEveryTime() {
        assertThat(cipher.seal("row", "text")).isNotEqualTo(cipher.seal("row", "text"));
    }

    @Test
    void aSealedTextHoldsNonceCiphertextAndTag() {
        SealedText sealed = cipher.seal("row", "plain text");

        assertThat(sealed.keyId()).isEqualTo("old");
        assertThat(sealed.bytes()).hasSize(12 + "plain text".length() + 16);
        assertThat(new String(sealed.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("plain");
    }

    @Test
    void aSealedTextDoesNotOpenInAnotherContextOrForAnotherPurpose() {
        SealedText sealed = cipher.seal("row", "text");

        assertThat(cipher.open("other", sealed)).isEmpty();
        assertThat(cipher(OLD, "token").open("row", sealed)).isEmpty();
    }

    @Test
    void aSealedTextThatWasChangedAnywhereDoesNotOpen() {
        byte[] bytes = cipher.seal("row", "text").bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] tampered = bytes.clone();
            tampered[i] ^= 1;
            assertThat(cipher.open("row", new SealedText("old", tampered)))
                    .as("byte " + i)
                    .isEmpty();
        }
    }

    @Test
    void aSealedTextThatWasCutDoesNotOpen() {
        byte[] empty = cipher.seal("row", "").bytes();
        assertThat(empty).hasSize(28);
        assertThat(cipher.open("row", new SealedText("old", empty))).contains("");
        for (int length = 0; length < empty.length; length++) {
            assertThat(cipher.open("row", new SealedText("old", Arrays.copyOf(empty, length))))
                    .isEmpty();
        }
    }

    @Test
    void aTextSealedWithAnOldKeyOpensUntilThatKeyIsRemoved() {
        SealedText sealed = cipher.seal("row", "text");

        assertThat(cipher(CURRENT + "," + OLD, "mail").open("row", sealed)).contains("text");
        assertThat(cipher(CURRENT + "," + OLD, "mail").seal("row", "text").keyId())
                .isEqualTo("new");
        assertThat(cipher(CURRENT, "mail").open("row", sealed)).isEmpty();
    }

    @Test
    void sealedTextsAreEqualWhenKeyAndBytesAre() {
        SealedText sealed = new SealedText("a", new byte[] {1, 2});

        assertThat(sealed)
                .isEqualTo(new SealedText("a", new byte[] {1, 2}))
                .hasSameHashCodeAs(new SealedText("a", new byte[] {1, 2}))
                .isNotEqualTo(new SealedText("b", new byte[] {1, 2}))
                .isNotEqualTo(new SealedText("a", new byte[] {1, 3}))
                .isNotEqualTo("a")
                .hasToString("SealedText[keyId=a, 2 bytes]");
        assertThat(sealed.hashCode()).isNotEqualTo(new SealedText("a", new byte[] {1, 3}).hashCode());
    }

    @Test
    void theBytesOfASealedTextAreCopies() {
        byte[] bytes = {1, 2};
        SealedText sealed = new SealedText("a", bytes);
        bytes[0] = 9;
        sealed.bytes()[0] = 9;

        assertThat(sealed.bytes()).containsExactly(1, 2);
    }
}
