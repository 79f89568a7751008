package leadr.registration.application.registration;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.secret.VerificationTokens;
import leadr.registration.application.secret.VerificationTokens.Claims;
import leadr.registration.application.secret.VerificationTokens.Expired;
import leadr.registration.application.secret.VerificationTokens.Valid;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.jamcode.RedemptionVerdict;
import leadr.registration.domain.jamcode.RedemptionVerdict.Redeemed;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.RequestMark;
import leadr.registration.domain.verification.VerificationCode;
import org.jspecify.annotations.Nullable;

/**
 * Founds an account for a proved address: account, owner, API key, welcome mail and the end of the token in one
 * transaction. All or nothing: a refused registration leaves its audit event, and the token can be tried again.
 */
public final class CompleteRegistration {
    /** How often a slug made from the name is made again when somebody else is first. */
    private static final int SLUG_RACES = 50;

    private final Transactions transactions;
    private final VerificationTokens tokens;
    private final SecretGenerator secrets;
    private final SecretHasher apiKeyHasher;
    private final MailComposer mails;
    private final IdGenerator ids;
    private final InstantSource clock;

    public CompleteRegistration(
            Transactions transactions,
            VerificationTokens tokens,
            SecretGenerator secrets,
            SecretHasher apiKeyHasher,
            MailComposer mails,
            IdGenerator ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.secrets = secrets;
        this.apiKeyHasher = apiKeyHasher;
        this.mails = mails;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a person sends to complete.
     *
     * @param accountName required; a blank one counts as missing
     * @param accountSlug made from the name when null
     * @param jamCode none when null or blank
     * @param displayName made from the address when null or blank
     * @param idempotencyKey with it, a repeat gets the same account and key again; null without
     * @param languages to write the welcome mail in
     */
    public record Command(
            PlainSecret token,
            @Nullable String accountName,
            @Nullable String accountSlug,
            @Nullable String jamCode,
            @Nullable String displayName,
            @Nullable IdempotencyKey idempotencyKey,
            PreferredLanguages languages,
            RequestOrigin origin) {
        @Nullable RequestMark mark() {
            return idempotencyKey == null ? null : idempotencyKey.mark(accountName, accountSlug, jamCode, displayName);
        }
    }

    /** What became of it. */
    public sealed interface Result {}

    /**
     * The account is there.
     *
     * @param apiKey shown this once
     * @param redemption of the jam code, if one was given
     * @param replayed whether an earlier request with this key made it; the text of the API key is a fresh one then
     */
    public record Completed(
            Account account,
            User user,
            ApiKeySecret apiKey,
            @Nullable JamCodeRedemption redemption,
            boolean replayed) implements Result {}

    /**
     * Nothing was made.
     *
     * @param broken the rule that a name breaks; null unless {@code RULE_BROKEN}
     */
    public record Refused(Reason reason, @Nullable InvalidValue broken) implements Result {
        Refused(Reason reason) {
            this(reason, null);
        }
    }

    /** Why nothing was made, in the order of the checks. */
    public enum Reason {
        TOKEN_INVALID,
        TOKEN_EXPIRED,
        TOKEN_OF_WRONG_TYPE,
        TOKEN_USED,
        /** A repeat that comes when the API key was used, or opens nothing any more. */
        COMPLETED_BEFORE,
        /** The idempotency key was used with another body. */
        KEY_REUSED,
        ACCOUNT_NAME_MISSING,
        RULE_BROKEN,
        JAM_CODE_INVALID,
        SLUG_TAKEN,
        ACCOUNT_NAME_TAKEN,
        EMAIL_TAKEN
    }

    /** Completes a registration; see the class for what is promised. */
    public Result execute(Command command) {
        Instant now = clock.instant();
        VerificationTokens.Reading reading = tokens.read(command.token(), now);
        if (reading instanceof VerificationTokens.Rejected rejected) {
            return refuseAlone(command, reasonFor(rejected), now);
        }
        boolean expired = reading instanceof Expired;
        Claims claims = expired ? ((Expired) reading).claims() : ((Valid) reading).claims();
        for (int race = 1; ; race++) {
            try {
                return transactions.run(store -> complete(store, command, claims, expired, now));
            } catch (NoUseLeft usedUp) {
                return refuseAlone(command, Reason.JAM_CODE_INVALID, now);
            } catch (DuplicateKey lost) {
                Reason reason = reasonFor(lost);
                boolean anotherSlug = lost.rule() == UniqueRule.ACCOUNT_SLUG && command.accountSlug() == null;
                // The second time the checks see who was first, and refuse in their order; a constraint knows none.
                if (race > 1 && !(anotherSlug && race < SLUG_RACES)) {
                    return refuseAlone(command, reason, now);
                }
            }
        }
    }

    private Result complete(RegistrationStore store, Command command, Claims claims, boolean expired, Instant now) {
        Optional<VerificationCode> found = store.verificationCodes().findForUpdate(claims.subject());
        if (found.isPresent() && isRepeat(found.get(), command, now)) {
            return repeat(store, command, found.get(), now);
        }
        if (expired) {
            return refuse(store, command, new Refused(Reason.TOKEN_EXPIRED), now);
        }
        if (found.isEmpty() || !found.get().isUsed() || found.get().type() != claims.type()) {
            return refuse(store, command, new Refused(Reason.TOKEN_INVALID), now);
        }
        VerificationCode code = found.get();
        if (!code.isRegistration()) {
            return refuse(store, command, new Refused(Reason.TOKEN_OF_WRONG_TYPE), now);
        }
        if (code.isConsumed()) {
            return refuse(store, command, new Refused(Reason.TOKEN_USED), now);
        }
        String name = command.accountName();
        if (name == null || name.isBlank()) {
            return refuse(store, command, new Refused(Reason.ACCOUNT_NAME_MISSING), now);
        }
        WantedNames names;
        try {
            names = WantedNames.read(name, command.accountSlug(), command.displayName(), code.email());
        } catch (InvalidValue broken) {
            return refuse(store, command, new Refused(Reason.RULE_BROKEN, broken), now);
        }
        AccountId accountId = new AccountId(ids.next());
        Optional<Redeemed> redeemed = Optional.empty();
        if (command.jamCode() != null && !command.jamCode().isBlank()) {
            redeemed = redeem(store, command.jamCode(), accountId, now);
            if (redeemed.isEmpty()) {
                return refuse(store, command, new Refused(Reason.JAM_CODE_INVALID), now);
            }
        }
        WantedNames.Availability available = names.availableIn(store);
        if (available.slug().isEmpty()) {
            return refuse(store, command, new Refused(Reason.SLUG_TAKEN), now);
        }
        if (!available.name()) {
            return refuse(store, command, new Refused(Reason.ACCOUNT_NAME_TAKEN), now);
        }
        Account account =
                Account.found(accountId, names.accountName(), available.slug().get(), now);
        return found(store, command, code, account, names.displayName(), redeemed, now);
    }

    /** Decides whether a new account may have the code; empty when not, for whatever reason. */
    private Optional<Redeemed> redeem(RegistrationStore store, String typed, AccountId account, Instant now) {
        JamCodeText text;
        try {
            text = JamCodeText.parse(typed);
        } catch (InvalidValue noCode) {
            return Optional.empty();
        }
        return store.jamCodes().find(text).flatMap(code -> {
            RedemptionVerdict verdict = code.redeem(new JamCodeRedemptionId(ids.next()), account, false, now);
            return verdict instanceof Redeemed redeemed ? Optional.of(redeemed) : Optional.empty();
        });
    }

    private Result found(
            RegistrationStore store,
            Command command,
            VerificationCode code,
            Account account,
            DisplayName displayName,
            Optional<Redeemed> redeemed,
            Instant now) {
        User user = User.foundingOwner(new UserId(ids.next()), account.id(), code.email(), displayName, now);
        ApiKeySecret secret = secrets.apiKey();
        ApiKey key = ApiKey.issue(
                new ApiKeyId(ids.next()),
                account.id(),
                user.id(),
                ApiKey.REGISTRATION_KEY_NAME,
                secret,
                apiKeyHasher.digest("", secret.secret()),
                now);
        store.accounts().add(account);
        store.users().add(user);
        store.apiKeys().add(key);
        store.verificationCodes().update(code.consume(key.id(), command.mark(), now));
        store.outbox().add(mails.in(command.languages()).welcome(user.email(), account.name(), account.slug(), now));
        String note = redeemed.map(
                        accepted -> "redeemed " + accepted.next().id().text())
                .orElse(null);
        store.auditLog().add(done(user, note, command.origin(), now));
        redeemed.ifPresent(accepted -> {
            store.jamCodeRedemptions().add(accepted.redemption());
            // Last, because others who redeem the code may have to wait for it.
            if (!store.jamCodes().claimUse(accepted.next())) {
                throw new NoUseLeft();
            }
        });
        return new Completed(
                account, user, secret, redeemed.map(Redeemed::redemption).orElse(null), false);
    }

    /** Whether the token was used up by a request with this key, not longer ago than repeats are recognised. */
    private static boolean isRepeat(VerificationCode code, Command command, Instant now) {
        RequestMark mark = command.mark();
        Instant consumedAt = code.consumedAt();
        return mark != null
                && consumedAt != null
                && code.consumedBy() != null
                && code.consumedBy().hasKeyOf(mark)
                && now.isBefore(consumedAt.plus(IdempotentRequest.LIFE));
    }

    /** Nobody has seen the first answer, as far as we can tell: the account stays, its API key gets a fresh text. */
    private Result repeat(RegistrationStore store, Command command, VerificationCode code, Instant now) {
        if (!Objects.equals(code.consumedBy(), command.mark())) {
            return refuse(store, command, new Refused(Reason.KEY_REUSED), now);
        }
        ApiKey key = store.apiKeys()
                .findForUpdate(Objects.requireNonNull(code.issuedKey()))
                .orElseThrow();
        User user = store.users().find(key.userId()).orElseThrow();
        Account account = store.accounts().find(key.accountId()).orElseThrow();
        if (key.wasUsed() || key.isRevoked() || key.isExpired(now) || !user.isActive() || !account.isActive()) {
            return refuse(store, command, new Refused(Reason.COMPLETED_BEFORE), now);
        }
        ApiKeySecret secret = secrets.apiKey();
        store.apiKeys().update(key.replaceSecret(secret, apiKeyHasher.digest("", secret.secret()), now));
        store.auditLog().add(done(user, "REPLAYED", command.origin(), now));
        List<JamCodeRedemption> redemptions = store.jamCodeRedemptions().findByAccount(account.id());
        boolean redeemed = command.jamCode() != null && !command.jamCode().isBlank();
        return new Completed(account, user, secret, redeemed ? redemptions.get(0) : null, true);
    }

    private Refused refuse(RegistrationStore store, Command command, Refused refused, Instant now) {
        store.auditLog()
                .add(new AuditEvent(
                        ids.next(),
                        now,
                        AuditEvent.ANONYMOUS,
                        AuditAction.COMPLETE_REGISTRATION,
                        "registration",
                        Outcome.REFUSED,
                        Stream.of(
                                        refused.reason().name(),
                                        refused.broken() == null
                                                ? ""
                                                : refused.broken().rule())
                                .filter(part -> !part.isEmpty())
                                .reduce((reason, rule) -> reason + ": " + rule)
                                .orElseThrow(),
                        command.origin(),
                        null));
        return refused;
    }

    /** For a refusal that is found before there is a transaction, or by losing it. */
    private Refused refuseAlone(Command command, Reason reason, Instant now) {
        return transactions.run(store -> refuse(store, command, new Refused(reason), now));
    }

    private AuditEvent done(User user, @Nullable String note, RequestOrigin origin, Instant now) {
        return new AuditEvent(
                ids.next(),
                now,
                user.id().text(),
                AuditAction.COMPLETE_REGISTRATION,
                user.accountId().text(),
                Outcome.DONE,
                note,
                origin,
                user.accountId());
    }

    private static Reason reasonFor(VerificationTokens.Rejected rejected) {
        return switch (rejected.reason()) {
            case INVALID -> Reason.TOKEN_INVALID;
            case WRONG_TYPE -> Reason.TOKEN_OF_WRONG_TYPE;
        };
    }

    private static Reason reasonFor(DuplicateKey lost) {
        return switch (lost.rule()) {
            case ACCOUNT_SLUG -> Reason.SLUG_TAKEN;
            case ACCOUNT_NAME -> Reason.ACCOUNT_NAME_TAKEN;
            case USER_EMAIL -> Reason.EMAIL_TAKEN;
            case LIVE_CODE, OPEN_INVITATION, API_KEY, JAM_CODE, REDEMPTION, ID -> throw lost;
        };
    }

    /** Somebody else took the last use of the jam code meanwhile: undoes everything. */
    private static final class NoUseLeft extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoUseLeft() {
            super("no use is left", null, false, false);
        }
    }
}
