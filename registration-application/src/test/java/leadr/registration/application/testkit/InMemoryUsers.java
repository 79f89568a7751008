package leadr.registration.application.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import leadr.registration.application.store.KnownAddress;
import leadr.registration.application.store.KnownAddress.Occupant;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.application.store.UserFilter;
import leadr.registration.application.store.UserSort;
import leadr.registration.application.store.Users;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.MailboxKey;

/** Users, as one transaction sees them. */
final class InMemoryUsers implements Users {
    private final Draft draft;
    private final Table<UserId, User> users;
    private final Table<AccountId, Account> accounts;
    private final InMemoryInvitations invitations;

    InMemoryUsers(Draft draft, State state) {
        this.draft = draft;
        users = state.users;
        accounts = state.accounts;
        invitations = new InMemoryInvitations(draft, state);
    }

    @Override
    public void add(User user) {
        draft.requireNewId(users, user.id());
        requireUnique(user);
        users.put(user.id(), user);
        draft.markLoaded(user.id());
    }

    @Override
    public void update(User user) {
        draft.requireLoaded(user.id());
        requireUnique(user);
        users.put(user.id(), user);
    }

    private void requireUnique(User user) {
        if (user.occupiesEmail()) {
            draft.requireNone(
                    users.all(),
                    other -> !other.id().equals(user.id()) && occupies(other, user.email()),
                    UniqueRule.USER_EMAIL);
        }
    }

    private static boolean occupies(User user, EmailAddress email) {
        return user.occupiesEmail() && user.email().equals(email);
    }

    @Override
    public Optional<User> find(UserId id) {
        return draft.load(users, id);
    }

    @Override
    public Optional<User> findForUpdate(UserId id) {
        return find(id);
    }

    @Override
    public Optional<User> findOccupant(EmailAddress email) {
        Optional<User> found =
                users.all().stream().filter(user -> occupies(user, email)).findFirst();
        found.ifPresent(user -> draft.markLoaded(user.id()));
        return found;
    }

    @Override
    public KnownAddress findAddress(EmailAddress email) {
        return new KnownAddress(
                findOccupant(email)
                        .map(user -> new Occupant(
                                user, draft.load(accounts, user.accountId()).orElseThrow())),
                invitations.findPending(MailboxKey.of(email)));
    }

    @Override
    public List<User> findActiveOwners(AccountId account) {
        return activeOldestFirst(user -> user.accountId().equals(account) && user.role() == Role.OWNER);
    }

    @Override
    public boolean anySuperAdmin() {
        return users.all().stream().anyMatch(User::superAdmin);
    }

    @Override
    public List<User> findActingSuperAdmins() {
        return activeOldestFirst(user -> user.superAdmin()
                && accounts.find(user.accountId()).map(Account::isActive).orElse(false));
    }

    @Override
    public int countActiveOwners(AccountId account) {
        return findActiveOwners(account).size();
    }

    private List<User> activeOldestFirst(Predicate<User> among) {
        List<User> found = users.all().stream()
                .filter(User::isActive)
                .filter(among)
                .sorted(Comparator.comparing(User::createdAt)
                        .thenComparing(user -> user.id().text()))
                .toList();
        found.forEach(user -> draft.markLoaded(user.id()));
        return found;
    }

    @Override
    public Page<User> list(UserFilter filter, PageRequest<UserSort> request) {
        return InMemoryPages.cut(users.all().stream().filter(filter::accepts), request);
    }
}
