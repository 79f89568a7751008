package leadr.registration.application.apikey;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.secret.SecretDigest;

/**
 * Revokes a key for whoever holds its text, such as a scanner that has found it in public: who could use the key may end it.
 * Nobody learns whether there was such a key. Its user gets a mail, or the owners of the account when that one is not active.
 * A text with a wrong checksum does not reach the store.
 */
public final class RevokeLeakedKey {
    private final Transactions transactions;
    private final SecretHasher apiKeyHasher;
    private final KeyCache cache;
    private final KeyMails mails;
    private final InstantSource clock;
    private final AuditEvents audit;

    public RevokeLeakedKey(
            Transactions transactions,
            SecretHasher apiKeyHasher,
            KeyCache cache,
            MailComposer mails,
            IdGenerator ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.apiKeyHasher = apiKeyHasher;
        this.cache = cache;
        // In English: what the finder reads says nothing about the reader.
        this.mails = new KeyMails(mails);
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.REVOKE_LEAKED_KEY);
    }

    /**
     * Somebody hands a key in. Does not print it.
     *
     * @param presented the key as it came, in whatever shape
     */
    public record Command(String presented, RequestOrigin origin) {
        /** Always {@code Command[redacted]}. */
        @Override
        public String toString() {
            return "Command[redacted]";
        }
    }

    /** Revokes the key if there is one. */
    public void execute(Command command) {
        ApiKeySecret secret;
        try {
            secret = ApiKeySecret.parse(command.presented());
        } catch (InvalidValue malformed) {
            return;
        }
        // Unless it is known that nothing was revoked: made-up keys must not keep real ones from being remembered.
        boolean changed = true;
        try {
            changed = transactions.run(store -> revoke(store, secret, command, clock.instant()));
        } finally {
            if (changed) {
                cache.forget(apiKeyHasher.digest("", secret.secret()));
            }
        }
    }

    /** @return whether there was anything to revoke */
    private boolean revoke(RegistrationStore store, ApiKeySecret secret, Command command, Instant now) {
        List<SecretDigest> digests = apiKeyHasher.candidates(secret.secret());
        Optional<KeyHolder> found = store.apiKeys().findHolder(digests);
        Optional<Account> account = found.flatMap(
                holder -> store.accounts().findForUpdate(holder.account().id()));
        // Again, because only now nobody changes the key or its user.
        Optional<ApiKey> live = found.flatMap(
                        holder -> store.apiKeys().findForUpdate(holder.key().id()))
                .filter(key -> digests.contains(key.digest()) && !key.isRevoked());
        live.ifPresent(key -> {
            User user = store.users().find(key.userId()).orElseThrow();
            ApiKey revoked = key.revoke(now);
            store.apiKeys().update(revoked);
            mails.revoked(store, new KeyHolder(revoked, user, account.orElseThrow()), now);
            store.auditLog()
                    .add(audit.done(
                            AuditEvent.ANONYMOUS,
                            revoked.id().text(),
                            null,
                            revoked.accountId(),
                            command.origin(),
                            now));
        });
        return live.isPresent();
    }
}
