package leadr.registration.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDigestTest {
    @Test
    void aDigestHoldsItsKeyIdAndHash() {
        SecretDigest digest = new SecretDigest("2026-11", hash(7));

        assertThat(digest.keyId()).isEqualTo("2026-11");
        assertThat(digest.hash()).isEqualTo(hash(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "K1", "2026-11", "a.b_c-D", "12345678901234567890123456789012"})
    void aKeyIdOfThatShapeIsTaken(String keyId) {
        assertThat(new SecretDigest(keyId, hash(1)).keyId()).isEqualTo(keyId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "a,b", "ké", "k\n", "123456789012345678901234567890123"})
    void aKeyIdOfAnotherShapeIsRefused(String keyId) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretDigest(keyId, hash(1)))
                .withMessage("a key id has 1 to 32 of A-Z a-z 0-9 . _ -");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 31, 33, 64})
    void aHashOfAnotherLengthIsRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretDigest("k", new byte[length]))
                .withMessage("a digest has 32 bytes");
    }

    @Test
    void nobodyCanChangeTheHashFromOutside() {
        byte[] given = hash(7);
        SecretDigest digest = new SecretDigest("k", given);
        given[0] = 99;
        digest.hash()[1] = 99;

        assertThat(digest.hash()).isEqualTo(hash(7));
    }

    @Test
    void digestsAreEqualWhenKeyIdAndHashAre() {
        SecretDigest digest = new SecretDigest("k", hash(7));

        assertThat(digest).isEqualTo(new SecretDigest("k", hash(7))).hasSameHashCodeAs(new SecretDigest("k", hash(7)));
        assertThat(digest).isNotEqualTo(new SecretDigest("k", hash(8)));
        assertThat(digest.hashCode()).isNotEqualTo(new SecretDigest("k", hash(8)).hashCode());
        assertThat((Object) digest).isNotEqualTo("k").isNotEqualTo(null);
    }

    @Test
    void theSameHashUnderAnotherKeyIsAnotherDigest() {
        assertThat(new SecretDigest("k1", hash(7))).isNotEqualTo(new SecretDigest("k2", hash(7)));
    }

    @Test
    void aDifferenceInTheLastByteCounts() {
        byte[] other = hash(7);
        other[SecretDigest.LENGTH - 1] ^= 1;

        assertThat(new SecretDigest("k", other)).isNotEqualTo(new SecretDigest("k", hash(7)));
    }

    private static byte[] hash(int first) {
        byte[] hash = new byte[SecretDigest.LENGTH];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) (first + i);
        }
        return hash;
    }
}
