package leadr.registration.application.registration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.secret.VerificationTokens;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.WrongGuess;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.GuessPermit;
import leadr.registration.domain.verification.GuessPermit.Allowed;
import leadr.registration.domain.verification.GuessPermit.Locked;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.RequestMark;
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
    /** Dead codes of an address older than its newest so many are as good as unknown. */
    private static final int DEAD_CODES_COMPARED = 20;

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

    /**
     * Somebody presents a code.
     *
     * @param idempotencyKey with it, a repeat gets the same token again while it lives; null without
     */
    public record Command(
            EmailAddress email, OneTimeCode code, @Nullable IdempotencyKey idempotencyKey, RequestOrigin origin) {
        @Nullable RequestMark mark() {
            // The code itself is compared when its repeat comes; a digest of it would be a way to guess it.
            return idempotencyKey == null ? null : idempotencyKey.mark(email.canonical());
        }
    }

    /** What became of it. */
    public sealed interface Result {}

    /**
     * The address is proved.
     *
     * @param token what {@link CompleteRegistration} takes
     * @param expiresIn how long the token lives from now on
     * @param replayed whether an earlier request with this key proved it
     */
    public record Verified(PlainSecret token, Duration expiresIn, VerificationCodeType type, boolean replayed)
            implements Result {}

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
        LOCKED,
        /** The idempotency key was used with another code. Counts as a wrong guess, because it is one. */
        KEY_REUSED
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

        List<VerificationCode> codes = store.verificationCodes().findRecent(key, DEAD_CODES_COMPARED);
        Optional<Rejected> late = Optional.empty();
        for (VerificationCode code : codes) {
            VerificationAttempt attempt = attempt(code, command.code(), now);
            if (attempt instanceof Accepted accepted) {
                return accept(store, command, mailbox, accepted.next(), now);
            }
            Rejected rejected = (Rejected) attempt;
            if (rejected.reason() == VerificationAttempt.Reason.USED && isRepeat(code, command, now)) {
                return repeat(store, command, code, now);
            }
            if (rejected.reason() != VerificationAttempt.Reason.WRONG && late.isEmpty()) {
                late = Optional.of(rejected);
            }
        }
        if (late.isPresent()) {
            // The right code come too late is not a guess: nothing is counted.
            return refuse(store, command, reasonFor(late.get()), now);
        }
        WrongGuess.note(store, counted, policy, now);
        RequestMark mark = command.mark();
        boolean keyReused = mark != null
                && codes.stream()
                        .filter(code -> code.isUsed() && now.isBefore(expiryOf(code)))
                        .map(VerificationCode::usedBy)
                        .anyMatch(earlier -> earlier != null && earlier.hasKeyOf(mark));
        return refuse(store, command, keyReused ? Reason.KEY_REUSED : Reason.WRONG, now);
    }

    /** Whether the request that used the code is sent again while the token it got still lives. */
    private boolean isRepeat(VerificationCode used, Command command, Instant now) {
        RequestMark mark = command.mark();
        return mark != null && mark.equals(used.usedBy()) && now.isBefore(expiryOf(used));
    }

    private Result repeat(RegistrationStore store, Command command, VerificationCode used, Instant now) {
        audit(store, command, used.id().text(), Outcome.DONE, "REPLAYED", now);
        return new Verified(tokenOf(used), Duration.between(now, expiryOf(used)), used.type(), true);
    }

    /** The one token of a used code: made of what is stored, so it need not be stored. */
    private PlainSecret tokenOf(VerificationCode used) {
        return tokens.issue(new VerificationTokens.Claims(
                used.id(), used.email(), used.type(), used.userId(), issueOf(used), expiryOf(used)));
    }

    private static Instant issueOf(VerificationCode used) {
        return Objects.requireNonNull(used.usedAt()).truncatedTo(ChronoUnit.SECONDS);
    }

    private Instant expiryOf(VerificationCode used) {
        return issueOf(used).plus(tokenLife);
    }

    private VerificationAttempt attempt(VerificationCode code, OneTimeCode presented, Instant now) {
        return codeHasher
                .digest(code.digest().keyId(), code.id().text(), presented.secret())
                .map(digest -> code.attempt(digest, now))
                .orElseGet(() -> new Rejected(VerificationAttempt.Reason.WRONG));
    }

    private Result accept(
            RegistrationStore store, Command command, Mailbox mailbox, VerificationCode used, Instant now) {
        RequestMark mark = command.mark();
        store.verificationCodes().update(mark == null ? used : used.presentedBy(mark));
        store.mailboxes().update(mailbox.refilled());
        audit(store, command, used.id().text(), Outcome.DONE, null, now);
        return new Verified(tokenOf(used), tokenLife, used.type(), false);
    }

    private Result refuse(RegistrationStore store, Command command, Reason reason, Instant now) {
        audit(store, command, command.email().masked(), Outcome.REFUSED, reason.name(), now);
        return new Refused(reason, Duration.ZERO);
    }

    private void audit(
            RegistrationStore store,
            Command command,
            String target,
            Outcome outcome,
            @Nullable String reason,
            Instant now) {
        store.auditLog()
                .add(new AuditEvent(
                        ids.next(),
                        now,
                        AuditEvent.ANONYMOUS,
                        AuditAction.VERIFY_CODE,
                        target,
                        outcome,
                        reason,
                        command.origin(),
                        null));
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
