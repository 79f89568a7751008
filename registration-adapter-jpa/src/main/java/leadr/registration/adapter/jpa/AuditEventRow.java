package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.verification.ClientNetwork;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "audit_events")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class AuditEventRow implements UnitOfWork.Row {
    @Id
    UUID id;

    Instant at;
    String actor;
    String action;
    String target;
    String outcome;

    @Nullable String reason;

    UUID reference;
    String client;

    @Column(name = "account_id")
    @Nullable UUID accountId;

    static AuditEventRow from(AuditEvent event) {
        AuditEventRow row = new AuditEventRow();
        row.id = event.id();
        row.at = event.at();
        row.actor = event.actor();
        row.action = event.action().name();
        row.target = event.target();
        row.outcome = event.outcome().name();
        row.reason = event.reason();
        row.reference = event.origin().reference();
        row.client = event.origin().client().value();
        row.accountId = event.account() == null ? null : event.account().value();
        return row;
    }

    AuditEvent toDomain() {
        return new AuditEvent(
                id,
                at,
                actor,
                AuditAction.valueOf(action),
                target,
                Outcome.valueOf(outcome),
                reason,
                new RequestOrigin(reference, new ClientNetwork(client)),
                accountId == null ? null : new AccountId(accountId));
    }

    @Override
    public Object id() {
        return id;
    }
}
