package leadr.registration.application.jamcode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;

/** Brings a deleted jam code back as it was. */
public final class RestoreJamCode {
    private final Transactions transactions;
    private final InstantSource clock;
    private final JamCodeAudit audit;

    public RestoreJamCode(Transactions transactions, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
        this.audit = new JamCodeAudit(ids, AuditAction.RESTORE_JAM_CODE);
    }

    /** Somebody wants a code back. */
    public record Command(Superadmin caller, JamCodeId id, RequestOrigin origin) {}

    /** The code, in sight; empty for one that is unknown. */
    public Optional<JamCode> execute(Command command) {
        Instant now = clock.instant();
        return transactions.run(
                store -> store.jamCodes().findForUpdate(command.id()).map(code -> restore(store, command, code, now)));
    }

    private JamCode restore(RegistrationStore store, Command command, JamCode code, Instant now) {
        if (!code.isDeleted()) {
            return code;
        }
        JamCode restored = code.restore(now);
        store.jamCodes().update(restored);
        store.auditLog().add(audit.done(command.caller().userId(), code.id().text(), null, command.origin(), now));
        return restored;
    }
}
