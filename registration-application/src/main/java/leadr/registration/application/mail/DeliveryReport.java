package leadr.registration.application.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What became of one try.
 *
 * @param state any but {@code QUEUED}
 * @param reply what the mail server said, control characters blanked, cut to 500 characters
 * @param at when it ended, by the clock of the node
 * @param retryAfter how long it waits for the next try; of no meaning for a final state
 */
public record DeliveryReport(UUID mail, MailState state, String reply, Instant at, Duration retryAfter) {
    private static final int MAX_REPLY = 500;

    // Foreign text: a line break would forge log lines, and PostgreSQL refuses a NUL.
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    public DeliveryReport {
        if (state == MailState.QUEUED) {
            throw new IllegalArgumentException("a mail that was tried is not queued any more");
        }
        reply = CONTROL.matcher(reply).replaceAll(" ");
        reply = reply.length() > MAX_REPLY ? reply.substring(0, MAX_REPLY) : reply;
    }
}
