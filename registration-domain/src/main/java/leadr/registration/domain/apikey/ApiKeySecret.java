package leadr.registration.domain.apikey;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.secret.PlainSecret;

/**
 * The text of an API key. One we make has 53 characters: {@code ldr_}, 32 random bytes in base64url (43 characters), and
 * the CRC-32 of those 47 in base62 (6 characters), so that a typing error, or a look-alike found by a scanner, is told
 * from a key without asking a database. An operator may bring a key of another length; only texts of 53 characters carry
 * a checksum.
 */
public final class ApiKeySecret {
    /** What every key begins with. */
    public static final String PREFIX = "ldr_";

    /** How many random bytes are in a key we make. */
    public static final int RANDOM_BYTES = 32;

    /** Length of a key we make. */
    public static final int LENGTH = 53;

    /** What an operator's own key has at least. */
    public static final int MIN_LENGTH = 32;

    /** What any key has at most. */
    public static final int MAX_LENGTH = 255;

    private static final int CHECKSUM_LENGTH = 6;
    private static final int SHOWN_LENGTH = 14;
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern SHAPE = Pattern.compile("ldr_[A-Za-z0-9_-]{28,251}");

    private final String text;

    private ApiKeySecret(String text) {
        this.text = text;
    }

    /**
     * Makes a key.
     *
     * @param random 32 bytes of a cryptographic generator
     */
    public static ApiKeySecret of(byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("a key takes 32 random bytes");
        }
        String body = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new ApiKeySecret(body + checksum(body));
    }

    /**
     * Reads a key that somebody presents.
     *
     * @throws InvalidValue naming {@code api_key}, for another shape or a wrong checksum; never quotes the text
     */
    public static ApiKeySecret parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new InvalidValue("api_key", "API key must be ldr_ and 28 to 251 of A-Z a-z 0-9 _ -");
        }
        if (text.length() == LENGTH && !text.endsWith(checksum(text.substring(0, LENGTH - CHECKSUM_LENGTH)))) {
            throw new InvalidValue("api_key", "API key has a wrong checksum");
        }
        return new ApiKeySecret(text);
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECKSUM_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = BASE62.charAt((int) (rest % BASE62.length()));
            rest /= BASE62.length();
        }
        return new String(digits);
    }

    /** The first 14 characters: enough to recognise a key by, too few to use it. */
    public String prefix() {
        return text.substring(0, SHOWN_LENGTH);
    }

    public PlainSecret secret() {
        return new PlainSecret(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKeySecret that && secret().equals(that.secret());
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
