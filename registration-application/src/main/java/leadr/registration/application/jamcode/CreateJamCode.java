package leadr.registration.application.jamcode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.verification.RequestMark;
import org.jspecify.annotations.Nullable;

/** Makes a jam code. A repeat with the same idempotency key makes no second one. */
public final class CreateJamCode {
    private final Transactions transactions;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final JamCodeAudit audit;

    public CreateJamCode(Transactions transactions, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.audit = new JamCodeAudit(ids, AuditAction.CREATE_JAM_CODE);
    }

    /**
     * What a code is to be like.
     *
     * @param description as {@link JamCode#normalDescription} gives it
     * @param maxUses from 1, or null for no limit
     * @param expiresAt null for never
     */
    public record Command(
            Superadmin caller,
            JamCodeText code,
            String description,
            Attributes features,
            @Nullable Integer maxUses,
            @Nullable Instant expiresAt,
            @Nullable IdempotencyKey idempotencyKey,
            RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /**
     * The code is there.
     *
     * @param replayed whether an earlier request with this key made it
     */
    public record Created(JamCode code, boolean replayed) implements Result {}

    /** Nothing was made. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing was made. */
    public enum Reason {
        /** Another code has the text, deleted or not. */
        CODE_TAKEN,
        /** The idempotency key was used for another request. */
        KEY_REUSED
    }

    /** Makes a code; see the class for what is promised. */
    public Result execute(Command command) {
        Instant now = clock.instant();
        JamCode code = JamCode.create(
                new JamCodeId(ids.next()),
                command.code(),
                command.description(),
                command.features(),
                command.maxUses(),
                command.expiresAt(),
                now);
        try {
            return transactions.run(store -> create(store, command, code, now));
        } catch (DuplicateKey taken) {
            if (taken.rule() != UniqueRule.JAM_CODE) {
                throw taken;
            }
            return transactions.run(store -> refuse(store, command, Reason.CODE_TAKEN, now));
        }
    }

    private Result create(RegistrationStore store, Command command, JamCode code, Instant now) {
        if (command.idempotencyKey() != null) {
            IdempotentRequest request = new IdempotentRequest(
                    command.caller().userId(),
                    AuditAction.CREATE_JAM_CODE,
                    mark(command.idempotencyKey(), command),
                    code.id().value(),
                    now);
            Optional<IdempotentRequest> earlier = store.idempotentRequests().claim(request);
            if (earlier.isPresent()) {
                return repeat(store, command, earlier.get(), request, now);
            }
        }
        store.jamCodes().add(code);
        store.auditLog().add(audit.done(command.caller().userId(), code.id().text(), null, command.origin(), now));
        return new Created(code, false);
    }

    private Result repeat(
            RegistrationStore store, Command command, IdempotentRequest earlier, IdempotentRequest now, Instant at) {
        if (!earlier.mark().equals(now.mark())) {
            return refuse(store, command, Reason.KEY_REUSED, at);
        }
        JamCode made = store.jamCodes().find(new JamCodeId(earlier.result())).orElseThrow();
        store.auditLog().add(audit.done(command.caller().userId(), made.id().text(), "REPLAYED", command.origin(), at));
        return new Created(made, true);
    }

    private static RequestMark mark(IdempotencyKey key, Command command) {
        return key.mark(
                command.code().value(),
                command.description(),
                command.features().values(),
                command.maxUses(),
                command.expiresAt());
    }

    private Refused refuse(RegistrationStore store, Command command, Reason reason, Instant now) {
        store.auditLog()
                .add(audit.refused(command.caller().userId(), command.code().value(), reason, command.origin(), now));
        return new Refused(reason);
    }
}
