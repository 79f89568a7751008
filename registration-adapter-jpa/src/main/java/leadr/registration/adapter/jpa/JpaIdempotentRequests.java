package leadr.registration.adapter.jpa;

import java.time.Instant;
import java.util.Optional;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.application.store.IdempotentRequests;
import org.hibernate.LockMode;

final class JpaIdempotentRequests implements IdempotentRequests {
    private final UnitOfWork unit;

    JpaIdempotentRequests(UnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public Optional<IdempotentRequest> claim(IdempotentRequest request) {
        IdempotentRequestRow row = IdempotentRequestRow.from(request);
        // Waits for a parallel one of the same key to commit or to be undone.
        int inserted = unit.change(session -> session.createNativeMutationQuery("""
                        insert into idempotent_requests
                            (id, caller, action, key_digest, content_digest, result, created_at)
                        values (:id, :caller, :action, :key, :content, :result, :created)
                        on conflict do nothing
                        """)
                .setParameter("id", row.id)
                .setParameter("caller", row.caller)
                .setParameter("action", row.action)
                .setParameter("key", row.keyDigest)
                .setParameter("content", row.contentDigest)
                .setParameter("result", row.result)
                .setParameter("created", row.createdAt));
        if (inserted == 1) {
            return Optional.empty();
        }
        IdempotentRequest earlier = unit.find(IdempotentRequestRow.class, row.id, LockMode.PESSIMISTIC_WRITE)
                .orElseThrow(() -> new Rerun("the earlier request was forgotten at this moment"))
                .toDomain();
        if (!earlier.isOver(request.at())) {
            return Optional.of(earlier);
        }
        unit.update(row);
        return Optional.empty();
    }

    @Override
    public void forget(IdempotentRequest request) {
        unit.change(session -> session.createMutationQuery("delete from IdempotentRequestRow r where r.id = :id")
                .setParameter("id", IdempotentRequestRow.idOf(request)));
    }

    @Override
    public int purge(Instant before, int atMost) {
        return Purge.oldest(unit, IdempotentRequestRow.class, "r.createdAt < :before", "createdAt", before, atMost);
    }
}
