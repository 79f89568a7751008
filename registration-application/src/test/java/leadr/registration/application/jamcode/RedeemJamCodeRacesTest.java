package leadr.registration.application.jamcode;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.jamCode;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.jamcode.RedeemJamCode.Command;
import leadr.registration.application.jamcode.RedeemJamCode.Reason;
import leadr.registration.application.jamcode.RedeemJamCode.Redeemed;
import leadr.registration.application.jamcode.RedeemJamCode.Refused;
import leadr.registration.application.jamcode.RedeemJamCode.Result;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.UsageLimit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedeemJamCodeRacesTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");

    private final Bench bench = new Bench();

    /** Owners of as many accounts. */
    private List<Caller> callers(int count) {
        List<Account> accounts = IntStream.range(0, count)
                .mapToObj(number -> Fixtures.account("Team " + number))
                .toList();
        List<User> users = accounts.stream()
                .map(account -> Fixtures.owner(account, account.slug().value() + "@example.org"))
                .toList();
        bench.in(store -> {
            accounts.forEach(store.accounts()::add);
            users.forEach(store.users()::add);
        });
        return IntStream.range(0, count)
                .mapToObj(number -> new Caller(users.get(number), accounts.get(number), new ApiKeyId(anId())))
                .toList();
    }

    private Result redeem(Caller caller, @Nullable String key) {
        return bench.redeemJamCode(bench.store)
                .execute(new Command(
                        caller, "SPRING", Attributes.EMPTY, key == null ? null : new IdempotencyKey(key), ORIGIN));
    }

    private JamCode stored() {
        return bench.store.jamCodes().get(0);
    }

    @Test
    void ofTwoHundredAccountsAtOnceAsManyRedeemAsTheCodeAllows() {
        bench.add(jamCode("SPRING", 10));
        List<Caller> callers = callers(200);

        List<Result> results = Race.of(200, number -> () -> redeem(callers.get(number), "key"));

        assertThat(results).filteredOn(Redeemed.class::isInstance).hasSize(10);
        assertThat(Collections.frequency(results, new Refused(Reason.USED_UP))).isEqualTo(190);
        assertThat(stored().usage()).isEqualTo(new UsageLimit(10, 10));
        assertThat(bench.store.jamCodeRedemptions()).hasSize(10);
        assertThat(bench.store.idempotentRequests()).hasSize(10);
    }

    @Test
    void ofTwentyRepeatsAtOnceOneRedeems() {
        bench.add(jamCode("SPRING", 10));
        Caller caller = callers(1).get(0);

        List<Result> results = Race.of(20, number -> () -> redeem(caller, "key"));

        assertThat(bench.store.jamCodeRedemptions()).hasSize(1);
        assertThat(results)
                .containsOnlyOnce(new Redeemed(bench.store.jamCodeRedemptions().get(0), false));
        assertThat(Collections.frequency(
                        results, new Redeemed(bench.store.jamCodeRedemptions().get(0), true)))
                .isEqualTo(19);
        assertThat(stored().usage()).isEqualTo(new UsageLimit(10, 1));
    }

    @Test
    void ofTwentyRequestsOfOneAccountAtOnceOneRedeems() {
        bench.add(jamCode("SPRING", 10));
        Caller caller = callers(1).get(0);

        List<Result> results = Race.of(20, number -> () -> redeem(caller, number % 2 == 0 ? null : "key-" + number));

        assertThat(results).filteredOn(Redeemed.class::isInstance).hasSize(1);
        assertThat(Collections.frequency(results, new Refused(Reason.ALREADY_REDEEMED)))
                .isEqualTo(19);
        assertThat(stored().usage()).isEqualTo(new UsageLimit(10, 1));
    }

    @Test
    void whileAnAdminChangesTheCodeNeitherAUseNorTheChangeIsLost() {
        JamCode code = bench.add(jamCode("SPRING", 10));
        List<Caller> callers = callers(60);
        Superadmin admin = bench.superadmin();

        List<Boolean> redeemed = Race.of(61, number -> () -> {
            if (number < 60) {
                return redeem(callers.get(number), null) instanceof Redeemed;
            }
            return bench.jamCodes()
                            .update()
                            .execute(new UpdateJamCode.Command(
                                    admin,
                                    code.id(),
                                    "Summer",
                                    null,
                                    Change.to(30),
                                    null,
                                    Change.to(NOON.plusSeconds(60)),
                                    ORIGIN))
                    instanceof UpdateJamCode.Refused;
        });

        int uses = Collections.frequency(redeemed, true);
        assertThat(uses).isBetween(10, 30);
        assertThat(bench.store.jamCodeRedemptions()).hasSize(uses);
        assertThat(stored().usage()).isEqualTo(new UsageLimit(30, uses));
        assertThat(stored().description()).isEqualTo("Summer");
        assertThat(stored().expiresAt()).isEqualTo(NOON.plusSeconds(60));
    }
}
