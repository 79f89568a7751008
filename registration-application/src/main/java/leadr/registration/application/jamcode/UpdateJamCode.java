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
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import org.jspecify.annotations.Nullable;

/**
 * Changes a jam code. Redemptions wait while it does, and those that began before decide again on what it has become: an
 * answered change holds for every redemption that is answered later.
 */
public final class UpdateJamCode {
    private final Transactions transactions;
    private final InstantSource clock;
    private final JamCodeAudit audit;

    public UpdateJamCode(Transactions transactions, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
        this.audit = new JamCodeAudit(ids, AuditAction.UPDATE_JAM_CODE);
    }

    /**
     * What is to be changed.
     *
     * @param description as {@link JamCode#normalDescription} gives it, null to leave it
     * @param features replaced whole, null to leave them
     * @param maxUses from 1; cleared, there is no limit
     * @param active null to leave it
     * @param expiresAt cleared, it never ends
     */
    public record Command(
            Superadmin caller,
            JamCodeId id,
            @Nullable String description,
            @Nullable Attributes features,
            Change<Integer> maxUses,
            @Nullable Boolean active,
            Change<Instant> expiresAt,
            RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /** The code as it is now. */
    public record Updated(JamCode code) implements Result {}

    /** Nothing was changed. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing was changed. */
    public enum Reason {
        /** Unknown or deleted. */
        NOT_FOUND,
        /** More uses are taken than the new limit allows. */
        LIMIT_BELOW_USES
    }

    /** Changes a code; see the class for what is promised. */
    public Result execute(Command command) {
        Instant now = clock.instant();
        return transactions.run(store -> update(store, command, now));
    }

    private Result update(RegistrationStore store, Command command, Instant now) {
        Optional<JamCode> found = store.jamCodes().findForUpdate(command.id()).filter(code -> !code.isDeleted());
        if (found.isEmpty()) {
            return new Refused(Reason.NOT_FOUND);
        }
        JamCode code = found.get();
        Integer maxUses = command.maxUses().value();
        if (maxUses != null && maxUses < code.usage().currentUses()) {
            store.auditLog()
                    .add(audit.refused(
                            command.caller().userId(),
                            code.id().text(),
                            Reason.LIMIT_BELOW_USES,
                            command.origin(),
                            now));
            return new Refused(Reason.LIMIT_BELOW_USES);
        }
        JamCode next = changed(code, command, now);
        store.jamCodes().update(next);
        store.auditLog().add(audit.done(command.caller().userId(), code.id().text(), null, command.origin(), now));
        return new Updated(next);
    }

    private static JamCode changed(JamCode code, Command command, Instant now) {
        JamCode next = code.describe(command.description() == null ? code.description() : command.description(), now);
        if (command.features() != null) {
            next = next.withFeatures(command.features(), now);
        }
        if (command.maxUses().made()) {
            next = next.withMaxUses(command.maxUses().value(), now);
        }
        if (command.active() != null) {
            next = command.active() ? next.activate(now) : next.deactivate(now);
        }
        if (command.expiresAt().made()) {
            next = next.withExpiresAt(command.expiresAt().value(), now);
        }
        return next;
    }
}
