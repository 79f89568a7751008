package leadr.registration.application.secret;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.secret.SecretDigest;

/**
 * Makes the keyed hashes that are stored instead of secrets (HMAC-SHA-256; the key lives outside the database, ASVS 6.5.2
 * and 11.4.2). The purpose separates hashes of different kinds made with one key. Safe to call from several threads.
 */
public final class SecretHasher {
    private final KeyRing keys;
    private final byte[] purpose;

    /** @param purpose a constant such as {@code verification-code} */
    public SecretHasher(KeyRing keys, String purpose) {
        this.keys = keys;
        this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Hashes with the current key.
     *
     * @param context what the secret belongs to, such as the id of its row, or empty when it is looked up by its hash
     */
    public SecretDigest digest(String context, PlainSecret secret) {
        return digest(keys.currentId(), context, secret).orElseThrow();
    }

    /** Hashes with the key of that id, to compare with a stored hash; empty when that key is gone. */
    public Optional<SecretDigest> digest(String keyId, String context, PlainSecret secret) {
        return keys.hmac(
                        keyId,
                        purpose,
                        context.getBytes(StandardCharsets.UTF_8),
                        secret.reveal().getBytes(StandardCharsets.UTF_8))
                .map(hash -> new SecretDigest(keyId, hash));
    }

    /** Hashes with every key, the current one first, to look a secret up by. */
    public List<SecretDigest> candidates(PlainSecret secret) {
        return keys.ids().stream()
                .flatMap(keyId -> digest(keyId, "", secret).stream())
                .toList();
    }
}
