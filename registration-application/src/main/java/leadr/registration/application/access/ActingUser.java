package leadr.registration.application.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.User;

/**
 * A caller inside the transaction that changes something, as true as the change itself. A {@link Caller} is what was true
 * when the request was authenticated; meanwhile the right may have gone. Whoever changes users, keys or invitations of an
 * account holds its row, so what is read here stays true until the end of the transaction.
 */
public final class ActingUser {
    private final User user;
    private final Account account;

    private ActingUser(User user, Account account) {
        this.user = user;
        this.account = account;
    }

    /**
     * Holds the caller's account and, for a superadmin who acts in another one, that one; then reads the caller again. Comes
     * after the locks of mailboxes and codes, and before those of users, invitations and keys. Who was no superadmin when the
     * request was authenticated does not act as one: the other account is not held then.
     *
     * @param where the account of what is to be changed; empty when there is no such thing
     * @throws AccessEnded when the caller's key opens nothing any more: before anything was done
     */
    public static ActingUser in(RegistrationStore store, Caller caller, Optional<AccountId> where, Instant now) {
        AccountId home = caller.account().id();
        List<Account> held = inLockOrder(home, where.filter(account -> reaches(caller, account)))
                .flatMap(id -> store.accounts().findForUpdate(id).stream())
                .toList();
        KeyHolder holder = new KeyHolder(
                store.apiKeys().find(caller.key()).orElseThrow(),
                store.users().find(caller.user().id()).orElseThrow(),
                held.stream()
                        .filter(account -> account.id().equals(home))
                        .findFirst()
                        .orElseThrow());
        Optional<AuthenticateApiKey.Reason> closed = AuthenticateApiKey.whyClosed(holder, now);
        if (closed.isPresent()) {
            throw new AccessEnded(closed.get());
        }
        User user = holder.user();
        return new ActingUser(
                caller.user().superAdmin() ? user : user.withoutSuperAdmin(user.updatedAt()), holder.account());
    }

    /**
     * Whether somebody may do anything at all in an account. Nothing of other accounts is held for that caller, or anybody could hold
     * up anybody.
     */
    public static boolean reaches(Caller caller, AccountId account) {
        return caller.user().superAdmin() || account.equals(caller.account().id());
    }

    /** The same whoever acts in whose account, so that two superadmins do not wait for each other. */
    static Stream<AccountId> inLockOrder(AccountId home, Optional<AccountId> where) {
        return Stream.concat(Stream.of(home), where.stream()).distinct().sorted(Comparator.comparing(AccountId::value));
    }

    public User user() {
        return user;
    }

    public Account account() {
        return account;
    }
}
