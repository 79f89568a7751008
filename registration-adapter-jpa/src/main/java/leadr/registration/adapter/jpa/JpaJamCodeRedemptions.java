package leadr.registration.adapter.jpa;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import leadr.registration.application.store.JamCodeRedemptions;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;
import org.hibernate.LockMode;

final class JpaJamCodeRedemptions implements JamCodeRedemptions {
    private final UnitOfWork unit;

    JpaJamCodeRedemptions(UnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public void add(JamCodeRedemption redemption) {
        unit.insert(JamCodeRedemptionRow.from(redemption));
    }

    @Override
    public Optional<JamCodeRedemption> find(JamCodeRedemptionId id) {
        return unit.find(JamCodeRedemptionRow.class, id.value(), LockMode.NONE).map(JamCodeRedemptionRow::toDomain);
    }

    @Override
    public boolean hasRedeemed(AccountId account, JamCodeId code) {
        return unit.does(session -> session.createSelectionQuery("""
                                select count(r) from JamCodeRedemptionRow r
                                where r.jamCodeId = :code and r.accountId = :account
                                """, Long.class)
                        .setParameter("code", code.value())
                        .setParameter("account", account.value())
                        .getSingleResult())
                > 0;
    }

    @Override
    public List<JamCodeRedemption> findByAccount(AccountId account) {
        return unit
                .findAll(session -> session.createSelectionQuery("""
                                from JamCodeRedemptionRow r where r.accountId = :account
                                order by r.redeemedAt, r.id
                                """, JamCodeRedemptionRow.class)
                        .setParameter("account", account.value())
                        .getResultList())
                .stream()
                .map(JamCodeRedemptionRow::toDomain)
                .toList();
    }

    @Override
    public Page<JamCodeRedemption> list(JamCodeId code, PageRequest<SortBy> request) {
        return new Keyset<>(request, JpaJamCodeRedemptions::column)
                .page(
                        unit,
                        JamCodeRedemptionRow.class,
                        List.of("r.jamCodeId = :listed"),
                        Map.of("listed", code.value()),
                        JamCodeRedemptionRow::toDomain);
    }

    private static Keyset.Column column(SortBy field) {
        return switch (field) {
            case ID -> Keyset.Column.of("id");
            case ACCOUNT_ID -> Keyset.Column.of("accountId");
            case JAM_CODE_ID -> Keyset.Column.of("jamCodeId");
            case CREATED_AT -> Keyset.Column.of("redeemedAt");
        };
    }
}
