package leadr.registration.application.store;

import java.util.List;
import java.util.Optional;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.verification.MailboxKey;

/**
 * Invitations by e-mail, each named by its user; of one account at most one is pending for an address. Who adds or changes
 * one holds the mailbox of the address ({@link Mailboxes#findForUpdate}).
 */
public interface Invitations {
    /**
     * Stores an invitation that is new; its user is stored already.
     *
     * @throws DuplicateKey for {@code OPEN_INVITATION}
     */
    void add(Invitation invitation);

    /**
     * Stores the next state of an invitation.
     *
     * @throws IllegalStateException unless it was loaded in this transaction
     */
    void update(Invitation invitation);

    Optional<Invitation> find(UserId user);

    Optional<Invitation> findForUpdate(UserId user);

    /** The pending invitation of an address to this account, its time over or not. */
    Optional<Invitation> findPending(AccountId account, MailboxKey mailbox);

    /** The pending invitations of an address to whatever account, their time over or not, oldest first. One read. */
    List<OpenInvitation> findPending(MailboxKey mailbox);

    Page<InvitedUser> list(InvitationFilter filter, PageRequest<InvitationSort> request);
}
