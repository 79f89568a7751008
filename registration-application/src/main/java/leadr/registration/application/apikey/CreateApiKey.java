package leadr.registration.application.apikey;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.access.ActingUser;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.access.Right;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.secret.SecretDigest;
import org.jspecify.annotations.Nullable;

/** Makes an API key for the caller, or by a superadmin for somebody else. The user of the key gets a mail about it. */
public final class CreateApiKey {
    /** So many keys of a user that are not revoked are enough; to delete the user revokes all of them in one step. */
    public static final int MOST = 100;

    private final Transactions transactions;
    private final SecretGenerator secrets;
    private final SecretHasher apiKeyHasher;
    private final KeyCache cache;
    private final KeyMails mails;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final AuditEvents audit;

    public CreateApiKey(
            Transactions transactions,
            SecretGenerator secrets,
            SecretHasher apiKeyHasher,
            KeyCache cache,
            MailComposer mails,
            IdGenerator ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.secrets = secrets;
        this.apiKeyHasher = apiKeyHasher;
        this.cache = cache;
        this.mails = new KeyMails(mails);
        this.ids = ids;
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.CREATE_API_KEY);
    }

    /**
     * What the key is to be like.
     *
     * @param user whom it is for, null for the caller
     * @param name see {@link ApiKey#normalName}
     * @param expiresAt null for never
     * @param languages to write to the caller in
     */
    public record Command(
            Caller caller,
            @Nullable UserId user,
            String name,
            @Nullable Instant expiresAt,
            PreferredLanguages languages,
            RequestOrigin origin) {
        /** @throws leadr.registration.domain.InvalidValue for a name that breaks a rule */
        public Command {
            name = ApiKey.normalName(name);
        }

        private UserId owner() {
            return user == null ? caller.user().id() : user;
        }
    }

    /** What became of it. */
    public sealed interface Result {}

    /**
     * The key is there.
     *
     * @param secret shown this once
     */
    public record Created(ApiKey key, ApiKeySecret secret) implements Result {}

    /** Nothing was made. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing was made. */
    public enum Reason {
        /** The end of the key is not in the future. */
        EXPIRED,
        /** Somebody else was named, and the caller is no superadmin. */
        FORBIDDEN,
        USER_NOT_FOUND,
        /** The user is invited only, or suspended. */
        USER_NOT_ACTIVE,
        /** The user has {@link CreateApiKey#MOST} that are not revoked. */
        TOO_MANY
    }

    /**
     * Makes a key.
     *
     * @throws AccessEnded when the caller may do nothing any more
     */
    public Result execute(Command command) {
        Instant expiresAt = command.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            return new Refused(Reason.EXPIRED);
        }
        ApiKeySecret secret = secrets.apiKey();
        SecretDigest digest = apiKeyHasher.digest("", secret.secret());
        try {
            return transactions.run(store -> create(store, command, secret, digest, clock.instant()));
        } finally {
            cache.forget(digest);
        }
    }

    private Result create(
            RegistrationStore store, Command command, ApiKeySecret secret, SecretDigest digest, Instant now) {
        Optional<User> named = store.users().find(command.owner());
        ActingUser actor = ActingUser.in(store, command.caller(), named.map(User::accountId), now);
        // Again, because only now nobody changes users of that account.
        Optional<User> owner = store.users().find(command.owner());
        return switch (Right.CREATE_KEY.decide(actor.user(), owner)) {
            case FORBIDDEN -> refuse(store, command, actor, Reason.FORBIDDEN, now);
            case NOT_THERE -> new Refused(Reason.USER_NOT_FOUND);
            case ALLOWED -> {
                Optional<Reason> objection = objection(store, owner.orElseThrow());
                yield objection.isPresent()
                        ? refuse(store, command, actor, objection.get(), now)
                        : create(store, command, actor, owner.orElseThrow(), secret, digest, now);
            }
        };
    }

    private static Optional<Reason> objection(RegistrationStore store, User owner) {
        if (!owner.isActive()) {
            return Optional.of(Reason.USER_NOT_ACTIVE);
        }
        boolean full = store.apiKeys().findActiveForUpdate(owner.id()).size() >= MOST;
        return full ? Optional.of(Reason.TOO_MANY) : Optional.empty();
    }

    private Result create(
            RegistrationStore store,
            Command command,
            ActingUser actor,
            User owner,
            ApiKeySecret secret,
            SecretDigest digest,
            Instant now) {
        ApiKey key = ApiKey.issue(
                new ApiKeyId(ids.next()),
                owner.accountId(),
                owner.id(),
                command.name(),
                secret,
                digest,
                command.expiresAt(),
                now);
        store.apiKeys().add(key);
        KeyHolder holder = new KeyHolder(
                key, owner, store.accounts().find(owner.accountId()).orElseThrow());
        mails.in(command.languages(), actor, owner).created(store, holder, now);
        store.auditLog()
                .add(audit.done(
                        actor.user().id().text(), key.id().text(), null, key.accountId(), command.origin(), now));
        return new Created(key, secret);
    }

    private Refused refuse(RegistrationStore store, Command command, ActingUser actor, Reason reason, Instant now) {
        store.auditLog().add(audit.refused(actor.user(), command.owner().text(), reason, command.origin(), now));
        return new Refused(reason);
    }
}
