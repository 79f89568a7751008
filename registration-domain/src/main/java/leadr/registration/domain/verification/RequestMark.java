package leadr.registration.domain.verification;

import java.util.regex.Pattern;

/**
 * What is remembered of a request so that its repeat is recognised: a digest of the idempotency key that the client chose
 * for it, and one of what it asked for.
 *
 * @param key 64 hexadecimal digits
 * @param content 64 hexadecimal digits
 */
public record RequestMark(String key, String content) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException for another shape */
    public RequestMark {
        if (!DIGEST.matcher(key).matches() || !DIGEST.matcher(content).matches()) {
            throw new IllegalArgumentException("a mark is two SHA-256 in hexadecimal");
        }
    }

    /** Whether the client chose the same key. */
    public boolean hasKeyOf(RequestMark other) {
        return key.equals(other.key);
    }
}
