package leadr.registration.application.store;

/** What was done and what was refused, with the exact reason. Only grows. */
@FunctionalInterface
public interface AuditLog {
    void add(AuditEvent event);
}
