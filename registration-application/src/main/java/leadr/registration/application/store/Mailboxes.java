package leadr.registration.application.store;

import java.time.Instant;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;

/** What is remembered of addresses, known or not. The row of an address is also the lock on everything about it. */
public interface Mailboxes {
    /** The mailbox of an address, untouched when there was none; held until the end of the transaction either way. */
    Mailbox findForUpdate(MailboxKey key);

    /**
     * Stores the next state; writes even when nothing changed, so that the time of the answer does not tell.
     *
     * @throws IllegalStateException unless it was loaded in this transaction
     */
    void update(Mailbox mailbox);

    /**
     * Deletes mailboxes that remember nothing of this moment or later, so that they are untouched again. Passes over those
     * that somebody holds.
     *
     * @param atMost from 1
     * @return how many
     */
    int purge(Instant before, int atMost);
}
