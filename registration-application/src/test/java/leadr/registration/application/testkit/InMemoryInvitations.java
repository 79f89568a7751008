package leadr.registration.application.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import leadr.registration.application.store.InvitationFilter;
import leadr.registration.application.store.InvitationSort;
import leadr.registration.application.store.Invitations;
import leadr.registration.application.store.InvitedUser;
import leadr.registration.application.store.OpenInvitation;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.verification.MailboxKey;

/** Invitations, as one transaction sees them. */
final class InMemoryInvitations implements Invitations {
    private final Draft draft;
    private final Table<Key, Invitation> invitations;
    private final Table<UserId, User> users;
    private final Table<AccountId, Account> accounts;

    /** Not the user's own id: who loads the user has not loaded the invitation. */
    record Key(UserId user) {}

    InMemoryInvitations(Draft draft, State state) {
        this.draft = draft;
        invitations = state.invitations;
        users = state.users;
        accounts = state.accounts;
    }

    @Override
    public void add(Invitation invitation) {
        Key key = new Key(invitation.userId());
        draft.requireNewId(invitations, key);
        requireUnique(invitation);
        invitations.put(key, invitation);
        draft.markLoaded(key);
    }

    @Override
    public void update(Invitation invitation) {
        Key key = new Key(invitation.userId());
        draft.requireLoaded(key);
        requireUnique(invitation);
        invitations.put(key, invitation);
    }

    private void requireUnique(Invitation invitation) {
        if (invitation.isPending()) {
            draft.requireNone(
                    pending(MailboxKey.of(invitation.email())).toList(),
                    other -> !other.userId().equals(invitation.userId())
                            && other.accountId().equals(invitation.accountId()),
                    UniqueRule.OPEN_INVITATION);
        }
    }

    @Override
    public Optional<Invitation> find(UserId user) {
        return draft.load(invitations, new Key(user));
    }

    @Override
    public Optional<Invitation> findForUpdate(UserId user) {
        return find(user);
    }

    @Override
    public Optional<Invitation> findPending(AccountId account, MailboxKey mailbox) {
        return pending(mailbox)
                .filter(invitation -> invitation.accountId().equals(account))
                .findFirst()
                .flatMap(invitation -> find(invitation.userId()));
    }

    @Override
    public List<OpenInvitation> findPending(MailboxKey mailbox) {
        return pending(mailbox)
                .sorted(Comparator.comparing(Invitation::createdAt)
                        .thenComparing(invitation -> invitation.userId().text()))
                .map(this::open)
                .toList();
    }

    private OpenInvitation open(Invitation invitation) {
        return new OpenInvitation(
                find(invitation.userId()).orElseThrow(),
                draft.load(users, invitation.userId()).orElseThrow(),
                draft.load(accounts, invitation.accountId()).orElseThrow());
    }

    private Stream<Invitation> pending(MailboxKey mailbox) {
        return invitations.all().stream()
                .filter(invitation -> invitation.isPending()
                        && MailboxKey.of(invitation.email()).equals(mailbox));
    }

    @Override
    public Page<InvitedUser> list(InvitationFilter filter, PageRequest<InvitationSort> request) {
        return InMemoryPages.cut(
                invitations.all().stream()
                        .filter(filter::accepts)
                        .map(invitation -> new InvitedUser(
                                invitation, users.find(invitation.userId()).orElseThrow())),
                request);
    }
}
