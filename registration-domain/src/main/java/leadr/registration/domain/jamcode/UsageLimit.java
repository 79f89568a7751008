package leadr.registration.domain.jamcode;

import leadr.registration.domain.InvalidValue;
import org.jspecify.annotations.Nullable;

/**
 * How often something may be used, and how often it was. Never more uses than allowed.
 *
 * @param maxUses from 1, or null for no limit
 * @param currentUses from 0 to {@code maxUses}
 */
public record UsageLimit(@Nullable Integer maxUses, int currentUses) {
    /** @throws InvalidValue naming {@code max_uses}, when it is under 1 or under the uses there are */
    public UsageLimit {
        if (currentUses < 0) {
            throw new IllegalArgumentException("uses are not negative");
        }
        if (maxUses != null && maxUses < 1) {
            throw new InvalidValue("max_uses", "Max uses must be at least 1");
        }
        if (maxUses != null && currentUses > maxUses) {
            throw new InvalidValue("max_uses", "Max uses must not be less than the uses there are");
        }
    }

    /** Nothing used yet. */
    public static UsageLimit of(@Nullable Integer maxUses) {
        return new UsageLimit(maxUses, 0);
    }

    public boolean hasUsesRemaining() {
        return maxUses == null || currentUses < maxUses;
    }

    /**
     * One use more.
     *
     * @throws IllegalStateException when none is left
     */
    public UsageLimit use() {
        if (!hasUsesRemaining()) {
            throw new IllegalStateException("no use is left");
        }
        return new UsageLimit(maxUses, currentUses + 1);
    }

    /**
     * The same uses under another limit.
     *
     * @throws InvalidValue when more are used than the new limit allows
     */
    public UsageLimit withMaxUses(@Nullable Integer newMaxUses) {
        return new UsageLimit(newMaxUses, currentUses);
    }
}
