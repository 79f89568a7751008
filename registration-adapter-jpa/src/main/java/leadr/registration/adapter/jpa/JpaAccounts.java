package leadr.registration.adapter.jpa;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import leadr.registration.application.store.Accounts;
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
    public Set<Slug> taken(Collection<Slug> candidates) {
        return unit
                .does(session -> session.createSelectionQuery(
                                "select a.slug from AccountRow a where a.slug in (:candidates)", String.class)
                        .setParameterList(
                                "candidates",
                                candidates.stream().map(Slug::value).toList())
                        .getResultList())
                .stream()
                .map(Slug::new)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean isTaken(AccountName name) {
        return unit.does(session -> session.createSelectionQuery(
                                "select count(a) from AccountRow a where a.nameKey = :key", Long.class)
                        .setParameter("key", name.key())
                        .getSingleResult())
                > 0;
    }
}
