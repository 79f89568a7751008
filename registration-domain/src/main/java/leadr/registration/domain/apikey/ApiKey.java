package leadr.registration.domain.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.secret.SecretDigest;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an API key: a keyed hash, the prefix people recognise it by, and whether it still opens anything. Issued
 * active; revoked for good; the text itself is shown once and kept nowhere. Immutable.
 *
 * @param name 1 to 100 characters, for people; trimmed
 * @param prefix the first 14 characters of the key
 * @param expiresAt the first moment it no longer opens anything, or null for never
 * @param lastUsedAt accurate to {@link #LAST_USE_GRAIN}, or null when it was never used
 */
public record ApiKey(
        ApiKeyId id,
        AccountId accountId,
        UserId userId,
        String name,
        String prefix,
        SecretDigest digest,
        ApiKeyStatus status,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt,
        Instant createdAt,
        Instant updatedAt) {
    /** Name of the key that a registration makes. */
    public static final String REGISTRATION_KEY_NAME = "CLI API Key";

    /** Uses within this time of the last noted one are not noted, so that reading does not become writing. */
    public static final Duration LAST_USE_GRAIN = Duration.ofMinutes(1);

    private static final int MAX_NAME_LENGTH = 100;
    private static final String FIRST_KEY = "'s Key";
    private static final Pattern PREFIX = Pattern.compile("ldr_[A-Za-z0-9_-]{10}");
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]");

    /** Restores a key as it was stored. */
    public ApiKey {
        name = normalName(name);
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("the prefix of a key is its first 14 characters");
        }
    }

    /**
     * A name in normal form: trimmed.
     *
     * @throws InvalidValue naming {@code name}, for an empty or too long one, or one with control characters
     */
    public static String normalName(String text) {
        String name = text.strip();
        if (name.isEmpty()
                || name.codePointCount(0, name.length()) > MAX_NAME_LENGTH
                || CONTROL.matcher(name).find()) {
            throw new InvalidValue("name", "Name must have 1 to 100 characters, none of them control characters");
        }
        return name;
    }

    /** The name of the first key of somebody who joins an account: {@code Ann's Key}; a long name is cut to fit. */
    public static String nameFor(DisplayName owner) {
        String name = owner.value();
        int room = MAX_NAME_LENGTH - FIRST_KEY.length();
        int end = name.codePointCount(0, name.length()) > room ? name.offsetByCodePoints(0, room) : name.length();
        return name.substring(0, end).stripTrailing() + FIRST_KEY;
    }

    /** A new key that opens the account until it is revoked. */
    public static ApiKey issue(
            ApiKeyId id,
            AccountId accountId,
            UserId userId,
            String name,
            ApiKeySecret secret,
            SecretDigest digest,
            Instant now) {
        return issue(id, accountId, userId, name, secret, digest, null, now);
    }

    /** A new key that opens the account until it is revoked or expires. */
    public static ApiKey issue(
            ApiKeyId id,
            AccountId accountId,
            UserId userId,
            String name,
            ApiKeySecret secret,
            SecretDigest digest,
            @Nullable Instant expiresAt,
            Instant now) {
        return new ApiKey(
                id, accountId, userId, name, secret.prefix(), digest, ApiKeyStatus.ACTIVE, null, expiresAt, now, now);
    }

    /** Whether its time is over; true at {@code expiresAt} itself. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    public boolean isRevoked() {
        return status == ApiKeyStatus.REVOKED;
    }

    /** The same key, revoked; unchanged when it is already. */
    public ApiKey revoke(Instant now) {
        return isRevoked()
                ? this
                : new ApiKey(
                        id,
                        accountId,
                        userId,
                        name,
                        prefix,
                        digest,
                        ApiKeyStatus.REVOKED,
                        lastUsedAt,
                        expiresAt,
                        createdAt,
                        now);
    }

    /** Whether it ever opened anything. */
    public boolean wasUsed() {
        return lastUsedAt != null;
    }

    /**
     * The same key with another text; the old one opens nothing any more.
     *
     * @throws IllegalStateException when it was used or revoked: then somebody has the text, or should not
     */
    public ApiKey replaceSecret(ApiKeySecret secret, SecretDigest newDigest, Instant now) {
        if (wasUsed() || isRevoked()) {
            throw new IllegalStateException("only the text of a key that was never used is replaced");
        }
        return new ApiKey(
                id, accountId, userId, name, secret.prefix(), newDigest, status, null, expiresAt, createdAt, now);
    }

    /** The key with this use noted, or empty when a use within the last minute is noted already. */
    public Optional<ApiKey> noteUse(Instant now) {
        if (lastUsedAt != null && now.isBefore(lastUsedAt.plus(LAST_USE_GRAIN))) {
            return Optional.empty();
        }
        return Optional.of(
                new ApiKey(id, accountId, userId, name, prefix, digest, status, now, expiresAt, createdAt, updatedAt));
    }
}
