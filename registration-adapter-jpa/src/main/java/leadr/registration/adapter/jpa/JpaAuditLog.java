package leadr.registration.adapter.jpa;

import java.time.Instant;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditFilter;
import leadr.registration.application.store.AuditLog;
import leadr.registration.application.store.AuditSort;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;

final class JpaAuditLog implements AuditLog {
    private final UnitOfWork unit;

    JpaAuditLog(UnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public void add(AuditEvent event) {
        unit.insert(AuditEventRow.from(event));
    }

    @Override
    public Page<AuditEvent> list(AuditFilter filter, PageRequest<AuditSort> request) {
        Conditions where = new Conditions()
                .and("r.actor = :actor", "actor", filter.actor())
                .and(
                        "r.action = :action",
                        "action",
                        filter.action() == null ? null : filter.action().name())
                .and("r.target = :target", "target", filter.target())
                .and("r.reference = :reference", "reference", filter.reference())
                .and("r.at >= :from", "from", filter.from())
                .and("r.at < :to", "to", filter.to())
                .and(
                        "r.accountId = :account",
                        "account",
                        filter.account() == null ? null : filter.account().value());
        return new Keyset<>(request, JpaAuditLog::column)
                .page(unit, AuditEventRow.class, where.texts(), where.parameters(), AuditEventRow::toDomain);
    }

    private static Keyset.Column column(AuditSort field) {
        return switch (field) {
            case ID -> Keyset.Column.of("id");
            case AT -> Keyset.Column.of("at");
        };
    }

    @Override
    public int purge(Instant before, int atMost) {
        return Purge.oldest(unit, AuditEventRow.class, "r.at < :before", "at", before, atMost);
    }
}
