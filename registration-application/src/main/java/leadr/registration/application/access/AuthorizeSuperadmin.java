package leadr.registration.application.access;

import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.Transactions;

/** Lets superadmins through, and notes in the audit log who else tried. */
public final class AuthorizeSuperadmin {
    private static final String REASON = "NOT_SUPERADMIN";

    private final Transactions transactions;
    private final IdGenerator ids;
    private final InstantSource clock;

    public AuthorizeSuperadmin(Transactions transactions, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Somebody wants to do something that is for superadmins.
     *
     * @param target what it would be done to
     */
    public record Command(Caller caller, AuditAction attempted, String target, RequestOrigin origin) {}

    /** The caller as a superadmin; empty, and noted, for anybody else. */
    public Optional<Superadmin> execute(Command command) {
        Caller caller = command.caller();
        if (caller.user().superAdmin()) {
            return Optional.of(new Superadmin(caller));
        }
        return transactions.run(store -> {
            store.auditLog()
                    .add(new AuditEvent(
                            ids.next(),
                            clock.instant(),
                            caller.user().id().text(),
                            command.attempted(),
                            command.target(),
                            Outcome.REFUSED,
                            REASON,
                            command.origin(),
                            caller.account().id()));
            return Optional.empty();
        });
    }
}
