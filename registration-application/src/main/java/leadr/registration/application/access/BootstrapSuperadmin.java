package leadr.registration.application.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
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
import leadr.registration.domain.verification.ClientNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Makes the first superadmin at start. Acts only when there is none, and under a lock, so that of any number of nodes that
 * start at once one acts.
 */
public final class BootstrapSuperadmin {
    private static final String KEY_NAME = "Bootstrap key";

    private final Transactions transactions;
    private final SecretHasher apiKeyHasher;
    private final IdGenerator ids;
    private final InstantSource clock;

    public BootstrapSuperadmin(
            Transactions transactions, SecretHasher apiKeyHasher, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.apiKeyHasher = apiKeyHasher;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Who the first superadmin is.
     *
     * @param key null when none is configured: then nothing is made
     */
    public record Command(
            EmailAddress email,
            DisplayName displayName,
            AccountName accountName,
            Slug accountSlug,
            @Nullable ApiKeySecret key) {}

    /** What was found or done. */
    public enum Result {
        CREATED,
        /** There is a superadmin; the configured key, if any, opens an account or was never one of ours. */
        PRESENT,
        /** There is a superadmin; the configured key was revoked, and stays so. */
        PRESENT_KEY_REVOKED,
        /** There is none, and no key to make one with. */
        KEY_MISSING,
        /** There is none, and the address, the account name or the slug belongs to somebody else. */
        NAMES_TAKEN
    }

    /** Makes the first superadmin, unless there is one. */
    public Result execute(Command command) {
        Instant now = clock.instant();
        try {
            return transactions.run(store -> bootstrap(store, command, now));
        } catch (DuplicateKey taken) {
            return Result.NAMES_TAKEN;
        }
    }

    private Result bootstrap(RegistrationStore store, Command command, Instant now) {
        store.lock(LastSuperadmin.LOCK);
        ApiKeySecret secret = command.key();
        if (store.users().anySuperAdmin()) {
            return secret != null && isRevoked(store, secret) ? Result.PRESENT_KEY_REVOKED : Result.PRESENT;
        }
        if (secret == null) {
            return Result.KEY_MISSING;
        }
        Account account = Account.found(new AccountId(ids.next()), command.accountName(), command.accountSlug(), now);
        User user = User.foundingOwner(
                        new UserId(ids.next()), account.id(), command.email(), command.displayName(), now)
                .asSuperAdmin(now);
        store.accounts().add(account);
        store.users().add(user);
        store.apiKeys()
                .add(ApiKey.issue(
                        new ApiKeyId(ids.next()),
                        account.id(),
                        user.id(),
                        KEY_NAME,
                        secret,
                        apiKeyHasher.digest("", secret.secret()),
                        now));
        store.auditLog()
                .add(new AuditEvent(
                        ids.next(),
                        now,
                        AuditEvent.SYSTEM,
                        AuditAction.BOOTSTRAP_SUPERADMIN,
                        user.id().text(),
                        AuditEvent.Outcome.DONE,
                        null,
                        new RequestOrigin(new UUID(0, 0), ClientNetwork.NONE),
                        account.id()));
        return Result.CREATED;
    }

    private boolean isRevoked(RegistrationStore store, ApiKeySecret secret) {
        Optional<KeyHolder> holder = store.apiKeys().findHolder(apiKeyHasher.candidates(secret.secret()));
        return holder.isPresent() && holder.get().key().isRevoked();
    }
}
