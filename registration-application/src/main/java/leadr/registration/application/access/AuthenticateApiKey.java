package leadr.registration.application.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;

/** Finds out who calls by the API key that is presented. A key with a wrong checksum is refused without asking the store. */
public final class AuthenticateApiKey {
    private final Transactions transactions;
    private final SecretHasher apiKeyHasher;
    private final InstantSource clock;

    public AuthenticateApiKey(Transactions transactions, SecretHasher apiKeyHasher, InstantSource clock) {
        this.transactions = transactions;
        this.apiKeyHasher = apiKeyHasher;
        this.clock = clock;
    }

    /**
     * Somebody presents a key. Does not print it.
     *
     * @param presented the key as it came, in whatever shape
     */
    public record Command(String presented) {
        /** Always {@code Command[redacted]}. */
        @Override
        public String toString() {
            return "Command[redacted]";
        }
    }

    /** What became of it. */
    public sealed interface Result {}

    /** The key opens the account of this caller. */
    public record Authenticated(Caller caller) implements Result {}

    /** The key opens nothing. */
    public record Refused(Reason reason) implements Result {}

    /** Why a key opens nothing. */
    public enum Reason {
        /** No key at all: another shape, or a wrong checksum. */
        MALFORMED,
        UNKNOWN,
        REVOKED,
        EXPIRED,
        /** The user was suspended, or is not active yet. */
        USER_NOT_ACTIVE,
        ACCOUNT_SUSPENDED
    }

    /** Authenticates; notes the use of the key at most once a minute. */
    public Result execute(Command command) {
        ApiKeySecret secret;
        try {
            secret = ApiKeySecret.parse(command.presented());
        } catch (InvalidValue malformed) {
            return new Refused(Reason.MALFORMED);
        }
        Instant now = clock.instant();
        return transactions.run(store -> authenticate(store, secret, now));
    }

    private Result authenticate(RegistrationStore store, ApiKeySecret secret, Instant now) {
        Optional<KeyHolder> found = store.apiKeys().findHolder(apiKeyHasher.candidates(secret.secret()));
        if (found.isEmpty()) {
            return new Refused(Reason.UNKNOWN);
        }
        KeyHolder holder = found.get();
        ApiKey key = holder.key();
        if (key.isRevoked()) {
            return new Refused(Reason.REVOKED);
        }
        if (key.isExpired(now)) {
            return new Refused(Reason.EXPIRED);
        }
        if (!holder.user().isActive()) {
            return new Refused(Reason.USER_NOT_ACTIVE);
        }
        if (!holder.account().isActive()) {
            return new Refused(Reason.ACCOUNT_SUSPENDED);
        }
        if (key.noteUse(now).isPresent() && !store.apiKeys().noteUse(key, now)) {
            // Its text was replaced at this moment, because somebody repeats the request that made it.
            return new Refused(Reason.UNKNOWN);
        }
        return new Authenticated(new Caller(holder.user(), holder.account(), key.id()));
    }
}
