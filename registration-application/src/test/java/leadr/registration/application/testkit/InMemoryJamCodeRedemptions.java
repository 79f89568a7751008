package leadr.registration.application.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.store.JamCodeRedemptions;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;

/** Redemptions, as one transaction sees them. */
final class InMemoryJamCodeRedemptions implements JamCodeRedemptions {
    private final Draft draft;
    private final Table<JamCodeRedemptionId, JamCodeRedemption> redemptions;

    InMemoryJamCodeRedemptions(Draft draft, State state) {
        this.draft = draft;
        redemptions = state.jamCodeRedemptions;
    }

    @Override
    public void add(JamCodeRedemption redemption) {
        draft.requireNewId(redemptions, redemption.id());
        draft.requireNone(
                redemptions.all(),
                other -> isOf(other, redemption.accountId(), redemption.jamCodeId()),
                UniqueRule.REDEMPTION);
        redemptions.put(redemption.id(), redemption);
    }

    @Override
    public Optional<JamCodeRedemption> find(JamCodeRedemptionId id) {
        return redemptions.find(id);
    }

    @Override
    public boolean hasRedeemed(AccountId account, JamCodeId code) {
        return redemptions.all().stream().anyMatch(redemption -> isOf(redemption, account, code));
    }

    private static boolean isOf(JamCodeRedemption redemption, AccountId account, JamCodeId code) {
        return redemption.accountId().equals(account) && redemption.jamCodeId().equals(code);
    }

    @Override
    public List<JamCodeRedemption> findByAccount(AccountId account) {
        return redemptions.all().stream()
                .filter(redemption -> redemption.accountId().equals(account))
                .sorted(Comparator.comparing(JamCodeRedemption::redeemedAt)
                        .thenComparing(redemption -> redemption.id().text()))
                .toList();
    }

    @Override
    public Page<JamCodeRedemption> list(JamCodeId code, PageRequest<SortBy> request) {
        return InMemoryPages.cut(
                redemptions.all().stream()
                        .filter(redemption -> redemption.jamCodeId().equals(code)),
                request);
    }
}
