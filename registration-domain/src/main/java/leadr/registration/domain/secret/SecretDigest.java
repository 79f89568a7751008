package leadr.registration.domain.secret;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A keyed hash (HMAC-SHA-256, RFC 2104) of a secret together with the id of the key that made it, so that keys can be
 * rotated: a digest compares only with one made by the same key. Equality takes constant time in the hash.
 */
public final class SecretDigest {
    /** Length of an HMAC-SHA-256 in bytes. */
    public static final int LENGTH = 32;

    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private final String keyId;
    private final byte[] hash;

    /**
     * @param keyId 1 to 32 of {@code A-Z a-z 0-9 . _ -}
     * @param hash 32 bytes; copied
     * @throws IllegalArgumentException when either is of another shape
     */
    public SecretDigest(String keyId, byte[] hash) {
        if (!KEY_ID.matcher(keyId).matches()) {
            throw new IllegalArgumentException("a key id has 1 to 32 of A-Z a-z 0-9 . _ -");
        }
        if (hash.length != LENGTH) {
            throw new IllegalArgumentException("a digest has 32 bytes");
        }
        this.keyId = keyId;
        this.hash = hash.clone();
    }

    public String keyId() {
        return keyId;
    }

    /** A copy of the hash. */
    public byte[] hash() {
        return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretDigest that && keyId.equals(that.keyId) && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    /** The key id only. */
    @Override
    public String toString() {
        return "SecretDigest[keyId=" + keyId + ", hash=[redacted]]";
    }
}
