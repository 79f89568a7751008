package leadr.registration.application.testkit;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import leadr.registration.application.store.AccountFilter;
import leadr.registration.application.store.AccountSort;
import leadr.registration.application.store.Accounts;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.account.User;

/** Accounts, as one transaction sees them. */
final class InMemoryAccounts implements Accounts {
    private final Draft draft;
    private final Table<AccountId, Account> accounts;

    InMemoryAccounts(Draft draft, State state) {
        this.draft = draft;
        accounts = state.accounts;
    }

    @Override
    public void add(Account account) {
        draft.requireNewId(accounts, account.id());
        requireUnique(account);
        accounts.put(account.id(), account);
        draft.markLoaded(account.id());
    }

    @Override
    public void update(Account account) {
        draft.requireLoaded(account.id());
        requireUnique(account);
        accounts.put(account.id(), account);
    }

    private void requireUnique(Account account) {
        Predicate<Account> another = other -> !other.id().equals(account.id());
        draft.requireNone(
                accounts.all(), another.and(other -> other.slug().equals(account.slug())), UniqueRule.ACCOUNT_SLUG);
        draft.requireNone(
                accounts.all(),
                another.and(other -> other.name().key().equals(account.name().key())),
                UniqueRule.ACCOUNT_NAME);
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return draft.load(accounts, id);
    }

    @Override
    public Optional<Account> findForUpdate(AccountId id) {
        return find(id);
    }

    @Override
    public Taken taken(AccountName name, Collection<Slug> slugs) {
        return new Taken(
                accounts.all().stream().anyMatch(account -> account.name().key().equals(name.key())),
                accounts.all().stream()
                        .map(Account::slug)
                        .filter(slugs::contains)
                        .collect(Collectors.toSet()));
    }

    @Override
    public Page<Account> list(AccountFilter filter, PageRequest<AccountSort> request) {
        Optional<User> occupant = Optional.ofNullable(filter.email())
                .flatMap(email -> draft.users().findOccupant(email));
        return InMemoryPages.cut(accounts.all().stream().filter(account -> filter.accepts(account, occupant)), request);
    }
}
