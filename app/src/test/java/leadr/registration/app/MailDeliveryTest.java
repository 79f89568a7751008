package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import leadr.registration.application.mail.DeliverPendingMail;
import leadr.registration.application.mail.MailSender;
import leadr.registration.application.mail.MailSender.Delivery;
import leadr.registration.application.mail.MailSender.Outcome;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time passes here, because the schedule is real; nothing waits longer than until what it waits for has happened. */
@Timeout(30)
class MailDeliveryTest {
    private final Bench bench = new Bench();
    private final CompletableFuture<Thread> delivered = new CompletableFuture<>();
    private final MailSender sender = (id, to, content) -> {
        assertThat(delivered.complete(Thread.currentThread())).isTrue();
        return new Delivery(Outcome.SENT, "250 ok");
    };

    private MailDelivery start(Transactions transactions, MailSender to) {
        return start(transactions, to, 1);
    }

    private MailDelivery start(Transactions transactions, MailSender to, int workers) {
        return MailDelivery.start(
                new DeliverPendingMail(transactions, to, bench.cipher, bench.ids, bench.clock), workers);
    }

    private void queueAMail() {
        OutgoingMail mail = bench.mails.addressKnown(EmailAddress.of("ada@example.com"), Fixtures.NOON);
        bench.in(store -> store.outbox().add(mail));
    }

    private Thread worker() throws InterruptedException, ExecutionException, TimeoutException {
        return delivered.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aMailQueuedBeforeTheStartIsDelivered() throws Exception {
        queueAMail();

        try (MailDelivery delivery = start(bench.store, sender)) {
            assertThat(delivery).isNotNull();
            assertThat(worker().getName()).isEqualTo("mail-delivery-1");
            assertThat(worker().isDaemon()).isTrue();
        }

        assertThat(bench.store.mails()).extracting(OutgoingMail::state).containsExactly(MailState.SENT);
    }

    @Test
    void aMailQueuedAfterAnIdleTurnIsDelivered() throws Exception {
        CountDownLatch idleTurns = new CountDownLatch(2);
        Transactions watched = new Transactions() {
            @Override
            public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
                idleTurns.countDown();
                return bench.store.run(work);
            }
        };

        try (MailDelivery delivery = start(watched, sender)) {
            assertThat(delivery).isNotNull();
            assertThat(idleTurns.await(20, TimeUnit.SECONDS)).isTrue();
            queueAMail();
            assertThat(worker()).isNotNull();
        }
    }

    @Test
    void asManyMailsAreSentAtOnceAsThereAreWorkers() throws Exception {
        queueAMail();
        queueAMail();
        queueAMail();
        CyclicBarrier threeAtOnce = new CyclicBarrier(3);
        CountDownLatch sent = new CountDownLatch(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        MailSender slow = (id, to, content) -> {
            try {
                assertThat(threeAtOnce.await(20, TimeUnit.SECONDS)).isNotNegative();
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                throw new AssertionError("the others do not come", alone);
            }
            assertThat(threads.add(Thread.currentThread())).isTrue();
            sent.countDown();
            return new Delivery(Outcome.SENT, "250 ok");
        };

        try (MailDelivery delivery = start(bench.store, slow, 3)) {
            assertThat(delivery).isNotNull();
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(bench.store.mails()).extracting(OutgoingMail::state).containsOnly(MailState.SENT);
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void withoutWorkersThereIsNoThreadThatDelivers() {
        queueAMail();
        List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());

        try (MailDelivery none = start(bench.store, sender, 0)) {
            assertThat(none).isNotNull();
            // A worker's thread begins with its schedule, before its first turn.
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("mail-delivery"));
        }

        assertThat(bench.store.mails()).extracting(OutgoingMail::state).containsExactly(MailState.QUEUED);
    }

    @Test
    void aFailureOfTheStoreDoesNotEndTheSchedule() throws Exception {
        queueAMail();
        AtomicInteger turns = new AtomicInteger();
        Transactions flaky = new Transactions() {
            @Override
            public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
                switch (turns.incrementAndGet()) {
                    case 1 -> throw new StoreUnavailable("away", new java.sql.SQLException("away"));
                    case 2 -> throw new IllegalStateException("a bug");
                    default -> {
                        return bench.store.run(work);
                    }
                }
            }
        };

        try (MailDelivery delivery = start(flaky, sender)) {
            assertThat(delivery).isNotNull();
            assertThat(worker()).isNotNull();
        }

        assertThat(turns).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void closingEndsTheThread() throws Exception {
        queueAMail();
        MailDelivery delivery = start(bench.store, sender);
        Thread worker = worker();

        delivery.close();
        delivery.close();

        worker.join(10_000);
        assertThat(worker.isAlive()).isFalse();
    }

    @Test
    void closingInterruptsASenderThatDoesNotFinishAndBeginsNoFurtherMail() throws Exception {
        queueAMail();
        queueAMail();
        AtomicInteger begun = new AtomicInteger();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        MailSender stuck = (id, to, content) -> {
            begun.incrementAndGet();
            Delivery never = sender.send(id, to, content);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException hurried) {
                assertThat(interrupted.complete(true)).isTrue();
            }
            return never;
        };
        MailDelivery delivery = start(bench.store, stuck);
        Thread worker = worker();

        delivery.close();

        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        worker.join(10_000);
        assertThat(worker.isAlive()).isFalse();
        assertThat(begun).hasValue(1);
    }
}
