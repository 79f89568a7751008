package leadr.registration.application.store;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.Slug;

/** Accounts; slugs are unique, names are unique ignoring case. */
public interface Accounts {
    /**
     * Stores an account that is new.
     *
     * @throws DuplicateKey for {@code ACCOUNT_SLUG} or {@code ACCOUNT_NAME}
     */
    void add(Account account);

    /**
     * Stores the next state of an account.
     *
     * @throws IllegalStateException unless it was loaded in this transaction
     */
    void update(Account account);

    Optional<Account> find(AccountId id);

    Optional<Account> findForUpdate(AccountId id);

    /** Those of the candidates that an account has. */
    Set<Slug> taken(Collection<Slug> candidates);

    /** Whether an account has this name, in any case. */
    boolean isTaken(AccountName name);
}
