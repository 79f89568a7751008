package leadr.registration.domain.verification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import leadr.registration.domain.email.EmailAddress;

/**
 * What a {@link Mailbox} is found by: the SHA-256 of the canonical address in hexadecimal. Not keyed, so that budgets
 * survive the rotation of keys; it hides nothing that the users table does not show.
 */
public record MailboxKey(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException for another shape */
    public MailboxKey {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a mailbox key is a SHA-256 in hexadecimal");
        }
    }

    /** The key of no address: what is aimed at it hits nothing. */
    public static final MailboxKey NOBODY = new MailboxKey("0".repeat(64));

    /** The key of an address; the same for every way to write it. */
    public static MailboxKey of(EmailAddress email) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(email.canonical().getBytes(StandardCharsets.UTF_8));
            return new MailboxKey(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
