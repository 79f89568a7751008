package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.jamCode;
import static leadr.registration.application.testkit.Fixtures.redemption;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises of {@link leadr.registration.application.store.JamCodeRedemptions}, but for the paging. */
public interface JamCodeRedemptionsContract extends StoreContract {
    private JamCode addedCode(String text) {
        JamCode code = jamCode(text, null);
        commit(store -> store.jamCodes().add(code));
        return code;
    }

    private Account addedAccount(String name) {
        Account account = account(name);
        commit(store -> store.accounts().add(account));
        return account;
    }

    /** Adds a redemption with the use it stands for. */
    private void add(JamCodeRedemption redemption) {
        commit(store -> {
            JamCode code = store.jamCodes().find(redemption.jamCodeId()).orElseThrow();
            store.jamCodeRedemptions().add(redemption);
            assertThat(store.jamCodes().claimUse(code)).isTrue();
        });
    }

    @Test
    default void aRedemptionComesBackAsItWasAdded() {
        JamCode code = addedCode("ALPHA");
        Map<String, @Nullable Object> odd = new LinkedHashMap<>();
        odd.put("zebra", Arrays.asList(1, null, "two", true));
        odd.put("alpha", null);
        odd.put("Ünïcode 東京 \uD83C\uDFAE", Map.of("in", List.of(Map.of())));
        JamCodeRedemption plain = redemption(code, addedAccount("Plain"), NOON);
        JamCodeRedemption full = redemption(
                        code, addedAccount("Full"), NOON.plusSeconds(1).plusNanos(1_000))
                .noting(Attributes.of(odd));
        add(plain);
        add(full);

        assertThat(find(store -> store.jamCodeRedemptions().find(plain.id()))).contains(plain);
        JamCodeRedemption stored =
                find(store -> store.jamCodeRedemptions().find(full.id())).orElseThrow();
        assertThat(stored).isEqualTo(full);
        assertThat(stored.meta().values()).hasToString(full.meta().values().toString());
    }

    @Test
    default void aRedemptionThatWasNeverAddedIsNotFound() {
        Account account = addedAccount("Alpha");
        JamCode code = addedCode("ALPHA");

        commit(store -> {
            assertThat(store.jamCodeRedemptions().find(new JamCodeRedemptionId(anId())))
                    .isEmpty();
            assertThat(store.jamCodeRedemptions().hasRedeemed(account.id(), code.id()))
                    .isFalse();
            assertThat(store.jamCodeRedemptions().findByAccount(account.id())).isEmpty();
        });
    }

    @Test
    default void anAccountHasRedeemedWhatItHasRedeemed() {
        Account alpha = addedAccount("Alpha");
        Account beta = addedAccount("Beta");
        JamCode one = addedCode("ONE");
        JamCode two = addedCode("TWO");
        add(redemption(one, alpha, NOON));
        add(redemption(two, beta, NOON));

        assertThat(hasRedeemed(alpha.id(), one.id())).isTrue();
        assertThat(hasRedeemed(alpha.id(), two.id())).isFalse();
        assertThat(hasRedeemed(beta.id(), one.id())).isFalse();
        assertThat(hasRedeemed(beta.id(), two.id())).isTrue();
    }

    private boolean hasRedeemed(AccountId account, JamCodeId code) {
        return ask(store -> store.jamCodeRedemptions().hasRedeemed(account, code));
    }

    @Test
    default void whatATransactionRedeemsItSees() {
        Account account = addedAccount("Alpha");
        JamCode code = addedCode("ALPHA");
        JamCodeRedemption redemption = redemption(code, account, NOON);

        commit(store -> {
            assertThat(store.jamCodes().find(code.id())).isPresent();
            store.jamCodeRedemptions().add(redemption);
            assertThat(store.jamCodeRedemptions().find(redemption.id())).contains(redemption);
            assertThat(store.jamCodeRedemptions().hasRedeemed(account.id(), code.id()))
                    .isTrue();
            assertThat(store.jamCodeRedemptions().findByAccount(account.id())).containsExactly(redemption);
            assertThat(store.jamCodes().claimUse(code)).isTrue();
        });
    }

