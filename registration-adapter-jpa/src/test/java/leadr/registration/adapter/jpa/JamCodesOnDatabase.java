package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.jamcode.Change;
import leadr.registration.application.jamcode.RedeemJamCode;
import leadr.registration.application.jamcode.RedeemJamCode.Redeemed;
import leadr.registration.application.jamcode.UpdateJamCode;
import leadr.registration.application.jamcode.UpdateJamCode.Updated;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.secret.PlainSecret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Jam codes under load, from two nodes over one database. */
abstract class JamCodesOnDatabase {
    private final TestDatabase database;
    private final UseCases on;

    JamCodesOnDatabase(TestDatabase database) {
        this.database = database;
        this.on = new UseCases(database.transactions());
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    private int count(String from) throws SQLException {
        return Integer.parseInt(database.query("select count(*) from " + from).get(0));
    }

    private int uses() throws SQLException {
        return Integer.parseInt(
                database.query("select sum(uses) from jam_code_stripes").get(0));
    }

    private List<Caller> owners(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> on.owner("Team " + number))
                .toList();
    }

    @Test
    void ofTwoHundredAccountsThatRedeemACodeForTenAtOnceTenGetIt() throws SQLException {
        on.jamCode(on.superadmin(), "JAM10", 10, Attributes.EMPTY);
        List<Caller> owners = owners(200);

        List<RedeemJamCode.Result> results = Race.of(200, number -> () -> on.redeem(owners.get(number), "jam10"));

        assertThat(results).filteredOn(Redeemed.class::isInstance).hasSize(10);
        assertThat(results)
                .filteredOn(new RedeemJamCode.Refused(RedeemJamCode.Reason.USED_UP)::equals)
                .hasSize(190);
        assertThat(count("jam_code_redemptions")).isEqualTo(10);
        assertThat(uses()).isEqualTo(10);
    }

    @Test
    void ofTwoHundredAccountsThatRedeemACodeForAHundredAtOnceAHundredGetIt() throws SQLException {
        on.jamCode(on.superadmin(), "JAM100", 100, Attributes.EMPTY);
        List<Caller> owners = owners(200);

        List<RedeemJamCode.Result> results = Race.of(200, number -> () -> on.redeem(owners.get(number), "jam100"));

        assertThat(results).filteredOn(Redeemed.class::isInstance).hasSize(100);
        assertThat(count("jam_code_redemptions")).isEqualTo(100);
        assertThat(uses()).isEqualTo(100);
    }

    @Test
    void ofFiftyRegistrationsWithACodeForTenTenSucceedAndTheOthersLeaveNothing() throws SQLException {
        on.jamCode(on.superadmin(), "LAUNCH", 10, Attributes.EMPTY);
        List<PlainSecret> proved = IntStream.range(0, 50)
                .mapToObj(number -> on.tokenFor("maker" + number + "@example.com"))
                .toList();

        List<CompleteRegistration.Result> results =
                Race.of(50, number -> () -> on.complete(proved.get(number), "Team " + number, "launch", null));

        assertThat(results)
                .filteredOn(Completed.class::isInstance)
                .hasSize(10)
                .allSatisfy(
                        result -> assertThat(((Completed) result).redemption()).isNotNull());
        assertThat(results)
                .filteredOn(
                        new CompleteRegistration.Refused(CompleteRegistration.Reason.JAM_CODE_INVALID, null)::equals)
                .hasSize(40);
        assertThat(List.of(count("jam_code_redemptions"), uses(), count("api_keys"), count("mails")))
                .containsOnly(10);
        assertThat(count("accounts")).as("with the operators'").isEqualTo(11);
        assertThat(count("verification_codes where consumed_at is not null")).isEqualTo(10);
    }

