package leadr.registration.application.registration;

import java.time.Duration;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.domain.email.EmailAddress;

/**
 * Somebody asks for a code to be sent to an address.
 *
 * @param languages to write the mail in
 */
public record CodeRequest(EmailAddress email, PreferredLanguages languages, RequestOrigin origin) {
    /** What the person who asks is told; the same whoever owns the address. */
    public sealed interface Result {}

    /**
     * A mail goes out, or went out a moment ago.
     *
     * @param codeExpiresIn the life of a code, whole seconds
     */
    public record Accepted(Duration codeExpiresIn) implements Result {}

    /**
     * The address has had its mails for this hour.
     *
     * @param retryAfter until the next one is allowed
     */
    public record LimitReached(Duration retryAfter) implements Result {}
}
