package leadr.registration.application.testkit;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditFilter;
import leadr.registration.application.store.AuditLog;
import leadr.registration.application.store.AuditSort;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;

/** The audit log, as one transaction sees it. */
final class InMemoryAuditLog implements AuditLog {
    private final Draft draft;
    private final Table<UUID, AuditEvent> events;

    InMemoryAuditLog(Draft draft, State state) {
        this.draft = draft;
        events = state.auditEvents;
    }

    @Override
    public void add(AuditEvent event) {
        draft.requireNewId(events, event.id());
        events.put(event.id(), event);
    }

    @Override
    public Page<AuditEvent> list(AuditFilter filter, PageRequest<AuditSort> request) {
        return InMemoryPages.cut(events.all().stream().filter(filter::accepts), request);
    }

    @Override
    public int purge(Instant before, int atMost) {
        return events.purge(event -> event.at().isBefore(before), Comparator.comparing(AuditEvent::at), atMost);
    }
}
