package leadr.registration.application.jamcode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;

/** Takes a jam code out of sight and out of use. Its text stays reserved, its redemptions stay. */
public final class DeleteJamCode {
    private final Transactions transactions;
    private final InstantSource clock;
    private final JamCodeAudit audit;

    public DeleteJamCode(Transactions transactions, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
        this.audit = new JamCodeAudit(ids, AuditAction.DELETE_JAM_CODE);
    }

    /** Somebody wants a code gone. */
    public record Command(Superadmin caller, JamCodeId id, RequestOrigin origin) {}

    /**
     * Deletes a code.
     *
     * @return false for one that is unknown or deleted already
     */
    public boolean execute(Command command) {
        Instant now = clock.instant();
        return transactions.run(store -> {
            Optional<JamCode> found =
                    store.jamCodes().findForUpdate(command.id()).filter(code -> !code.isDeleted());
            found.ifPresent(code -> {
                store.jamCodes().update(code.softDelete(now));
                store.auditLog()
                        .add(audit.done(command.caller().userId(), code.id().text(), null, command.origin(), now));
            });
            return found.isPresent();
        });
    }
}
