package leadr.registration.application.testkit;

import java.util.UUID;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditLog;

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
}