    @Test
    void oneAccountThatRedeemsTwentyTimesAtOnceGetsItOnce() throws SQLException {
        on.jamCode(on.superadmin(), "ONCE", null, Attributes.EMPTY);
        Caller owner = on.owner("Team");

        List<RedeemJamCode.Result> results = Race.of(20, number -> () -> on.redeem(owner, "once"));

        assertThat(results).filteredOn(Redeemed.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(new RedeemJamCode.Refused(RedeemJamCode.Reason.ALREADY_REDEEMED)::equals)
                .hasSize(19);
        assertThat(List.of(count("jam_code_redemptions"), uses())).containsOnly(1);
    }

    @Test
    void noChangeOfAnAdminIsLostToRedemptionsAndNoRedemptionIsLostToAChange() throws SQLException {
        Superadmin admin = on.superadmin();
        JamCode code = on.jamCode(admin, "BUSY", 100, Attributes.of(Map.of("edition", 0)));
        List<Caller> owners = owners(40);
        AtomicInteger edition = new AtomicInteger();

        List<Object> results = Race.of(50, number -> () -> {
            if (number < 40) {
                return on.redeem(owners.get(number), "busy");
            }
            return update(admin, code, edition.incrementAndGet(), 100 + number);
        });

        assertThat(results).filteredOn(Redeemed.class::isInstance).hasSize(40);
        assertThat(results).filteredOn(Updated.class::isInstance).hasSize(10);
        assertThat(List.of(count("jam_code_redemptions"), uses())).containsOnly(40);
        // The moment a change was answered it holds: no redemption has features that were never there.
        assertThat(database.query("select distinct meta from jam_code_redemptions"))
                .allMatch(meta -> meta.matches("\\{\"edition\":(?:10|\\d)}"));
        assertThat(database.query("select sum(capacity) - (select max_uses from jam_codes) from jam_code_stripes"))
                .containsExactly("0");
        assertThat(database.query("select distinct revision from jam_code_stripes"))
                .containsExactly("10");
    }

    private UpdateJamCode.Result update(Superadmin admin, JamCode code, int edition, @Nullable Integer maxUses) {
        return on.updateJamCode.execute(new UpdateJamCode.Command(
                admin,
                code.id(),
                null,
                Attributes.of(Map.of("edition", edition)),
                maxUses == null ? Change.clear() : Change.to(maxUses),
                null,
                Change.none(),
                Fixtures.from("192.0.2.1")));
    }

    @Test
    void aCodeThatWasSwitchedOffIsNotRedeemedByThoseWhoFoundItBefore() throws SQLException {
        Superadmin admin = on.superadmin();
        JamCode code = on.jamCode(admin, "OFF", null, Attributes.EMPTY);
        Caller owner = on.owner("Team");

        RedeemJamCode.Result late = new UseCases(new Interrupted(
                        database.transactions(),
                        () -> assertThat(on.updateJamCode.execute(new UpdateJamCode.Command(
                                        admin,
                                        code.id(),
                                        null,
                                        null,
                                        Change.none(),
                                        false,
                                        Change.none(),
                                        Fixtures.from("192.0.2.1"))))
                                .isInstanceOf(Updated.class)))
                .redeem(owner, "off");

        assertThat(late).isEqualTo(new RedeemJamCode.Refused(RedeemJamCode.Reason.INACTIVE));
        assertThat(List.of(count("jam_code_redemptions"), uses())).containsOnly(0);
    }

    @Test
    void whatARedemptionGetsIsOfOneMomentAlsoWhenAChangeComesBetween() {
        Superadmin admin = on.superadmin();
        JamCode code = on.jamCode(admin, "MOMENT", null, Attributes.of(Map.of("edition", 1)));
        Caller owner = on.owner("Team");

        RedeemJamCode.Result result = new UseCases(new Interrupted(
                        database.transactions(),
                        () -> assertThat(update(admin, code, 2, null)).isInstanceOf(Updated.class)))
                .redeem(owner, "moment");

        assertThat(((Redeemed) result).redemption().meta("edition", 0)).isEqualTo(2);
    }

    /** Else a database ends one of them after a second, at the very moment when everybody comes for the last use. */
    @RepeatedTest(10)
    void whoWaitsForTheLastUseAndWhoChangesTheCodeDoNotWaitForEachOther() throws SQLException {
        Superadmin admin = on.superadmin();
        JamCode code = on.jamCode(admin, "TWO", 2, Attributes.EMPTY);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger changes = new AtomicInteger();

        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(JpaTransactions.class);
        Level before = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(log);
        log.start();

        List<Boolean> results = Race.of(3, number -> () -> {
            if (number == 0) {
                return claimed(code, () -> {
                    taken.countDown();
                    // Long enough for the others to begin to wait.
                    assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
                });
            }
            taken.await();
            return number == 1
                    ? claimed(code, () -> {})
                    : database.transactions().run(store -> {
                        JamCode found =
                                store.jamCodes().findForUpdate(code.id()).orElseThrow();
                        store.jamCodes().update(found.describe("Changed", on.clock.instant()));
                        return changes.incrementAndGet() > 0;
                    });
        });

        logger.detachAppender(log);
        logger.setLevel(before);
        assertThat(results).containsOnly(true);
        assertThat(changes).as("the change was not made twice").hasValue(1);
        assertThat(log.list)
                .as("who decided on the code as it was may decide again, but nobody was ended by the database")
                .extracting(ILoggingEvent::getFormattedMessage)
                .allMatch(line -> line.endsWith("the jam code has changed since it was found"));
        assertThat(uses()).isEqualTo(2);
    }

    private boolean claimed(JamCode code, ThrowingRunnable before) {
        return database.transactions().run(store -> {
            boolean claimed =
                    store.jamCodes().claimUse(store.jamCodes().find(code.id()).orElseThrow());
            try {
                before.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError(stopped);
            }
            return claimed;
        });
    }

    /** What happens between a claim and its commit. */
    @FunctionalInterface
    private interface ThrowingRunnable {
        void run() throws InterruptedException;
    }

    @Test
    void aRegistrationTakesThreeStatementsMoreWithAJamCode() {
        on.jamCode(on.superadmin(), "COUNT", 1000, Attributes.EMPTY);
        PlainSecret without = on.tokenFor("a@example.com");
        PlainSecret with = on.tokenFor("b@example.com");

        database.drainStatements();
        assertThat(on.complete(without, "Without", null, "key-1")).isInstanceOf(Completed.class);
        int statements = database.drainStatements().size();
        assertThat(on.complete(with, "With", "count", "key-2")).isInstanceOf(Completed.class);
        assertThat(database.drainStatements()).hasSize(statements + 3);
    }

    @Test
    void theCounterIsTheLastStatementOfARedemption() {
        on.jamCode(on.superadmin(), "LAST", null, Attributes.EMPTY);
        PlainSecret token = on.tokenFor("a@example.com");
        Caller owner = on.owner("Owner");

        database.drainStatements();
        assertThat(on.complete(token, "Last", "last", null)).isInstanceOf(Completed.class);
        assertThat(last(database.drainStatements())).startsWith("update jam_code_stripes");
        assertThat(on.redeem(owner, "last")).isInstanceOf(Redeemed.class);
        assertThat(last(database.drainStatements())).startsWith("update jam_code_stripes");
    }

    private static String last(List<String> statements) {
        return statements.get(statements.size() - 1);
    }

    @Test
    void redemptionsOfOneCodeUseManyRows() throws SQLException {
        on.jamCode(on.superadmin(), "SPREAD", null, Attributes.EMPTY);

        owners(60).forEach(owner -> assertThat(on.redeem(owner, "spread")).isInstanceOf(Redeemed.class));

        assertThat(Set.copyOf(database.query("select stripe from jam_code_stripes where uses > 0")))
                .hasSizeGreaterThan(15);
    }
}
