package leadr.registration.application.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.access.KeyCache.Answer;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.secret.SecretDigest;

/**
 * Finds out who calls by the API key that is presented. A key with a wrong checksum is refused without asking the store, and
 * so is one that nobody had a moment ago; what a key opens is remembered for as long: see {@link KeyCache}.
 */
public final class AuthenticateApiKey {
    private final Transactions transactions;
    private final SecretHasher apiKeyHasher;
    private final KeyCache cache;
    private final InstantSource clock;

    /** Remembers nothing. */
    public AuthenticateApiKey(Transactions transactions, SecretHasher apiKeyHasher, InstantSource clock) {
        this(transactions, apiKeyHasher, new KeyCache(Duration.ZERO), clock);
    }

    public AuthenticateApiKey(
            Transactions transactions, SecretHasher apiKeyHasher, KeyCache cache, InstantSource clock) {
        this.transactions = transactions;
        this.apiKeyHasher = apiKeyHasher;
        this.cache = cache;
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
        SecretDigest digest = apiKeyHasher.digest("", secret.secret());
        Answer known = cache.find(digest, now);
        if (known != null && !isUseToBeNoted(known, now)) {
            return judge(known.holder(), now);
        }
        long mark = cache.mark();
        Optional<KeyHolder> holder = transactions.run(store -> ask(store, secret, now));
        cache.remember(mark, digest, new Answer(holder, now));
        return judge(holder, now);
    }

    private static boolean isUseToBeNoted(Answer known, Instant now) {
        return known.holder()
                .filter(holder -> whyClosed(holder, now).isEmpty())
                .flatMap(holder -> holder.key().noteUse(now))
                .isPresent();
    }

    /** Who holds the key, its use noted when it opens something. */
    private Optional<KeyHolder> ask(RegistrationStore store, ApiKeySecret secret, Instant now) {
        Optional<KeyHolder> found = store.apiKeys().findHolder(apiKeyHasher.candidates(secret.secret()));
        if (found.isEmpty() || whyClosed(found.get(), now).isPresent()) {
            return found;
        }
        KeyHolder holder = found.get();
        Optional<ApiKey> used = holder.key().noteUse(now);
        if (used.isEmpty()) {
            return found;
        }
        // Else its text was replaced at this moment, because somebody repeats the request that made it.
        return store.apiKeys().noteUse(holder.key(), now)
                ? Optional.of(new KeyHolder(used.get(), holder.user(), holder.account()))
                : Optional.empty();
    }

    private static Result judge(Optional<KeyHolder> found, Instant now) {
        if (found.isEmpty()) {
            return new Refused(Reason.UNKNOWN);
        }
        KeyHolder holder = found.get();
        Optional<Reason> closed = whyClosed(holder, now);
        return closed.isPresent()
                ? new Refused(closed.get())
                : new Authenticated(
                        new Caller(holder.user(), holder.account(), holder.key().id()));
    }

    /** Why a key opens nothing now; empty when it opens its account. */
    static Optional<Reason> whyClosed(KeyHolder holder, Instant now) {
        if (holder.key().isRevoked()) {
            return Optional.of(Reason.REVOKED);
        }
        if (holder.key().isExpired(now)) {
            return Optional.of(Reason.EXPIRED);
        }
        if (!holder.user().isActive()) {
            return Optional.of(Reason.USER_NOT_ACTIVE);
        }
        return holder.account().isActive() ? Optional.empty() : Optional.of(Reason.ACCOUNT_SUSPENDED);
    }
}
