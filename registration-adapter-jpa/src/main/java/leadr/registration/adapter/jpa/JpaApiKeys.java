package leadr.registration.adapter.jpa;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.store.ApiKeys;
import leadr.registration.application.store.KeyHolder;
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
}
