package leadr.registration.application.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;

/**
 * Verification codes; at most one is live for an address and type. Codes of invitations are live side by side, because
 * several accounts may invite an address: of them at most one is live for a user. Who adds or attempts a code holds the
 * mailbox of the address ({@link Mailboxes#findForUpdate}). Codes for a change of address are a matter of their user: at
 * most one is live for a user, and who adds or attempts one holds the user's account besides.
 */
public interface VerificationCodes {
    /** How many live codes of invitations {@link #findRecent} finds at most. */
    int LIVE_INVITATIONS = 100;

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
     * The codes of an address that matter, none of them deleted and none for a change of address: the live ones of registration and recovery, the newest
     * {@link #LIVE_INVITATIONS} live ones of invitations, and then the newest dead ones; each of these newest first. So no
     * number of dead codes hides a live one, and no number of invitations the code somebody asked for. One statement.
     *
     * @param dead how many dead ones at most, from 1
     */
    List<VerificationCode> findRecent(MailboxKey mailbox, int dead);

    /**
     * Makes the live code of this address and type expired, if there is one. One statement in any case.
     *
     * @throws IllegalArgumentException for {@code INVITE} and {@code EMAIL_CHANGE}, which belong to a user: see {@link
     *     #supersedeInvite} and {@link #supersedeEmailChange}
     */
    void supersede(MailboxKey mailbox, VerificationCodeType type, Instant now);

    /** Makes the live code of the invitation of this user expired, if there is one. One statement in any case. */
    void supersedeInvite(UserId user, Instant now);

    /**
     * The codes that a user has asked for to change the address, newest first, whatever became of them; deleted ones too.
     *
     * @param atMost from 1
     */
    List<VerificationCode> findEmailChanges(UserId user, int atMost);

    /** Makes the live code for a change of this user's address expired, if there is one. One statement in any case. */
    void supersedeEmailChange(UserId user, Instant now);

    /**
     * Deletes codes that ended before this moment, the oldest; but none whose token was used up since then.
     *
     * @param atMost from 1
     * @return how many
     */
    int purge(Instant before, int atMost);
}