    @Test
    default void theRedemptionsOfAnAccountComeOldestFirst() {
        Account account = addedAccount("Alpha");
        JamCodeRedemption second = redemption(addedCode("ONE"), account, NOON.plusNanos(1_000));
        JamCodeRedemption fourth = redemption(addedCode("TWO"), account, NOON.plusSeconds(9));
        JamCodeRedemption first = redemption(addedCode("THREE"), account, NOON);
        JamCodeRedemption third = redemption(addedCode("FOUR"), account, NOON.plusSeconds(1));
        JamCode one = look(store -> store.jamCodes().find(second.jamCodeId())).orElseThrow();
        List.of(second, redemption(one, addedAccount("Beta"), NOON), fourth, first, third)
                .forEach(this::add);

        assertThat(list(store -> store.jamCodeRedemptions().findByAccount(account.id())))
                .containsExactly(first, second, third, fourth);
    }

    @Test
    default void aSecondRedemptionOfOneCodeByOneAccountIsRefused() {
        Account account = addedAccount("Alpha");
        JamCode code = addedCode("ALPHA");
        JamCodeRedemption first = redemption(code, account, NOON);
        add(first);

        Duplicates.assertDuplicate(UniqueRule.REDEMPTION, () -> add(redemption(code, account, NOON.plusSeconds(1))));

        assertThat(list(store -> store.jamCodeRedemptions().findByAccount(account.id())))
                .containsExactly(first);
        assertThat(uses(code)).isEqualTo(1);
    }

    @Test
    default void anIdGivenTwiceToRedemptionsIsRefused() {
        JamCode code = addedCode("ALPHA");
        JamCodeRedemption first = redemption(code, addedAccount("Alpha"), NOON);
        add(first);
        Account beta = addedAccount("Beta");

        Duplicates.assertDuplicate(
                UniqueRule.ID,
                () -> add(new JamCodeRedemption(first.id(), code.id(), beta.id(), Attributes.EMPTY, NOON, null)));
    }

    @Test
    default void aRedemptionOfALostTransactionLeavesNothing() {
        Account account = addedAccount("Alpha");
        JamCode code = addedCode("ALPHA");
        Rival<Boolean> waiting = new Rival<>(() -> {
            add(redemption(code, account, NOON));
            return true;
        });

        assertThatThrownBy(() -> commit(store -> {
                    JamCode found = store.jamCodes().find(code.id()).orElseThrow();
                    store.jamCodeRedemptions().add(redemption(code, account, NOON));
                    assertThat(store.jamCodes().claimUse(found)).isTrue();
                    waiting.act();
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(waiting.result()).isTrue();
        assertThat(list(store -> store.jamCodeRedemptions().findByAccount(account.id())))
                .hasSize(1);
        assertThat(uses(code)).isEqualTo(1);
    }

    private int uses(JamCode code) {
        return look(store -> store.jamCodes().find(code.id()))
                .orElseThrow()
                .usage()
                .currentUses();
    }

    @RaceTest(value = "redemptions of one code by one account", runners = 20)
    default void ofTwentyRedemptionsOfOneCodeByOneAccountAtOnceOneIsAdded() {
        Account account = addedAccount("Alpha");
        JamCode code = addedCode("ALPHA");

        List<Optional<UniqueRule>> outcomes = race(20, number -> store -> {
            JamCode found = store.jamCodes().find(code.id()).orElseThrow();
            store.jamCodeRedemptions().add(redemption(found, account, NOON.plusSeconds(number)));
            assertThat(store.jamCodes().claimUse(found)).isTrue();
        });

        StoreContract.assertOneWinner(outcomes, UniqueRule.REDEMPTION);
        assertThat(list(store -> store.jamCodeRedemptions().findByAccount(account.id())))
                .hasSize(1);
        assertThat(uses(code)).isEqualTo(1);
    }

    @RaceTest(value = "redemptions of one code by four accounts", runners = 40)
    default void eachOfFourAccountsRedeemsOnceHoweverOftenTheyTryAtOnce() {
        List<Account> accounts =
                List.of(addedAccount("Alpha"), addedAccount("Beta"), addedAccount("Gamma"), addedAccount("Delta"));
        JamCode code = addedCode("ALPHA");

        List<Optional<UniqueRule>> outcomes = race(40, number -> store -> {
            JamCode found = store.jamCodes().find(code.id()).orElseThrow();
            store.jamCodeRedemptions().add(redemption(found, accounts.get(number % 4), NOON));
            assertThat(store.jamCodes().claimUse(found)).isTrue();
        });

        assertThat(Collections.frequency(outcomes, Optional.empty())).isEqualTo(4);
        assertThat(uses(code)).isEqualTo(4);
        assertThat(accounts)
                .allSatisfy(account ->
                        assertThat(hasRedeemed(account.id(), code.id())).isTrue());
    }
}
