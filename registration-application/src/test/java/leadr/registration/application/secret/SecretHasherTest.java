package leadr.registration.application.secret;

import static org.assertj.core.api.Assertions.assertThat;

import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.secret.SecretDigest;
import org.junit.jupiter.api.Test;

class SecretHasherTest {
    private static final String OLD = "old:0123456789abcdef0123456789abcdef";
    private static final String CURRENT = "new:fedcba9876543210fedcba9876543210";
    private static final PlainSecret SECRET = new PlainSecret("ABC234");

    private final SecretHasher hasher = hasher(CURRENT + "," + OLD, "code");

    private static SecretHasher hasher(String ring, String purpose) {
        return new SecretHasher(KeyRing.parse(new PlainSecret(ring)), purpose);
    }

    @Test
    void theCurrentKeyHashes() {
        SecretDigest digest = hasher.digest("row", SECRET);

        assertThat(digest.keyId()).isEqualTo("new");
        assertThat(digest).isEqualTo(hasher.digest("row", SECRET));
        assertThat(hasher.digest("new", "row", SECRET)).contains(digest);
    }

    @Test
    void anOldKeyStillHashesToCompareAndAKeyThatIsGoneDoesNot() {
        assertThat(hasher.digest("old", "row", SECRET))
                .contains(hasher(OLD, "code").digest("row", SECRET));
        assertThat(hasher.digest("gone", "row", SECRET)).isEmpty();
    }

    @Test
    void secretContextPurposeAndKeyAllMatter() {
        assertThat(hasher.digest("row", SECRET).hash())
                .isNotEqualTo(hasher.digest("row", new PlainSecret("ABC235")).hash())
                .isNotEqualTo(hasher.digest("other", SECRET).hash())
                .isNotEqualTo(hasher(CURRENT, "api-key").digest("row", SECRET).hash())
                .isNotEqualTo(hasher(OLD, "code").digest("row", SECRET).hash());
    }

    @Test
    void theCandidatesAreTheHashesOfEveryKeyTheCurrentOneFirst() {
        assertThat(hasher.candidates(SECRET))
                .containsExactly(
                        hasher.digest("", SECRET),
                        hasher.digest("old", "", SECRET).orElseThrow());
    }
}
