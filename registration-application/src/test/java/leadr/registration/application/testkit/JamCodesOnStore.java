package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;

import java.util.List;
import java.util.stream.IntStream;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;
import leadr.registration.domain.jamcode.RedemptionVerdict.Redeemed;
import org.jspecify.annotations.Nullable;

/** What the contracts of jam codes have in common: short ways to codes, claims and redemptions. */
public interface JamCodesOnStore extends StoreContract {
    default JamCode added(JamCode code) {
        commit(store -> store.jamCodes().add(code));
        return code;
    }

    default JamCode stored(JamCode code) {
        return look(store -> store.jamCodes().find(code.id())).orElseThrow();
    }

    default int uses(JamCode code) {
        return stored(code).usage().currentUses();
    }

    default boolean claim(JamCode code) {
        return ask(store ->
                store.jamCodes().claimUse(store.jamCodes().find(code.id()).orElseThrow()));
    }

    /** Claims until none is left. */
    default int claimAll(JamCode code, int atMost) {
        int claimed = 0;
        while (claimed <= atMost && claim(code)) {
            claimed++;
        }
        return claimed;
    }

    default void limit(JamCode code, @Nullable Integer maxUses) {
        commit(store -> store.jamCodes()
                .update(store.jamCodes().findForUpdate(code.id()).orElseThrow().withMaxUses(maxUses, NOON)));
    }

    default List<Account> addedAccounts(int count) {
        List<Account> accounts = IntStream.range(0, count)
                .mapToObj(number -> account("Team " + number, "team-" + number))
                .toList();
        commit(store -> accounts.forEach(store.accounts()::add));
        return accounts;
    }

    /** Redeems as the use cases do: look, decide, write, claim. False when nothing came of it. */
    default boolean redeem(JamCodeId id, Account account) {
        try {
            return ask(store -> {
                JamCode code = store.jamCodes().find(id).orElseThrow();
                boolean before = store.jamCodeRedemptions().hasRedeemed(account.id(), id);
                if (code.redeem(new JamCodeRedemptionId(anId()), account.id(), before, NOON)
                        instanceof Redeemed redeemed) {
                    store.jamCodeRedemptions().add(redeemed.redemption());
                    if (!store.jamCodes().claimUse(redeemed.next())) {
                        throw new UsedUp();
                    }
                    return true;
                }
                return false;
            });
        } catch (UsedUp undone) {
            return false;
        }
    }

    /** Undoes a redemption that came too late. */
    final class UsedUp extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Those of the accounts that have a redemption. */
    default long redeemers(JamCodeId id, List<Account> accounts) {
        return look(store -> accounts.stream()
                .filter(account -> store.jamCodeRedemptions().hasRedeemed(account.id(), id))
                .count());
    }
}
