package leadr.registration.application.store;

/** What audit events are sorted by. */
public enum AuditSort implements SortField<AuditEvent> {
    ID,
    AT;

    @Override
    public Object valueOf(AuditEvent event) {
        return switch (this) {
            case ID -> event.id();
            case AT -> event.at();
        };
    }

    @Override
    public boolean isUnique() {
        return this == ID;
    }
}
