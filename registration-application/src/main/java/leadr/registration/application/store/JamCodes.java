package leadr.registration.application.store;

import java.util.Optional;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeText;
import org.jspecify.annotations.Nullable;

/**
 * Jam codes, deleted ones included; their texts are unique. The uses of a code are counted by {@link #claimUse} alone:
 * {@link #update} leaves them as they are.
 */
public interface JamCodes {
    /**
     * Stores a code that is new and unused.
     *
     * @throws DuplicateKey for {@code JAM_CODE}
     */
    void add(JamCode code);

    /**
     * Stores the next state of a code, but for its uses.
     *
     * @throws IllegalStateException unless it was loaded by {@link #findForUpdate} in this transaction
     */
    void update(JamCode code);

    /** A code with the uses it has in one snapshot. */
    Optional<JamCode> find(JamCodeId id);

    /** The code of this text; see {@link #find(JamCodeId)}. */
    Optional<JamCode> find(JamCodeText text);

    /** A code to be changed: nobody uses it until the end of this transaction, so its uses are exact. */
    Optional<JamCode> findForUpdate(JamCodeId id);

    /**
     * Takes one use of a code that was found in this transaction. Last in the transaction, because others may wait for it.
     * When the code was changed since it was found, the whole transaction runs again.
     *
     * @return false when none is left, also none that another transaction may still give back
     */
    boolean claimUse(JamCode code);

    Page<JamCode> list(Filter filter, PageRequest<SortBy> request);

    /**
     * Which codes are listed.
     *
     * @param code only the one of this text
     * @param active only those that are switched on, or off
     */
    record Filter(@Nullable JamCodeText code, @Nullable Boolean active, boolean includeDeleted) {
        /** All that are in sight. */
        public static final Filter NONE = new Filter(null, null, false);

        /** Whether a code is listed. */
        public boolean accepts(JamCode each) {
            return (code == null || each.code().equals(code))
                    && (active == null || each.active() == active)
                    && (includeDeleted || !each.isDeleted());
        }
    }

    /** What codes are sorted by. */
    enum SortBy implements SortField<JamCode> {
        ID,
        CODE,
        ACTIVE,
        CURRENT_USES,
        MAX_USES,
        CREATED_AT,
        UPDATED_AT;

        @Override
        public @Nullable Object valueOf(JamCode code) {
            return switch (this) {
                case ID -> code.id().value();
                case CODE -> code.code().value();
                case ACTIVE -> code.active();
                case CURRENT_USES -> code.usage().currentUses();
                case MAX_USES -> code.usage().maxUses();
                case CREATED_AT -> code.createdAt();
                case UPDATED_AT -> code.updatedAt();
            };
        }

        @Override
        public boolean isUnique() {
            return this == ID || this == CODE;
        }
    }
}
