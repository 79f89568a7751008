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

    /** Which of these names and slugs accounts have; one statement. */
    Taken taken(AccountName name, Collection<Slug> slugs);

    Page<Account> list(AccountFilter filter, PageRequest<AccountSort> request);

    /**
     * What accounts have of what was asked for.
     *
     * @param name whether one has the name, in any case
     */
    record Taken(boolean name, Set<Slug> slugs) {
        public Taken {
            slugs = Set.copyOf(slugs);
        }
    }
}
