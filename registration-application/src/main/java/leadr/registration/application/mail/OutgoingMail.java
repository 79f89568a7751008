package leadr.registration.application.mail;

import java.time.Instant;
import java.util.UUID;
import leadr.registration.application.secret.SealedText;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the outbox.
 *
 * @param id also makes the {@code Message-ID}, the same on every try
 * @param content sealed in the context of the id; null once it is wiped
 * @param attempts how often delivery was tried
 * @param nextAttemptAt when it is tried next; the first try does not wait for it
 * @param giveUpAt the first moment it is not worth delivering: the code in it is dead, or a day is over
 * @param lastReply what the mail server said last; null before the first try
 */
public record OutgoingMail(
        UUID id,
        MailKind kind,
        EmailAddress to,
        @Nullable SealedText content,
        MailState state,
        int attempts,
        Instant createdAt,
        Instant nextAttemptAt,
        Instant giveUpAt,
        @Nullable Instant sentAt,
        @Nullable String lastReply) {
    /** A mail that waits to be delivered at once. */
    public static OutgoingMail queue(
            UUID id, MailKind kind, EmailAddress to, SealedText content, Instant now, Instant giveUpAt) {
        return new OutgoingMail(id, kind, to, content, MailState.QUEUED, 0, now, now, giveUpAt, null, null);
    }

    /** The same mail as it is after a try. */
    public OutgoingMail after(DeliveryReport report) {
        return new OutgoingMail(
                id,
                kind,
                to,
                report.state().isFinal() ? null : content,
                report.state(),
                attempts + 1,
                createdAt,
                report.at().plus(report.retryAfter()),
                giveUpAt,
                report.state() == MailState.SENT ? report.at() : null,
                report.reply());
    }
}
