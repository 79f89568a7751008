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
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;

/**
 * Revokes an API key for good; its user gets a mail about it. Once this has returned, the key opens nothing on this node, and
 * on others when what they remember has run out. A second time changes nothing.
 */
public final class RevokeApiKey {
    private final Transactions transactions;
    private final KeyCache cache;
    private final KeyMails mails;
    private final InstantSource clock;
    private final AuditEvents audit;

    public RevokeApiKey(
            Transactions transactions, KeyCache cache, MailComposer mails, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.cache = cache;
        this.mails = new KeyMails(mails);
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.REVOKE_API_KEY);
    }

    /**
     * Somebody wants a key to open nothing any more.
     *
     * @param languages to write to the caller in
     */
    public record Command(Caller caller, ApiKeyId id, PreferredLanguages languages, RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /** The key as it is now. */
    public record Revoked(ApiKey key) implements Result {}

    /** Nothing was changed. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing was changed. */
    public enum Reason {
        /** It is a key of somebody in the account whose keys are not the caller's business. */
        FORBIDDEN,
        NOT_FOUND
    }

    /**
     * Revokes a key.
     *
     * @throws AccessEnded when the caller may do nothing any more
     */
    public Result execute(Command command) {
        try {
            return transactions.run(store -> revoke(store, command, clock.instant()));
        } finally {
            cache.forget(command.id());
        }
    }

    private Result revoke(RegistrationStore store, Command command, Instant now) {
        Optional<ApiKey> named = store.apiKeys().find(command.id());
        ActingUser actor = ActingUser.in(store, command.caller(), named.map(ApiKey::accountId), now);
        Optional<User> owner = named.flatMap(key -> store.users().find(key.userId()));
        return switch (Right.REVOKE_KEY.decide(actor.user(), owner)) {
            case NOT_THERE -> new Refused(Reason.NOT_FOUND);
            case FORBIDDEN -> {
                store.auditLog()
                        .add(audit.refused(actor.user(), command.id().text(), Reason.FORBIDDEN, command.origin(), now));
                yield new Refused(Reason.FORBIDDEN);
            }
            case ALLOWED -> new Revoked(revoke(store, command, actor, owner.orElseThrow(), now));
        };
    }

    private ApiKey revoke(RegistrationStore store, Command command, ActingUser actor, User owner, Instant now) {
        ApiKey key = store.apiKeys().findForUpdate(command.id()).orElseThrow();
        if (key.isRevoked()) {
            return key;
        }
        ApiKey revoked = key.revoke(now);
        store.apiKeys().update(revoked);
        KeyHolder holder = new KeyHolder(
                revoked, owner, store.accounts().find(key.accountId()).orElseThrow());
        mails.in(command.languages(), actor, owner).revoked(store, holder, now);
        store.auditLog()
                .add(audit.done(
                        actor.user().id().text(),
                        revoked.id().text(),
                        null,
                        revoked.accountId(),
                        command.origin(),
                        now));
        return revoked;
    }
}
