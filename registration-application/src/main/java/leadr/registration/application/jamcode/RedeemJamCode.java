package leadr.registration.application.jamcode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Right;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.jamcode.RedemptionVerdict;
import org.jspecify.annotations.Nullable;

/**
 * Redeems a jam code for an account that exists. With any number of parallel requests on any number of nodes there are
 * never more redemptions than the code allows, and never two by one account.
 */
public final class RedeemJamCode {
    private final Transactions transactions;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final JamCodeAudit audit;

    public RedeemJamCode(Transactions transactions, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.audit = new JamCodeAudit(ids, AuditAction.REDEEM_JAM_CODE);
    }

    /**
     * Somebody presents a code.
     *
     * @param code as it was typed
     * @param meta kept with the redemption beside the features of the code, which win where names meet
     */
    public record Command(
            Caller caller,
            String code,
            Attributes meta,
            @Nullable IdempotencyKey idempotencyKey,
            RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /**
     * The code is redeemed.
     *
     * @param replayed whether an earlier request with this key did it
     */
    public record Redeemed(JamCodeRedemption redemption, boolean replayed) implements Result {}

    /** Nothing was redeemed. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing was redeemed. */
    public enum Reason {
        /** Neither owner nor admin of the account, and no superadmin. */
        NOT_ADMIN,
        UNKNOWN,
        DELETED,
        INACTIVE,
        EXPIRED,
        USED_UP,
        ALREADY_REDEEMED,
        /** The idempotency key was used for another request. */
        KEY_REUSED
    }

    /** Redeems a code; see the class for what is promised. */
    public Result execute(Command command) {
        Caller caller = command.caller();
        if (Right.REDEEM_JAM_CODE.decide(caller.user(), caller.account().id()) != Right.Decision.ALLOWED) {
            return refuseAlone(command, Reason.NOT_ADMIN);
        }
        try {
            // The clock is read in each run, so that one that had to wait is not redeemed in the past.
            return transactions.run(store -> redeem(store, command, clock.instant()));
        } catch (NoUseLeft usedUp) {
            return refuseAlone(command, Reason.USED_UP);
        } catch (DuplicateKey lost) {
            if (lost.rule() != UniqueRule.REDEMPTION) {
                throw lost;
            }
            return refuseAlone(command, Reason.ALREADY_REDEEMED);
        }
    }

    private Result redeem(RegistrationStore store, Command command, Instant now) {
        JamCodeRedemptionId id = new JamCodeRedemptionId(ids.next());
        Optional<IdempotentRequest> request = Optional.ofNullable(command.idempotencyKey())
                .map(key -> new IdempotentRequest(
                        command.caller().user().id(),
                        AuditAction.REDEEM_JAM_CODE,
                        key.mark(
                                text(command.code()).map(JamCodeText::value).orElse(command.code()),
                                command.meta().values()),
                        id.value(),
                        now));
        Optional<IdempotentRequest> earlier =
                request.flatMap(each -> store.idempotentRequests().claim(each));
        if (earlier.isPresent()) {
            return earlier.get().mark().equals(request.orElseThrow().mark())
                    ? repeat(store, command, earlier.get(), now)
                    : refuse(store, command, Reason.KEY_REUSED, now);
        }
        Result result = redeem(store, command, id, now);
        if (result instanceof Refused) {
            request.ifPresent(each -> store.idempotentRequests().forget(each));
        }
        return result;
    }

    private Result redeem(RegistrationStore store, Command command, JamCodeRedemptionId id, Instant now) {
        Optional<JamCode> found =
                text(command.code()).flatMap(text -> store.jamCodes().find(text));
        if (found.isEmpty()) {
            return refuse(store, command, Reason.UNKNOWN, now);
        }
        JamCode code = found.get();
        Caller caller = command.caller();
        boolean before = store.jamCodeRedemptions().hasRedeemed(caller.account().id(), code.id());
        RedemptionVerdict verdict = code.redeem(id, caller.account().id(), before, now);
        if (verdict instanceof RedemptionVerdict.Refused refused) {
            return refuse(store, command, reasonFor(refused.reason()), now);
        }
        RedemptionVerdict.Redeemed redeemed = (RedemptionVerdict.Redeemed) verdict;
        JamCodeRedemption redemption = redeemed.redemption().noting(command.meta());
        store.jamCodeRedemptions().add(redemption);
        store.auditLog().add(audit.done(caller, code.id().text(), id.text(), command.origin(), now));
        if (!store.jamCodes().claimUse(redeemed.next())) {
            throw new NoUseLeft();
        }
        return new Redeemed(redemption, false);
    }

    private Result repeat(RegistrationStore store, Command command, IdempotentRequest earlier, Instant now) {
        JamCodeRedemptionId id = new JamCodeRedemptionId(earlier.result());
        JamCodeRedemption made = store.jamCodeRedemptions().find(id).orElseThrow();
        store.auditLog().add(audit.done(command.caller(), made.jamCodeId().text(), "REPLAYED", command.origin(), now));
        return new Redeemed(made, true);
    }

    private static Optional<JamCodeText> text(String typed) {
        try {
            return Optional.of(JamCodeText.parse(typed));
        } catch (InvalidValue noCode) {
            return Optional.empty();
        }
    }

    private Refused refuse(RegistrationStore store, Command command, Reason reason, Instant now) {
        store.auditLog().add(audit.refused(command.caller(), reason, command.origin(), now));
        return new Refused(reason);
    }

    private Refused refuseAlone(Command command, Reason reason) {
        return transactions.run(store -> refuse(store, command, reason, clock.instant()));
    }

    private static Reason reasonFor(RedemptionVerdict.Reason reason) {
        return switch (reason) {
            case DELETED -> Reason.DELETED;
            case INACTIVE -> Reason.INACTIVE;
            case EXPIRED -> Reason.EXPIRED;
            case ALREADY_REDEEMED -> Reason.ALREADY_REDEEMED;
            case USED_UP -> Reason.USED_UP;
        };
    }

    /** Somebody else took the last use meanwhile: undoes everything. */
    private static final class NoUseLeft extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoUseLeft() {
            super("no use is left", null, false, false);
        }
    }
}
