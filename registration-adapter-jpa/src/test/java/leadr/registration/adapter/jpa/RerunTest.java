package leadr.registration.adapter.jpa;

import static leadr.registration.application.testkit.Fixtures.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.account.Account;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Work that lost against another transaction is run again; other work is not. */
class RerunTest {
    private static final List<TestDatabase> DATABASES = List.of(new H2Database(), new PostgresDatabase(2));

    private final AtomicInteger runs = new AtomicInteger();

    static List<TestDatabase> databases() {
        return DATABASES;
    }

    @AfterAll
    static void close() {
        DATABASES.forEach(TestDatabase::close);
    }

    @BeforeEach
    void empty() throws Exception {
        for (TestDatabase database : DATABASES) {
            database.empty();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void twoThatLockTwoRowsInOppositeOrderBothEndWell(TestDatabase database) {
        Transactions transactions = database.transactions();
        Account one = account("One");
        Account two = account("Two");
        add(transactions, one);
        add(transactions, two);
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);

        List<Boolean> done = Race.of(2, number -> {
            Account first = number == 0 ? one : two;
            Account second = number == 0 ? two : one;
            AtomicInteger ownRuns = new AtomicInteger();
            return () -> transactions.run(store -> {
                runs.incrementAndGet();
                boolean locked = store.accounts().findForUpdate(first.id()).isPresent();
                if (ownRuns.incrementAndGet() == 1) {
                    await(bothHoldOne);
                }
                return locked && store.accounts().findForUpdate(second.id()).isPresent();
            });
        });

        assertThat(done).containsExactly(true, true);
        assertThat(runs.get()).as("one of them ran again").isGreaterThan(2);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void workThatAlwaysLosesIsGivenUp(TestDatabase database) {
        Rerun lost = new Rerun("somebody else was faster");

        assertThatThrownBy(() -> database.transactions().<Boolean>run(store -> {
                    runs.incrementAndGet();
                    throw lost;
                }))
                .isInstanceOf(StoreUnavailable.class)
                .hasCause(lost);

        assertThat(runs.get()).isEqualTo(JpaTransactions.MOST_RUNS);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void aRunThatIsLostLeavesNothing(TestDatabase database) {
        Transactions transactions = database.transactions();
        Account lost = account("Lost");
        Account kept = account("Kept");

        boolean done = transactions.run(store -> {
            if (runs.incrementAndGet() < JpaTransactions.MOST_RUNS) {
                store.accounts().add(lost);
                throw new Rerun("somebody else was faster");
            }
            store.accounts().add(kept);
            return true;
        });

        assertThat(done).isTrue();
        assertThat(isThere(transactions, lost)).isFalse();
        assertThat(isThere(transactions, kept)).isTrue();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void aThreadThatIsToStopDoesNotRunAgain(TestDatabase database) {
        try {
            assertThatThrownBy(() -> database.transactions().<Boolean>run(store -> {
                        runs.incrementAndGet();
                        Thread.currentThread().interrupt();
                        throw new Rerun("somebody else was faster");
                    }))
                    .isInstanceOf(StoreUnavailable.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(runs.get()).isEqualTo(1);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void aDuplicateAndABugAreNotRunAgain(TestDatabase database) {
        Transactions transactions = database.transactions();
        Account taken = account("Taken");
        add(transactions, taken);

        assertThatThrownBy(() -> transactions.<Boolean>run(store -> {
                    runs.incrementAndGet();
                    store.accounts().add(taken);
                    return true;
                }))
                .isInstanceOf(DuplicateKey.class);
        assertThatThrownBy(() -> transactions.<Boolean>run(store -> {
                    runs.incrementAndGet();
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(runs.get()).isEqualTo(2);
    }

    @Test
    void aConflictFoundAtTheCommitIsRunAgain() throws SQLException {
        try (TestDatabase database = new PostgresDatabase()) {
            database.execute("create sequence commits");
            database.execute("""
                    create function conflict() returns trigger language plpgsql as $$ begin
                        if nextval('commits') < 3 then raise exception 'conflict' using errcode = '40001'; end if;
                        return null;
                    end $$
                    """);
            database.execute("""
                    create constraint trigger conflict after insert on accounts deferrable initially deferred
                    for each row execute function conflict()
                    """);
            Account account = account("At Last");

            boolean added = database.transactions().run(store -> {
                runs.incrementAndGet();
                store.accounts().add(account);
                return true;
            });

            assertThat(added).isTrue();
            assertThat(runs.get()).isEqualTo(3);
            assertThat(isThere(database.transactions(), account)).isTrue();
        }
    }

    @Test
    void aLockThatIsNotToBeHadInTimeIsAnOutageAndNotRunAgain() throws SQLException {
        PersistenceSettings patient = PersistenceSettings.h2Memory("locked");
        PersistenceSettings impatient = new PersistenceSettings(
                patient.jdbcUrl().replace("LOCK_TIMEOUT=10000", "LOCK_TIMEOUT=100"),
                patient.user(),
                null,
                2,
                patient.poolWait());
        try (JpaPersistence h2 = JpaPersistence.open(impatient);
                TestDatabase postgres = new PostgresDatabase()) {
            for (JpaPersistence persistence : List.of(h2, postgres.persistence())) {
                Account account = account("Held");
                add(persistence.transactions(), account);
                try (Connection other = persistence.dataSource().getConnection();
                        Statement statement = other.createStatement()) {
                    statement.execute("update accounts set name = 'Changed'");
                    runs.set(0);

                    assertThatThrownBy(() -> persistence.transactions().<Boolean>run(store -> {
                                runs.incrementAndGet();
                                return store.accounts()
                                        .findForUpdate(account.id())
                                        .isPresent();
                            }))
                            .isInstanceOf(StoreUnavailable.class);

                    assertThat(runs.get()).isEqualTo(1);
                    other.rollback();
                }
            }
        }
    }

    private static void add(Transactions transactions, Account account) {
        boolean added = transactions.run(store -> {
            store.accounts().add(account);
            return true;
        });
        assertThat(added).isTrue();
    }

    private static boolean isThere(Transactions transactions, Account account) {
        return transactions.run(store -> store.accounts().find(account.id()).isPresent());
    }

    private static void await(CyclicBarrier barrier) {
        try {
            int unused = barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }
}
