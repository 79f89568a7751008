package leadr.registration.application.mail;

import java.time.Instant;
import java.util.UUID;

/**
 * What became of one try.
 *
 * @param state any but {@code QUEUED}
 * @param reply what the mail server said, cut to 500 characters
 * @param nextAttemptAt when it is tried next; of no meaning for a final state
 */
public record DeliveryReport(UUID mail, MailState state, String reply, Instant at, Instant nextAttemptAt) {
    private static final int MAX_REPLY = 500;

    public DeliveryReport {
        if (state == MailState.QUEUED) {
            throw new IllegalArgumentException("a mail that was tried is not queued any more");
        }
        reply = reply.length() > MAX_REPLY ? reply.substring(0, MAX_REPLY) : reply;
    }
}
