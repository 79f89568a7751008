package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.jamCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;
import leadr.registration.domain.jamcode.RedemptionVerdict.Redeemed;
import leadr.registration.domain.jamcode.UsageLimit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises of the uses of jam codes: never more than the limit allows, and none lost. */
public interface JamCodeUsesContract extends JamCodesOnStore {
    @Test
    default void aClaimCountsOneUseAndChangesNothingElse() {
        JamCode code =
                added(jamCode("ALPHA", 3).withFeatures(Attributes.of(Map.of("max_games", 5)), NOON.plusSeconds(1)));

        assertThat(claim(code)).isTrue();

        JamCode once = stored(code);
        assertThat(once.usage()).isEqualTo(new UsageLimit(3, 1));
        assertThat(once)
                .isEqualTo(new JamCode(
                        code.id(),
                        code.code(),
                        code.description(),
                        code.features(),
                        new UsageLimit(3, 1),
                        true,
                        null,
                        code.createdAt(),
                        code.updatedAt(),
                        null));
        assertThat(find(store -> store.jamCodes().find(code.code()))).contains(once);
        assertThat(find(store -> store.jamCodes().findForUpdate(code.id()))).contains(once);
    }

    @Test
    default void theUsesOfJamCodesDoNotMix() {
        JamCode one = added(jamCode("ONE", 2));
        JamCode other = added(jamCode("OTHER", 2));

        assertThat(claimAll(one, 5)).isEqualTo(2);

        assertThat(uses(other)).isZero();
        assertThat(claimAll(other, 5)).isEqualTo(2);
    }

    @Test
    default void exactlyAsManyClaimsSucceedAsTheLimitAllows() {
        for (int limit : new int[] {1, 2, 31, 32, 33, 100}) {
            JamCode code = added(jamCode("LIMIT" + limit, limit));

            assertThat(claimAll(code, limit)).as("limit %s", limit).isEqualTo(limit);
            assertThat(claim(code)).isFalse();
            assertThat(stored(code).usage()).isEqualTo(new UsageLimit(limit, limit));
        }
    }

    @Test
    default void aJamCodeWithoutALimitIsNeverUsedUp() {
        JamCode code = added(jamCode("ALPHA", null));

        assertThat(claimAll(code, 99)).isEqualTo(100);

        assertThat(stored(code).usage()).isEqualTo(new UsageLimit(null, 100));
    }

    @Test
    default void theLargestLimitIsALimitToo() {
        JamCode code = added(jamCode("ALPHA", Integer.MAX_VALUE));

        assertThat(claimAll(code, 49)).isEqualTo(50);

        assertThat(stored(code).usage()).isEqualTo(new UsageLimit(Integer.MAX_VALUE, 50));
    }

    @Test
    default void aRaisedLimitGivesExactlyTheNewUses() {
        JamCode code = added(jamCode("ALPHA", 5));
        assertThat(claimAll(code, 5)).isEqualTo(5);

        limit(code, 6);
        assertThat(claimAll(code, 10)).isEqualTo(1);
        limit(code, 50);
        assertThat(claimAll(code, 100)).isEqualTo(44);

        assertThat(stored(code).usage()).isEqualTo(new UsageLimit(50, 50));
    }

    @Test
    default void aLimitLoweredToTheUsesLeavesNone() {
        JamCode code = added(jamCode("ALPHA", 100));
        assertThat(claimAll(code, 6)).isEqualTo(7);

        limit(code, 7);

        assertThat(claim(code)).isFalse();
        assertThat(stored(code).usage()).isEqualTo(new UsageLimit(7, 7));
    }

    @Test
    default void aLimitThatWasTakenAwayLimitsNothing() {
        JamCode code = added(jamCode("ALPHA", 3));
        assertThat(claimAll(code, 5)).isEqualTo(3);

        limit(code, null);
        assertThat(claimAll(code, 39)).isEqualTo(40);
        assertThat(stored(code).usage()).isEqualTo(new UsageLimit(null, 43));

        limit(code, 45);
        assertThat(claimAll(code, 10)).isEqualTo(2);
        assertThat(stored(code).usage()).isEqualTo(new UsageLimit(45, 45));
    }

