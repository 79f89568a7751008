package leadr.registration.application.registration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.secret.VerificationTokens;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.GuessPermit;
import leadr.registration.domain.verification.GuessPermit.Allowed;
import leadr.registration.domain.verification.GuessPermit.Locked;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationAttempt;
import leadr.registration.domain.verification.VerificationAttempt.Accepted;
import leadr.registration.domain.verification.VerificationAttempt.Rejected;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.VerificationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a one-time code for a token. The guess is counted before the code is compared, in the transaction that would
 * use it up, under the lock of the mailbox: of any number of parallel attempts with one code exactly one wins, and no
 * wrong one goes uncounted.
 */
public final class VerifyEmailCode {
    /** Older codes of an address than its newest so many are as good as unknown. */
    private static final int CODES_COMPARED = 20;

    private final Transactions transactions;
    private final SecretHasher codeHasher;
    private final VerificationTokens tokens;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final VerificationPolicy policy;
    private final Duration tokenLife;

    /** @param tokenLife how long the token lives, whole seconds */
    public VerifyEmailCode(
            Transactions transactions,
            SecretHasher codeHasher,
            VerificationTokens tokens,
            IdGenerator ids,
            InstantSource clock,
            VerificationPolicy policy,
            Duration tokenLife) {
        this.transactions = transactions;
        this.codeHasher = codeHasher;
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
        this.policy = policy;
        this.tokenLife = tokenLife;
    }

    /** Somebody presents a code. */
    public record Command(EmailAddress email, OneTimeCode code, RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /**
     * The address is proved.
     *
     * @param token what {@link CompleteRegistration} takes
     */
    public record Verified(PlainSecret token, Duration expiresIn, VerificationCodeType type) implements Result {}

    /**
     * The code was not accepted.
     *
     * @param retryAfter until a guess is allowed again; zero unless {@code LOCKED}
     */
    public record Refused(Reason reason, Duration retryAfter) implements Result {}

    /** Why a code is not accepted. */
    public enum Reason {
        /** Not the code of this address, or there is none. */
        WRONG,
        USED,
        SUPERSEDED,
        EXPIRED,
        /** Too many wrong ones were tried; the right one is refused as well. */
        LOCKED
    }

    /** Verifies a code; see the class for what is promised. */
    public Result execute(Command command) {
        Instant now = clock.instant();
        return transactions.run(store -> verify(store, command, now));
    }

    private Result verify(RegistrationStore store, Command command, Instant now) {
        MailboxKey key = MailboxKey.of(command.email());
        Mailbox mailbox = store.mailboxes().findForUpdate(key);
        GuessPermit permit = mailbox.guess(command.origin().client(), policy, now);
        if (permit instanceof Locked locked) {
            return new Refused(Reason.LOCKED, Duration.between(now, locked.until()));
        }
        Mailbox counted = ((Allowed) permit).counted();

        List<VerificationCode> codes = store.verificationCodes().findRecent(key, CODES_COMPARED);
        Optional<Rejected> late = Optional.empty();
        for (VerificationCode code : codes) {
            VerificationAttempt attempt = attempt(code, command.code(), now);
            if (attempt instanceof Accepted accepted) {
                return accept(store, command, mailbox, accepted.next(), now);
            }
            Rejected rejected = (Rejected) attempt;
            if (rejected.reason() != VerificationAttempt.Reason.WRONG && late.isEmpty()) {
                late = Optional.of(rejected);
            }
        }
        if (late.isPresent()) {
            // The right code come too late is not a guess: nothing is counted.
            return refuse(store, command, reasonFor(late.get()), now);
        }
        store.mailboxes().update(counted);
        if (counted.lockedForEverybodyUntil(policy, now).isPresent()) {
            // A stranger may spend the budget of an address, but not destroy an invitation to it.
            codes.stream()
                    .filter(code -> code.isLive() && !code.isInvite())
                    .forEach(code -> store.verificationCodes().update(code.markAsExpired(now)));
        }
        return refuse(store, command, Reason.WRONG, now);
    }

    private VerificationAttempt attempt(VerificationCode code, OneTimeCode presented, Instant now) {
        return codeHasher
                .digest(code.digest().keyId(), code.id().text(), presented.secret())
                .map(digest -> code.attempt(digest, now))
                .orElseGet(() -> new Rejected(VerificationAttempt.Reason.WRONG));
    }

    private Result accept(
            RegistrationStore store, Command command, Mailbox mailbox, VerificationCode used, Instant now) {
        store.verificationCodes().update(used);
        store.mailboxes().update(mailbox.refilled());
        audit(store, command, used.id().text(), Outcome.DONE, null, now);
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        PlainSecret token = tokens.issue(new VerificationTokens.Claims(
                used.id(), used.email(), used.type(), issuedAt, issuedAt.plus(tokenLife)));
        return new Verified(token, tokenLife, used.type());
    }

    private Result refuse(RegistrationStore store, Command command, Reason reason, Instant now) {
        audit(store, command, command.email().masked(), Outcome.REFUSED, reason, now);
        return new Refused(reason, Duration.ZERO);
    }

    private void audit(
            RegistrationStore store,
            Command command,
            String target,
            Outcome outcome,
            @Nullable Reason reason,
            Instant now) {
        store.auditLog()
                .add(new AuditEvent(
                        ids.next(),
                        now,
                        AuditEvent.ANONYMOUS,
                        AuditAction.VERIFY_CODE,
                        target,
                        outcome,
                        reason == null ? null : reason.name(),
                        command.origin()));
    }

    private static Reason reasonFor(Rejected rejected) {
        return switch (rejected.reason()) {
            case WRONG -> Reason.WRONG;
            case USED -> Reason.USED;
            case SUPERSEDED -> Reason.SUPERSEDED;
            case EXPIRED -> Reason.EXPIRED;
        };
    }
}
