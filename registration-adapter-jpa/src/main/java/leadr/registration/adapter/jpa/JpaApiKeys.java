package leadr.registration.adapter.jpa;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.store.ApiKeyFilter;
import leadr.registration.application.store.ApiKeySort;
import leadr.registration.application.store.ApiKeys;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.secret.SecretDigest;
import org.hibernate.LockMode;

final class JpaApiKeys implements ApiKeys {
    private final UnitOfWork unit;

    JpaApiKeys(UnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public void add(ApiKey key) {
        unit.insert(ApiKeyRow.from(key));
    }

    @Override
    public void update(ApiKey key) {
        unit.update(ApiKeyRow.from(key));
    }

    @Override
    public Optional<ApiKey> find(ApiKeyId id) {
        return unit.find(ApiKeyRow.class, id.value(), LockMode.NONE).map(ApiKeyRow::toDomain);
    }

    @Override
    public Optional<ApiKey> findForUpdate(ApiKeyId id) {
        return unit.find(ApiKeyRow.class, id.value(), LockMode.PESSIMISTIC_WRITE)
                .map(ApiKeyRow::toDomain);
    }

    @Override
    public Optional<KeyHolder> findHolder(Collection<SecretDigest> candidates) {
        List<String> digests = candidates.stream().map(Digests::toText).toList();
        return unit
                .does(session -> session.createSelectionQuery("""
                                select k, u, a from ApiKeyRow k
                                join UserRow u on u.id = k.userId
                                join AccountRow a on a.id = k.accountId
                                where k.digest in (:digests)
                                """, Object[].class)
                        .setParameterList("digests", digests)
                        .getResultList())
                .stream()
                .map(row -> holder((ApiKeyRow) row[0], (UserRow) row[1], (AccountRow) row[2]))
                .filter(holder -> candidates.contains(holder.key().digest()))
                .findFirst();
    }

    private KeyHolder holder(ApiKeyRow key, UserRow user, AccountRow account) {
        unit.seen(key.id());
        unit.seen(user.id());
        unit.seen(account.id());
        return new KeyHolder(key.toDomain(), user.toDomain(), account.toDomain());
    }

    @Override
    public boolean noteUse(ApiKey key, Instant at) {
        return unit.change(session -> session.createMutationQuery("""
                                update ApiKeyRow k
                                set k.lastUsedAt = case when k.lastUsedAt > :at then k.lastUsedAt else :at end
                                where k.id = :id and k.digest = :digest
                                """)
                        .setParameter("id", key.id().value())
                        .setParameter("digest", Digests.toText(key.digest()))
                        .setParameter("at", at))
                == 1;
    }

    @Override
    public List<ApiKey> findActiveForUpdate(UserId user) {
        return unit
                .findAll(session -> session.createSelectionQuery("""
                                from ApiKeyRow k where k.userId = :user and k.status = 'ACTIVE'
                                order by k.createdAt, k.id
                                """, ApiKeyRow.class)
                        .setParameter("user", user.value())
                        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                        .getResultList())
                .stream()
                .map(ApiKeyRow::toDomain)
                .toList();
    }

    @Override
    public Page<ApiKey> list(ApiKeyFilter filter, PageRequest<ApiKeySort> request) {
        // Truth values of each row, and no joins: PostgreSQL believes that half of the rows pass, and so reads the list
        // in the
        // order of its index. What it takes for rare it would look for everywhere, and sort.
        Conditions where = new Conditions()
                .and("(select u.deleted from UserRow u where u.id = r.userId) = false")
                .and(
                        "(select case when u.role = 'MEMBER' or u.id = :besideMembers then true else false end"
                                + " from UserRow u where u.id = r.userId) = true",
                        "besideMembers",
                        filter.besideMembers() == null
                                ? null
                                : filter.besideMembers().value())
                .and(
                        "(locate(lower(:q), lower(r.name)) > 0 or locate(lower(:q), lower(r.prefix)) > 0)",
                        "q",
                        filter.q() == null ? null : filter.q().value())
                .and(
                        "r.accountId = :account",
                        "account",
                        filter.account() == null ? null : filter.account().value())
                .and(
                        "r.userId = :user",
                        "user",
                        filter.user() == null ? null : filter.user().value())
                .and(
                        "r.userId = (select u.id from UserRow u where u.occupiedEmail = :email)",
                        "email",
                        filter.email() == null ? null : filter.email().canonical())
                .and(
                        "r.status = :status",
                        "status",
                        filter.status() == null ? null : filter.status().name());
        return new Keyset<>(request, JpaApiKeys::column)
                .page(unit, ApiKeyRow.class, where.texts(), where.parameters(), ApiKeyRow::toDomain);
    }

    private static Keyset.Column column(ApiKeySort field) {
        return switch (field) {
            case ID -> Keyset.Column.of("id");
            case CREATED_AT -> Keyset.Column.of("createdAt");
            case NAME -> Keyset.Column.of("name");
            case LAST_USED_AT -> Keyset.Column.nullable("lastUsedAt");
        };
    }
}
