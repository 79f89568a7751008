package leadr.registration.application.secret;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import leadr.registration.domain.secret.PlainSecret;
import org.jspecify.annotations.Nullable;

/**
 * Named keys for one purpose, written {@code kid:value,kid:value}. The first one signs; the others still verify, so that
 * a key can be replaced without a break. Immutable; does not print its keys.
 */
public final class KeyRing {
    /** A key has at least that many bytes (RFC 7518 section 3.2, for HMAC-SHA-256). */
    public static final int MIN_KEY_BYTES = 32;

    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final String HMAC = "HmacSHA256";

    private final String currentId;
    private final Map<String, byte[]> keys;

    private KeyRing(String currentId, Map<String, byte[]> keys) {
        this.currentId = currentId;
        this.keys = Collections.unmodifiableMap(keys);
    }

    /**
     * Reads a ring.
     *
     * @throws IllegalArgumentException naming the rule that is broken, never a value: an entry without a key id, a key id
     *     twice, a key under 32 bytes
     */
    public static KeyRing parse(PlainSecret text) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        int number = 0;
        for (String entry : text.reveal().split(",", -1)) {
            number++;
            int colon = entry.indexOf(':');
            String keyId = colon < 0 ? "" : entry.substring(0, colon).strip();
            if (!KEY_ID.matcher(keyId).matches()) {
                throw new IllegalArgumentException("expected kid:value, the kid 1 to 32 of A-Z a-z 0-9 . _ -");
            }
            byte[] key = entry.substring(colon + 1).strip().getBytes(StandardCharsets.UTF_8);
            if (key.length < MIN_KEY_BYTES) {
                throw new IllegalArgumentException("the value of entry " + number + " has fewer than 32 bytes");
            }
            if (keys.put(keyId, key) != null) {
                throw new IllegalArgumentException("the key id of entry " + number + " is there twice");
            }
        }
        return new KeyRing(keys.keySet().iterator().next(), keys);
    }

    /** The id of the key that signs. */
    public String currentId() {
        return currentId;
    }

    /** All key ids, the signing one first. */
    public List<String> ids() {
        return new ArrayList<>(keys.keySet());
    }

    /** A copy of the bytes of a key, for libraries that sign by themselves; empty when the ring has no such key. */
    public Optional<byte[]> bytes(String keyId) {
        return Optional.ofNullable(keys.get(keyId)).map(byte[]::clone);
    }

    /**
     * HMAC-SHA-256 under a key of the ring; each part is preceded by its length, so that no two lists of parts meet.
     *
     * @return 32 bytes, or empty when the ring has no such key
     */
    Optional<byte[]> hmac(String keyId, byte[]... parts) {
        byte @Nullable [] key = keys.get(keyId);
        if (key == null) {
            return Optional.empty();
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(new byte[] {
                    (byte) (part.length >>> 24),
                    (byte) (part.length >>> 16),
                    (byte) (part.length >>> 8),
                    (byte) part.length
                });
                mac.update(part);
            }
            return Optional.of(mac.doFinal());
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    /** The key ids only. */
    @Override
    public String toString() {
        return "KeyRing" + ids();
    }
}
