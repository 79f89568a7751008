package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.verification.RequestMark;

@Entity
@Table(name = "idempotent_requests")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class IdempotentRequestRow implements UnitOfWork.Row {
    /** Caller, action and key. */
    @Id
    String id;

    UUID caller;
    String action;

    @Column(name = "key_digest")
    String keyDigest;

    @Column(name = "content_digest")
    String contentDigest;

    UUID result;

    @Column(name = "created_at")
    Instant createdAt;

    static String idOf(IdempotentRequest request) {
        return request.caller().value() + ":" + request.action() + ":"
                + request.mark().key();
    }

    static IdempotentRequestRow from(IdempotentRequest request) {
        IdempotentRequestRow row = new IdempotentRequestRow();
        row.id = idOf(request);
        row.caller = request.caller().value();
        row.action = request.action().name();
        row.keyDigest = request.mark().key();
        row.contentDigest = request.mark().content();
        row.result = request.result();
        row.createdAt = request.at();
        return row;
    }

    IdempotentRequest toDomain() {
        return new IdempotentRequest(
                new UserId(caller),
                AuditAction.valueOf(action),
                new RequestMark(keyDigest, contentDigest),
                result,
                createdAt);
    }

    @Override
    public Object id() {
        return id;
    }
}
