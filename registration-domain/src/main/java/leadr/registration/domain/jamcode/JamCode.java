package leadr.registration.domain.jamcode;

import java.time.Instant;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.jamcode.RedemptionVerdict.Reason;
import leadr.registration.domain.jamcode.RedemptionVerdict.Redeemed;
import leadr.registration.domain.jamcode.RedemptionVerdict.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A promotional code: grants features to the accounts that redeem it, to each once, to at most so many, until it ends, is
 * switched off or deleted. Immutable.
 *
 * @param description 1 to 500 characters after trimming, for people
 * @param features copied into each redemption as they are at that moment
 * @param expiresAt the first moment it is not redeemed any more, or null for never
 * @param updatedAt when it last changed; never goes back
 * @param deletedAt when it was taken out of sight; null while it is in sight
 */
public record JamCode(
        JamCodeId id,
        JamCodeText code,
        String description,
        Attributes features,
        UsageLimit usage,
        boolean active,
        @Nullable Instant expiresAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt) {
    public static final int MAX_DESCRIPTION_LENGTH = 500;

    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069&&[^\\r\\n\\t]]");

    /** Restores a code as it was stored. */
    public JamCode {
        description = normalDescription(description);
    }

    /**
     * A description in normal form: trimmed.
     *
     * @throws InvalidValue naming {@code description}, for an empty or too long one, or one with control characters
     */
    public static String normalDescription(String text) {
        String description = text.strip();
        if (description.isEmpty()) {
            throw new InvalidValue("description", "Description must not be empty");
        }
        if (description.codePointCount(0, description.length()) > MAX_DESCRIPTION_LENGTH) {
            throw new InvalidValue("description", "Description must not exceed 500 characters");
        }
        if (CONTROL.matcher(description).find()) {
            throw new InvalidValue("description", "Description must not contain control characters");
        }
        return description;
    }

    /** A new code, active and unused. */
    public static JamCode create(
            JamCodeId id,
            JamCodeText code,
            String description,
            Attributes features,
            @Nullable Integer maxUses,
            @Nullable Instant expiresAt,
            Instant now) {
        return new JamCode(id, code, description, features, UsageLimit.of(maxUses), true, expiresAt, now, now, null);
    }

    /**
     * Decides whether an account may redeem this code now.
     *
     * @param redemptionId the id of the redemption, if there will be one
     * @param redeemedBefore whether this account has a redemption of this code
     */
    public RedemptionVerdict redeem(
            JamCodeRedemptionId redemptionId, AccountId account, boolean redeemedBefore, Instant now) {
        if (isDeleted()) {
            return new Refused(Reason.DELETED);
        }
        if (!active) {
            return new Refused(Reason.INACTIVE);
        }
        if (isExpired(now)) {
            return new Refused(Reason.EXPIRED);
        }
        if (redeemedBefore) {
            return new Refused(Reason.ALREADY_REDEEMED);
        }
        if (!hasUsesRemaining()) {
            return new Refused(Reason.USED_UP);
        }
        return new Redeemed(
                new JamCode(
                        id,
                        code,
                        description,
                        features,
                        usage.use(),
                        active,
                        expiresAt,
                        createdAt,
                        updatedAt,
                        deletedAt),
                new JamCodeRedemption(redemptionId, id, account, features, now, null));
    }

    /** Whether its time is over; true at {@code expiresAt} itself. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    public boolean hasUsesRemaining() {
        return usage.hasUsesRemaining();
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** Whether an account that has not redeemed it yet could do so now. */
    public boolean isValid(Instant now) {
        return active && !isDeleted() && !isExpired(now) && hasUsesRemaining();
    }

    /** A feature, or the default when there is no such entry. */
    public @Nullable Object feature(String key, @Nullable Object defaultValue) {
        return features.get(key, defaultValue);
    }

    /** The same code, switched on; unchanged when it is already. */
    public JamCode activate(Instant now) {
        return active ? this : with(description, features, usage, true, expiresAt, deletedAt, now);
    }

    /** The same code, switched off; unchanged when it is already. */
    public JamCode deactivate(Instant now) {
        return active ? with(description, features, usage, false, expiresAt, deletedAt, now) : this;
    }

    /**
     * The same code with another description.
     *
     * @throws InvalidValue for an empty or too long text
     */
    public JamCode describe(String newDescription, Instant now) {
        return with(newDescription, features, usage, active, expiresAt, deletedAt, now);
    }

    /** The same code with other features; redemptions there are keep the old ones. */
    public JamCode withFeatures(Attributes newFeatures, Instant now) {
        return with(description, newFeatures, usage, active, expiresAt, deletedAt, now);
    }

    /**
     * The same code under another limit.
     *
     * @throws InvalidValue when it is under 1, or more is used already
     */
    public JamCode withMaxUses(@Nullable Integer maxUses, Instant now) {
        return with(description, features, usage.withMaxUses(maxUses), active, expiresAt, deletedAt, now);
    }

    /** The same code with another end, or with none. */
    public JamCode withExpiresAt(@Nullable Instant newExpiresAt, Instant now) {
        return with(description, features, usage, active, newExpiresAt, deletedAt, now);
    }

    /** The same code, out of sight; keeps the first moment when it is deleted already. */
    public JamCode softDelete(Instant now) {
        return isDeleted() ? this : with(description, features, usage, active, expiresAt, now, now);
    }

    /** The same code, in sight again. */
    public JamCode restore(Instant now) {
        return isDeleted() ? with(description, features, usage, active, expiresAt, null, now) : this;
    }

    private JamCode with(
            String newDescription,
            Attributes newFeatures,
            UsageLimit newUsage,
            boolean newActive,
            @Nullable Instant newExpiresAt,
            @Nullable Instant newDeletedAt,
            Instant now) {
        // Who had to wait for another change read the clock before it did.
        Instant changedAt = now.isBefore(updatedAt) ? updatedAt : now;
        return new JamCode(
                id,
                code,
                newDescription,
                newFeatures,
                newUsage,
                newActive,
                newExpiresAt,
                createdAt,
                changedAt,
                newDeletedAt);
    }
}
