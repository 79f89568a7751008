package leadr.registration.application;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.verification.RequestMark;
import org.jspecify.annotations.Nullable;

/**
 * What a client calls a request by, so that sending it again does nothing new (draft-ietf-httpapi-idempotency-key-header).
 * Does not print: clients put all kinds of things into it.
 */
public record IdempotencyKey(String value) {
    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7E]{1,255}");

    /** @throws InvalidValue for anything but 1 to 255 visible ASCII characters */
    public IdempotencyKey {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidValue("Idempotency-Key", "Idempotency-Key must have 1 to 255 visible characters");
        }
    }

    /**
     * What is remembered of a request under this key.
     *
     * @param content everything that a repeat has to have in common with it: scalars, lists, and maps by text
     */
    public RequestMark mark(@Nullable Object... content) {
        return new RequestMark(digest(value), digest(Arrays.asList(content)));
    }

    private static String digest(@Nullable Object content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, content);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Says of everything what it is, so that no two contents meet; objects are the same in any order of their names. */
    private static void add(MessageDigest digest, @Nullable Object part) {
        if (part instanceof Map<?, ?> object) {
            addText(digest, "{" + object.size());
            object.keySet().stream().map(String::valueOf).sorted().forEach(name -> {
                addText(digest, name);
                add(digest, object.get(name));
            });
        } else if (part instanceof List<?> list) {
            addText(digest, "[" + list.size());
            list.forEach(element -> add(digest, element));
        } else {
            addText(digest, part == null ? "null" : part.getClass().getName() + " " + part);
        }
    }

    /** Preceded by its length, so that no two lists of texts meet. */
    private static void addText(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    /** Always {@code IdempotencyKey[redacted]}. */
    @Override
    public String toString() {
        return "IdempotencyKey[redacted]";
    }
}
