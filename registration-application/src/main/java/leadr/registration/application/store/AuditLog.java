package leadr.registration.application.store;

import java.time.Instant;

/** What was done and what was refused, with the exact reason. Never changed; deleted when it is old. */
public interface AuditLog {
    void add(AuditEvent event);

    Page<AuditEvent> list(AuditFilter filter, PageRequest<AuditSort> request);

    /**
     * Deletes the oldest events of before this moment.
     *
     * @param atMost from 1
     * @return how many
     */
    int purge(Instant before, int atMost);
}
