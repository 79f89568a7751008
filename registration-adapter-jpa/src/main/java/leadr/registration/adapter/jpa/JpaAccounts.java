package leadr.registration.adapter.jpa;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import leadr.registration.application.store.AccountFilter;
import leadr.registration.application.store.AccountSort;
import leadr.registration.application.store.Accounts;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.Slug;
import org.hibernate.LockMode;

final class JpaAccounts implements Accounts {
    private final UnitOfWork unit;

    JpaAccounts(UnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public void add(Account account) {
        unit.insert(AccountRow.from(account));
    }

    @Override
    public void update(Account account) {
        unit.update(AccountRow.from(account));
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return unit.find(AccountRow.class, id.value(), LockMode.NONE).map(AccountRow::toDomain);
    }

    @Override
    public Optional<Account> findForUpdate(AccountId id) {
        return unit.find(AccountRow.class, id.value(), LockMode.PESSIMISTIC_WRITE)
                .map(AccountRow::toDomain);
    }

    @Override
    public Taken taken(AccountName name, Collection<Slug> slugs) {
        List<AccountRow> found = unit.does(session -> session.createSelectionQuery(
                        "from AccountRow a where a.slug in (:slugs) or a.nameKey = :key", AccountRow.class)
                .setParameterList("slugs", slugs.stream().map(Slug::value).toList())
                .setParameter("key", name.key())
                .getResultList());
        return new Taken(
                found.stream().anyMatch(account -> account.nameKey.equals(name.key())),
                found.stream()
                        .map(account -> new Slug(account.slug))
                        .filter(slugs::contains)
                        .collect(Collectors.toSet()));
    }

    @Override
    public Page<Account> list(AccountFilter filter, PageRequest<AccountSort> request) {
        Conditions where = new Conditions()
                .and(
                        "r.id = :account",
                        "account",
                        filter.account() == null ? null : filter.account().value())
                .and(
                        "r.id = (select u.accountId from UserRow u where u.occupiedEmail = :email)",
                        "email",
                        filter.email() == null ? null : filter.email().canonical())
                .and(
                        "(locate(lower(:q), lower(r.name)) > 0 or locate(lower(:q), r.slug) > 0)",
                        "q",
                        filter.q() == null ? null : filter.q().value());
        return new Keyset<>(request, JpaAccounts::column)
                .page(unit, AccountRow.class, where.texts(), where.parameters(), AccountRow::toDomain);
    }

    private static Keyset.Column column(AccountSort field) {
        return switch (field) {
            case ID -> Keyset.Column.of("id");
            case CREATED_AT -> Keyset.Column.of("createdAt");
            case UPDATED_AT -> Keyset.Column.of("updatedAt");
            case NAME -> Keyset.Column.of("name");
            case SLUG -> Keyset.Column.of("slug");
        };
    }
}
