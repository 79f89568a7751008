package leadr.registration.application.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;

/**
 * Verification codes; at most one is live for an address and type. Who adds or attempts one holds the mailbox of the
 * address ({@link Mailboxes#findForUpdate}).
 */
public interface VerificationCodes {
    /**
     * Stores a code that is new.
     *
     * @throws DuplicateKey for {@code LIVE_CODE}
     */
    void add(VerificationCode code);

    /**
     * Stores the next state of a code.
     *
     * @throws IllegalStateException unless it was loaded in this transaction
     */
    void update(VerificationCode code);

    Optional<VerificationCode> findForUpdate(VerificationCodeId id);

    /**
     * The newest codes of an address, newest first, of every type and state but deleted.
     *
     * @param limit from 1
     */
    List<VerificationCode> findRecent(MailboxKey mailbox, int limit);

    /** Makes the live code of this address and type expired, if there is one. One statement in any case. */
    void supersede(MailboxKey mailbox, VerificationCodeType type, Instant now);

    /**
     * Deletes codes that ended before this moment, the oldest; but none whose token was used up since then.
     *
     * @param atMost from 1
     * @return how many
     */
    int purge(Instant before, int atMost);
}
