package leadr.registration.application.mail;

import java.time.Instant;
import java.util.UUID;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows of a mail: how it fares, never what it says.
 *
 * @param attempts how often delivery was tried
 * @param lastReply what the mail server said last; null before the first try
 * @param sentAt when a mail server took it; null while none has
 */
public record MailSummary(
        UUID id,
        MailKind kind,
        EmailAddress to,
        MailState state,
        int attempts,
        @Nullable String lastReply,
        Instant createdAt,
        @Nullable Instant sentAt) {
    /** Leaves out what a list does not show. */
    public static MailSummary of(OutgoingMail mail) {
        return new MailSummary(
                mail.id(),
                mail.kind(),
                mail.to(),
                mail.state(),
                mail.attempts(),
                mail.lastReply(),
                mail.createdAt(),
                mail.sentAt());
    }
}
