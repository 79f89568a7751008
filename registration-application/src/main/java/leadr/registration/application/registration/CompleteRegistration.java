package leadr.registration.application.registration;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.invitation.InvitationEnding;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.Completion.NewKey;
import leadr.registration.application.registration.Founding.NoUseLeft;
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
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.RequestMark;
import leadr.registration.domain.verification.VerificationCode;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the token of a proved address for an API key, by the type of its code: founds an account, joins the one that
 * invites, or gets a user back in. Users, API key, mails and the end of the token in one transaction. All or nothing: what
 * is refused leaves its audit event, and the token can be tried again.
 */
public final class CompleteRegistration {
    /** How often a slug made from the name is made again when somebody else is first. */
    private static final int SLUG_RACES = 50;

    private final Transactions transactions;
    private final VerificationTokens tokens;
    private final SecretGenerator secrets;
    private final SecretHasher apiKeyHasher;
    private final KeyCache cache;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final Founding founding;
    private final Joining joining;
    private final Recovering recovering;

    /** @param recoveryEnabled whether the token of a recovery is taken */
    public CompleteRegistration(
            Transactions transactions,
            VerificationTokens tokens,
            SecretGenerator secrets,
            SecretHasher apiKeyHasher,
            KeyCache cache,
            MailComposer mails,
            IdGenerator ids,
            InstantSource clock,
            boolean recoveryEnabled) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.secrets = secrets;
        this.apiKeyHasher = apiKeyHasher;
        this.cache = cache;
        this.ids = ids;
        this.clock = clock;
        OpenInvitations openInvitations = new OpenInvitations(new InvitationEnding(ids));
        this.founding = new Founding(mails, openInvitations);
        this.joining = new Joining(mails, openInvitations);
        this.recovering = new Recovering(mails, recoveryEnabled);
    }

    /**
     * What a person sends to complete. Of the names, who joins chooses the display name only, and who gets back in none:
     * the others are not looked at.
     *
     * @param accountName required; a blank one counts as missing
     * @param accountSlug made from the name when null
     * @param jamCode none when null or blank
     * @param displayName when null or blank, the one of the invitation, or one made from the address
     * @param idempotencyKey with it, a repeat gets the same account and key again; null without
     * @param languages to write the mail in
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
     * The account is there, and the user in it.
     *
     * @param apiKey shown this once
     * @param redemption of the jam code, if one was given to found the account
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

    /** Why nothing was made, in the order of the checks. After the token, each type has its own. */
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
        /** The recovery of users is switched off. */
        RECOVERY_OFF,
        /** The invited user, or the one who wants to get back in under this address, is not there. */
        USER_NOT_FOUND,
        /** Joined before, or the invitation was revoked or declined. */
        USER_NOT_INVITED,
        /** A superadmin does not get back in by mail. */
        SUPERADMIN,
        USER_SUSPENDED,
        ACCOUNT_SUSPENDED,
        EMAIL_TAKEN
    }

    /** Completes; see the class for what is promised. */
    public Result execute(Command command) {
        Instant now = clock.instant();
        VerificationTokens.Reading reading = tokens.read(command.token(), now);
        if (reading instanceof VerificationTokens.Rejected rejected) {
            return refuseAlone(command, null, reasonFor(rejected), now);
        }
        boolean expired = reading instanceof Expired;
        Claims claims = expired ? ((Expired) reading).claims() : ((Valid) reading).claims();
        ApiKeySecret secret = secrets.apiKey();
        NewKey newKey = new NewKey(secret, apiKeyHasher.digest("", secret.secret()));
        try {
            return complete(command, claims, expired, newKey, now);
        } finally {
            cache.forget(newKey.digest());
            UserId user = claims.userId();
            if (user != null) {
                cache.forget(user);
            }
        }
    }

    private Result complete(Command command, Claims claims, boolean expired, NewKey newKey, Instant now) {
        for (int race = 1; ; race++) {
            try {
                return transactions.run(store -> {
                    Result result = complete(store, command, claims, expired, newKey, now);
                    return result instanceof Refused refused ? audited(store, command, claims, refused, now) : result;
                });
            } catch (NoUseLeft usedUp) {
                return refuseAlone(command, claims, Reason.JAM_CODE_INVALID, now);
            } catch (DuplicateKey lost) {
                Reason reason = reasonFor(lost);
                boolean anotherSlug = lost.rule() == UniqueRule.ACCOUNT_SLUG && command.accountSlug() == null;
                // The second time the checks see who was first, and refuse in their order; a constraint knows none.
                if (race > 1 && !(anotherSlug && race < SLUG_RACES)) {
                    return refuseAlone(command, claims, reason, now);
                }
            }
        }
    }

    private Result complete(
            RegistrationStore store, Command command, Claims claims, boolean expired, NewKey newKey, Instant now) {
        // Held for as long as it takes: whoever joins, founds or leaves under this address does so one after the other.
        Mailbox unused = store.mailboxes().findForUpdate(MailboxKey.of(claims.email()));
        Optional<VerificationCode> found = store.verificationCodes().findForUpdate(claims.subject());
        if (found.isPresent() && Repeating.isRepeat(found.get(), command, now)) {
            if (found.get().isRecovery() && !recovering.isEnabled()) {
                return new Refused(Reason.RECOVERY_OFF);
            }
            return Repeating.complete(new Completion(store, command, found.get(), newKey, ids, now));
        }
        if (expired) {
            return new Refused(Reason.TOKEN_EXPIRED);
        }
        if (found.isEmpty() || !isToken(claims, found.get())) {
            return new Refused(Reason.TOKEN_INVALID);
        }
        VerificationCode code = found.get();
        if (code.isConsumed()) {
            return new Refused(Reason.TOKEN_USED);
        }
        Completion completion = new Completion(store, command, code, newKey, ids, now);
        return switch (code.type()) {
            case REGISTRATION -> founding.complete(completion);
            case INVITE -> joining.complete(completion);
            case RECOVERY -> recovering.complete(completion);
            // Confirmed by the user, who is there already; no token is given for it.
            case EMAIL_CHANGE -> new Refused(Reason.TOKEN_OF_WRONG_TYPE);
        };
    }

    /** Whether the code is the one that the token was given for. */
    private static boolean isToken(Claims claims, VerificationCode code) {
        return code.isUsed()
                && code.type() == claims.type()
                && code.email().equals(claims.email())
                && Objects.equals(code.userId(), claims.userId());
    }

    /** @param claims of the token; null when it has none that are to be believed */
    private Refused audited(
            RegistrationStore store, Command command, @Nullable Claims claims, Refused refused, Instant now) {
        UserId user = claims == null ? null : claims.userId();
        InvalidValue broken = refused.broken();
        store.auditLog()
                .add(new AuditEvent(
                        ids.next(),
                        now,
                        AuditEvent.ANONYMOUS,
                        claims == null ? AuditAction.COMPLETE_REGISTRATION : Completion.actionOf(claims.type()),
                        user == null ? "registration" : user.text(),
                        Outcome.REFUSED,
                        refused.reason().name() + (broken == null ? "" : ": " + broken.rule()),
                        command.origin(),
                        null));
        return refused;
    }

    /** For a refusal that is found before there is a transaction, or by losing it. */
    private Refused refuseAlone(Command command, @Nullable Claims claims, Reason reason, Instant now) {
        return transactions.run(store -> audited(store, command, claims, new Refused(reason), now));
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
}
