package leadr.registration.domain.jamcode;

import java.time.Instant;
import leadr.registration.domain.account.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * One use of a jam code by one account; no account has two of one code. Made by {@link JamCode#redeem}. Immutable.
 *
 * @param meta the features of the code as they were at that moment, and what else was noted
 * @param deletedAt when it was taken out of sight; null while it is in sight
 */
public record JamCodeRedemption(
        JamCodeRedemptionId id,
        JamCodeId jamCodeId,
        AccountId accountId,
        Attributes meta,
        Instant redeemedAt,
        @Nullable Instant deletedAt) {
    /** A value of {@link #meta()}, or the default when there is no such entry. */
    public @Nullable Object meta(String key, @Nullable Object defaultValue) {
        return meta.get(key, defaultValue);
    }

    /** The same redemption with a note beside the features; where names meet, the features stay. */
    public JamCodeRedemption noting(Attributes note) {
        return new JamCodeRedemption(id, jamCodeId, accountId, note.with(meta), redeemedAt, deletedAt);
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** The same redemption, out of sight; keeps the first moment when it is deleted already. */
    public JamCodeRedemption softDelete(Instant now) {
        return isDeleted() ? this : new JamCodeRedemption(id, jamCodeId, accountId, meta, redeemedAt, now);
    }

    /** The same redemption, in sight again. */
    public JamCodeRedemption restore() {
        return isDeleted() ? new JamCodeRedemption(id, jamCodeId, accountId, meta, redeemedAt, null) : this;
    }
}
