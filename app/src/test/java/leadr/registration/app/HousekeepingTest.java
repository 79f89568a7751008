package leadr.registration.app;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import leadr.registration.application.housekeeping.PurgeExpired;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.verification.VerificationPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time passes here, because the schedule is real; nothing waits longer than until what it waits for has happened. */
@Timeout(30)
class HousekeepingTest {
    private static final Duration RETENTION = Duration.ofDays(1);

    private final Bench bench = new Bench();

    /** More than one batch of old events. */
    private void addOldEvents() {
        bench.in(store -> {
            for (int number = 0; number <= PurgeExpired.BATCH; number++) {
                store.auditLog()
                        .add(new AuditEvent(
                                Fixtures.anId(),
                                NOON,
                                AuditEvent.SYSTEM,
                                AuditAction.VERIFY_CODE,
                                "a***@example.org",
                                AuditEvent.Outcome.DONE,
                                null,
                                Fixtures.from("192.0.2.1"),
                                null));
            }
        });
        bench.clock.advance(RETENTION.plusSeconds(1));
    }

    private Housekeeping start(Transactions transactions) {
        return Housekeeping.start(
                new PurgeExpired(transactions, bench.clock, VerificationPolicy.DEFAULT, RETENTION), Duration.ZERO);
    }

    @Test
    void everythingOldGoesOnAThreadOfItsOwnAndClosingEndsIt() throws Exception {
        addOldEvents();
        CompletableFuture<Thread> seen = new CompletableFuture<>();
        // Two turns with something to do and one with nothing: five kinds each.
        CountDownLatch transactions = new CountDownLatch(15);
        Transactions watched = new Transactions() {
            @Override
            public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
                seen.complete(Thread.currentThread());
                R result = bench.store.run(work);
                transactions.countDown();
                return result;
            }
        };

        try (Housekeeping housekeeping = start(watched)) {
            assertThat(housekeeping).isNotNull();
            assertThat(transactions.await(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(bench.store.auditEvents()).isEmpty();
        Thread thread = seen.join();
        assertThat(thread.getName()).isEqualTo("housekeeping-1");
        assertThat(thread.isDaemon()).isTrue();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void closingBeginsNoFurtherBatch() throws Exception {
        addOldEvents();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        Transactions slow = new Transactions() {
            @Override
            public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
                if (runs.incrementAndGet() == 5) {
                    begun.countDown();
                    try {
                        assertThat(closing.await(20, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException hurried) {
                        throw new AssertionError("closing waits for the batch", hurried);
                    }
                }
                return bench.store.run(work);
            }
        };
        Housekeeping housekeeping = start(slow);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        Thread closer = new Thread(housekeeping::close);
        closer.start();
        while (closer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        closing.countDown();
        closer.join(10_000);

        assertThat(runs).hasValue(5);
        assertThat(bench.store.auditEvents()).hasSize(1);
    }
}
