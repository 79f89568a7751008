package leadr.registration.application.store;

import java.util.List;
import java.util.Optional;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;

/** Redemptions of jam codes; no account has two of one code. They are never changed and never deleted. */
public interface JamCodeRedemptions {
    /**
     * Stores a redemption that is new. The use it stands for is taken by {@link JamCodes#claimUse} in the same
     * transaction.
     *
     * @throws DuplicateKey for {@code REDEMPTION}
     */
    void add(JamCodeRedemption redemption);

    Optional<JamCodeRedemption> find(JamCodeRedemptionId id);

    /** Whether this account has redeemed this code. */
    boolean hasRedeemed(AccountId account, JamCodeId code);

    /** All redemptions of an account, oldest first. */
    List<JamCodeRedemption> findByAccount(AccountId account);

    Page<JamCodeRedemption> list(JamCodeId code, PageRequest<SortBy> request);

    /** What redemptions of one code are sorted by. */
    enum SortBy implements SortField<JamCodeRedemption> {
        ID,
        ACCOUNT_ID,
        JAM_CODE_ID,
        CREATED_AT;

        @Override
        public Object valueOf(JamCodeRedemption redemption) {
            return switch (this) {
                case ID -> redemption.id().value();
                case ACCOUNT_ID -> redemption.accountId().value();
                case JAM_CODE_ID -> redemption.jamCodeId().value();
                case CREATED_AT -> redemption.redeemedAt();
            };
        }

        /** An account is in the list of a code at most once. */
        @Override
        public boolean isUnique() {
            return this == ID || this == ACCOUNT_ID;
        }
    }
}