    @Test
    default void theSumStaysExactHoweverOftenTheLimitChanges() {
        Random random = new Random(20_260_301);
        for (int walk = 0; walk < 5; walk++) {
            JamCode code = added(jamCode("WALK" + walk, 40));
            @Nullable Integer limit = 40;
            int uses = 0;
            for (int step = 0; step < 40; step++) {
                if (random.nextInt(4) == 0) {
                    limit = random.nextInt(5) == 0 ? null : Math.max(1, uses) + random.nextInt(40);
                    limit(code, limit);
                } else {
                    boolean free = limit == null || uses < limit;
                    assertThat(claim(code)).as("limit %s, uses %s", limit, uses).isEqualTo(free);
                    uses += free ? 1 : 0;
                }
                assertThat(stored(code).usage()).isEqualTo(new UsageLimit(limit, uses));
            }
            limit(code, uses + 35);
            assertThat(claimAll(code, 50)).isEqualTo(35);
            assertThat(stored(code).usage()).isEqualTo(new UsageLimit(uses + 35, uses + 35));
        }
    }

    @Test
    default void anUpdateLeavesTheUsesAsTheyAre() {
        JamCode stale = added(jamCode("ALPHA", 5));
        assertThat(claimAll(stale, 2)).isEqualTo(3);
        Instant later = NOON.plusSeconds(1);

        commit(store -> {
            assertThat(store.jamCodes().findForUpdate(stale.id())).isPresent();
            store.jamCodes().update(stale.describe("With the uses of long ago", later));
        });

        assertThat(stored(stale).description()).isEqualTo("With the uses of long ago");
        assertThat(stored(stale).usage()).isEqualTo(new UsageLimit(5, 3));
        assertThat(claimAll(stale, 5)).isEqualTo(2);
    }

