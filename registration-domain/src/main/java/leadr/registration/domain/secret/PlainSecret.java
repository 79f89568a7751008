package leadr.registration.domain.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A secret in clear: a code, a token, a key. It does not print; whoever needs the text says {@link #reveal()}, which is
 * easy to search for. Compared in constant time. Not serializable on purpose.
 */
public final class PlainSecret {
    private final String text;

    /** @throws IllegalArgumentException when the text is empty */
    public PlainSecret(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret is not empty");
        }
        this.text = text;
    }

    /** The secret itself. Never pass it to a log, an exception, a URL or a metric. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlainSecret that
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Always {@code [redacted]}. */
    @Override
    public String toString() {
        return "[redacted]";
    }
}
