package leadr.registration.application.registration;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.secret.VerificationTokens;
import leadr.registration.application.secret.VerificationTokens.Claims;
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
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationCode;
import org.jspecify.annotations.Nullable;

/**
 * Founds an account for a proved address: account, owner, API key, welcome mail and the end of the token in one
 * transaction. All or nothing: a refused registration leaves its audit event, and the token can be tried again.
 */
public final class CompleteRegistration {
    /** How many numbered slugs are looked up at once. */
    private static final int SLUGS_AT_ONCE = 20;

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
     */
    public record Command(
            PlainSecret token,
            @Nullable String accountName,
            @Nullable String accountSlug,
            @Nullable String jamCode,
            @Nullable String displayName,
            RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /**
     * The account is there.
     *
     * @param apiKey shown this once
     */
    public record Completed(Account account, User user, ApiKeySecret apiKey) implements Result {}

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
        if (!(reading instanceof Valid valid)) {
            return refuseAlone(command, reasonFor((VerificationTokens.Rejected) reading), now);
        }
        for (int race = 1; ; race++) {
            try {
                return transactions.run(store -> complete(store, command, valid.claims(), now));
            } catch (DuplicateKey lost) {
                boolean madeFromName = command.accountSlug() == null;
                if (lost.rule() != UniqueRule.ACCOUNT_SLUG || !madeFromName || race == SLUG_RACES) {
                    return refuseAlone(command, reasonFor(lost), now);
                }
            }
        }
    }

    private Result complete(RegistrationStore store, Command command, Claims claims, Instant now) {
        Optional<VerificationCode> found = store.verificationCodes().findForUpdate(claims.subject());
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
        Names names;
        try {
            names = Names.read(name, command.accountSlug(), command.displayName(), code.email());
        } catch (InvalidValue broken) {
            return refuse(store, command, new Refused(Reason.RULE_BROKEN, broken), now);
        }
        if (command.jamCode() != null && !command.jamCode().isBlank()) {
            // There is no way to make a jam code yet, so none is valid.
            return refuse(store, command, new Refused(Reason.JAM_CODE_INVALID), now);
        }
        Optional<Slug> slug = freeSlug(store, names);
        if (slug.isEmpty()) {
            return refuse(store, command, new Refused(Reason.SLUG_TAKEN), now);
        }
        if (store.accounts().isTaken(names.accountName())) {
            return refuse(store, command, new Refused(Reason.ACCOUNT_NAME_TAKEN), now);
        }
        if (store.users().findOccupant(code.email()).isPresent()) {
            return refuse(store, command, new Refused(Reason.EMAIL_TAKEN), now);
        }
        return found(store, command, code, names, slug.get(), now);
    }

    private Result found(
            RegistrationStore store, Command command, VerificationCode code, Names names, Slug slug, Instant now) {
        Account account = Account.found(new AccountId(ids.next()), names.accountName(), slug, now);
        User user = User.foundingOwner(new UserId(ids.next()), account.id(), code.email(), names.displayName(), now);
        ApiKeySecret secret = secrets.apiKey();
        ApiKey key = ApiKey.issue(
                new ApiKeyId(ids.next()),
                account.id(),
                user.id(),
                ApiKey.REGISTRATION_KEY_NAME,
                secret,
                apiKeyHasher.digest("", secret.secret()),
                now);
        store.verificationCodes().update(code.consume(now));
        store.accounts().add(account);
        store.users().add(user);
        store.apiKeys().add(key);
        store.outbox().add(mails.welcome(user.email(), account.name(), account.slug(), now));
        store.auditLog().add(event(user.id().text(), account.id().text(), Outcome.DONE, null, command.origin(), now));
        return new Completed(account, user, secret);
    }

    /** The slug asked for if it is free; or the one made from the name, with the first number that is free. */
    private static Optional<Slug> freeSlug(RegistrationStore store, Names names) {
        if (names.slugGiven()) {
            return store.accounts().taken(List.of(names.slug())).isEmpty()
                    ? Optional.of(names.slug())
                    : Optional.empty();
        }
        // From the first look on, every further one is twice as wide: a name a thousand accounts share costs six.
        int from = 0;
        for (int width = SLUGS_AT_ONCE; ; width *= 2) {
            List<Slug> candidates = IntStream.range(from, from + width)
                    .mapToObj(
                            number -> number == 0 ? names.slug() : names.slug().numbered(number))
                    .toList();
            Set<Slug> taken = store.accounts().taken(candidates);
            Optional<Slug> free =
                    candidates.stream().filter(slug -> !taken.contains(slug)).findFirst();
            if (free.isPresent()) {
                return free;
            }
            from += width;
        }
    }

    private Refused refuse(RegistrationStore store, Command command, Refused refused, Instant now) {
        store.auditLog()
                .add(event(
                        AuditEvent.ANONYMOUS,
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
                        now));
        return refused;
    }

    /** For a refusal that is found before there is a transaction, or by losing it. */
    private Refused refuseAlone(Command command, Reason reason, Instant now) {
        return transactions.run(store -> refuse(store, command, new Refused(reason), now));
    }

    private AuditEvent event(
            String actor, String target, Outcome outcome, @Nullable String reason, RequestOrigin origin, Instant now) {
        return new AuditEvent(
                ids.next(), now, actor, AuditAction.COMPLETE_REGISTRATION, target, outcome, reason, origin);
    }

    private static Reason reasonFor(VerificationTokens.Rejected rejected) {
        return switch (rejected.reason()) {
            case INVALID -> Reason.TOKEN_INVALID;
            case EXPIRED -> Reason.TOKEN_EXPIRED;
            case WRONG_TYPE -> Reason.TOKEN_OF_WRONG_TYPE;
        };
    }

    private static Reason reasonFor(DuplicateKey lost) {
        return switch (lost.rule()) {
            case ACCOUNT_SLUG -> Reason.SLUG_TAKEN;
            case ACCOUNT_NAME -> Reason.ACCOUNT_NAME_TAKEN;
            case USER_EMAIL -> Reason.EMAIL_TAKEN;
            case LIVE_CODE, API_KEY, ID -> throw lost;
        };
    }

    /** The names of a registration, each in normal form. */
    private record Names(AccountName accountName, Slug slug, boolean slugGiven, DisplayName displayName) {
        static Names read(String name, @Nullable String slug, @Nullable String displayName, EmailAddress email) {
            AccountName accountName = new AccountName(name);
            return new Names(
                    accountName,
                    slug == null ? Slug.from(accountName) : new Slug(slug),
                    slug != null,
                    DisplayName.orFrom(displayName, email));
        }
    }
}