    @Test
    default void aClaimOfALostTransactionIsNotCounted() {
        JamCode code = added(jamCode("ALPHA", 1));

        assertThatThrownBy(() -> commit(store -> {
                    JamCode found = store.jamCodes().find(code.id()).orElseThrow();
                    assertThat(store.jamCodes().claimUse(found)).isTrue();
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(uses(code)).isZero();
        assertThat(claimAll(code, 5)).isEqualTo(1);
    }

    /** Whichever of its uses is the last one. */
    private JamCode addedWithOneUseLeft() {
        JamCode code = added(jamCode("ALPHA", 32));
        for (int use = 1; use < 32; use++) {
            assertThat(claim(code)).isTrue();
        }
        return code;
    }

    @Test
    default void aUseThatMayStillBeGivenBackIsNotUsedUp() {
        JamCode code = addedWithOneUseLeft();
        Rival<Boolean> waiting = new Rival<>(() -> claim(code));

        assertThatThrownBy(() -> commit(store -> {
                    JamCode found = store.jamCodes().find(code.id()).orElseThrow();
                    assertThat(store.jamCodes().claimUse(found)).isTrue();
                    waiting.act();
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(waiting.result()).isTrue();
        assertThat(uses(code)).isEqualTo(32);
    }

    @Test
    default void whoeverWaitsForTheLastUseIsToldWhenItIsGone() {
        JamCode code = addedWithOneUseLeft();
        Rival<Boolean> waiting = new Rival<>(() -> claim(code));

        commit(store -> {
            JamCode found = store.jamCodes().find(code.id()).orElseThrow();
            assertThat(store.jamCodes().claimUse(found)).isTrue();
            waiting.act();
        });

        assertThat(waiting.result()).isFalse();
        assertThat(uses(code)).isEqualTo(32);
    }

    @RaceTest(value = "claims of a jam code with ten uses", runners = 200)
    default void ofTwoHundredClaimsOfTenUsesAtOnceTenSucceed() {
        JamCode code = added(jamCode("ALPHA", 10));

        List<Boolean> claimed = Race.of(200, number -> () -> claim(code));

        assertThat(Collections.frequency(claimed, true)).isEqualTo(10);
        assertThat(stored(code).usage()).isEqualTo(new UsageLimit(10, 10));
    }

    @RaceTest(value = "redemptions of a jam code with ten uses", runners = 200)
    default void ofTwoHundredAccountsThatRedeemTenUsesAtOnceTenGetOne() {
        JamCode code = added(jamCode("ALPHA", 10));
        List<Account> accounts = addedAccounts(200);

        List<Boolean> redeemed = Race.of(200, number -> () -> redeem(code.id(), accounts.get(number)));

        assertThat(Collections.frequency(redeemed, true)).isEqualTo(10);
        assertThat(uses(code)).isEqualTo(10);
        assertThat(redeemers(code.id(), accounts)).isEqualTo(10);
    }

    @RaceTest(value = "claims of a jam code without a limit", runners = 64)
    default void ofSixtyFourClaimsWithoutALimitAtOnceAllSucceed() {
        JamCode code = added(jamCode("ALPHA", null));

        List<Boolean> claimed = Race.of(64, number -> () -> claim(code));

        assertThat(claimed).containsOnly(true);
        assertThat(stored(code).usage()).isEqualTo(new UsageLimit(null, 64));
    }

    @RaceTest(value = "claims against an admin who raises the limit", runners = 61)
    default void claimsAgainstARaiseOfTheLimitGetExactlyTheNewUses() {
        JamCode code = added(jamCode("ALPHA", 10));
        List<Integer> raises = List.of(15, 20, 25, 30);

        List<Boolean> claimed = Race.of(61, number -> () -> {
            if (number == 30) {
                raises.forEach(limit -> limit(code, limit));
                return false;
            }
            return claim(code);
        });

        int early = Collections.frequency(claimed, true);
        int late = claimAll(code, 50);
        assertThat(early + late)
                .as("%s during the raises, %s after them", early, late)
                .isEqualTo(30);
        assertThat(stored(code).usage()).isEqualTo(new UsageLimit(30, 30));
    }

    @RaceTest(value = "redemptions against an admin who switches the code off", runners = 101)
    default void noRedemptionSucceedsOnceTheCodeIsSwitchedOff() {
        JamCode code = added(jamCode("ALPHA", null));
        List<Account> accounts = addedAccounts(100);
        CountDownLatch some = new CountDownLatch(10);
        Instant later = NOON.plusSeconds(1);

        List<Integer> results = Race.of(101, number -> () -> {
            if (number == 100) {
                assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
                return look(store -> {
                    JamCode loaded = store.jamCodes().findForUpdate(code.id()).orElseThrow();
                    store.jamCodes().update(loaded.deactivate(later));
                    return loaded.usage().currentUses();
                });
            }
            boolean redeemed = redeem(code.id(), accounts.get(number));
            some.countDown();
            return redeemed ? 1 : 0;
        });

        // Held for update, the uses are exact: whoever decided before and claims after has to decide again.
        int whenSwitchedOff = results.get(100);
        assertThat(Collections.frequency(results.subList(0, 100), 1)).isEqualTo(whenSwitchedOff);
        assertThat(uses(code)).isEqualTo(whenSwitchedOff);
        assertThat(redeemers(code.id(), accounts)).isEqualTo(whenSwitchedOff);
        assertThat(stored(code).active()).isFalse();
        assertThat(stored(code).updatedAt()).isEqualTo(later);
    }

    @RaceTest(value = "a redemption that has decided, and an admin who switches the code off", runners = 2)
    default void whoHasDecidedDecidesAgainWhenTheCodeIsSwitchedOffBeforeTheClaim() {
        JamCode code = added(jamCode("ALPHA", null));
        Account account = addedAccounts(1).get(0);
        Rival<Integer> admin = new Rival<>(() -> look(store -> {
            JamCode loaded = store.jamCodes().findForUpdate(code.id()).orElseThrow();
            store.jamCodes().update(loaded.deactivate(NOON.plusSeconds(1)));
            return loaded.usage().currentUses();
        }));

        boolean redeemed = Race.<Boolean>of(
                        1,
                        number -> () -> ask(store -> {
                            JamCode found = store.jamCodes().find(code.id()).orElseThrow();
                            boolean allowed = found.redeem(new JamCodeRedemptionId(anId()), account.id(), false, NOON)
                                    instanceof Redeemed;
                            admin.act();
                            return allowed && store.jamCodes().claimUse(found);
                        }))
                .get(0);

        assertThat(admin.result())
                .as("uses when it was switched off")
                .isEqualTo(redeemed ? 1 : 0)
                .isEqualTo(uses(code));
        assertThat(stored(code).active()).isFalse();
    }

    @RaceTest(value = "claims of a jam code against admins who describe it", runners = 40)
    default void neitherAClaimNorAChangeIsLostToTheOther() {
        JamCode code = added(jamCode("ALPHA", 100));

        List<Boolean> done = Race.of(
                40,
                number -> () -> number % 2 == 0
                        ? claim(code)
                        : look(store -> {
                            JamCode loaded =
                                    store.jamCodes().findForUpdate(code.id()).orElseThrow();
                            store.jamCodes().update(loaded.describe(loaded.description() + "!", NOON));
                            return true;
                        }));

        assertThat(done).containsOnly(true);
        assertThat(stored(code).usage()).isEqualTo(new UsageLimit(100, 20));
        assertThat(stored(code).description()).isEqualTo("A jam" + "!".repeat(20));
    }
}
