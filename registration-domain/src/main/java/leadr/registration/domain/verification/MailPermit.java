package leadr.registration.domain.verification;

import java.time.Instant;

/** Whether somebody who asked for a mail to an address gets one. */
public sealed interface MailPermit {
    /**
     * Send it.
     *
     * @param counted what to store
     */
    record Granted(Mailbox counted) implements MailPermit {}

    /**
     * Send nothing.
     *
     * @param until when this reason ends; the other one may apply by then
     */
    record Withheld(Reason reason, Instant until) implements MailPermit {}

    /** Why nothing is sent. */
    enum Reason {
        /** One was sent a moment ago: answer as if it were sent again. */
        COOLING_DOWN,
        /** The hour's mails are spent: refuse. */
        LIMIT_REACHED
    }
}
