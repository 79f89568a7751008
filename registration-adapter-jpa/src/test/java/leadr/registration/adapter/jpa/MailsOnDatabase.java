package leadr.registration.adapter.jpa;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.mail;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import leadr.registration.application.mail.DeliverPendingMail;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.MailSender;
import leadr.registration.application.mail.MailTemplates;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Race;
import leadr.registration.application.testkit.SettableClock;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery by several workers on two nodes. */
abstract class MailsOnDatabase {
    private static final int MAILS = 200;
    private static final int WORKERS = 4;

    private final TestDatabase database;

    MailsOnDatabase(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    final Transactions node(int number) {
        return database.nodes().get(number % database.nodes().size()).transactions();
    }

    final void commit(Consumer<RegistrationStore> work) {
        assertThat(node(0).<Boolean>run(store -> {
                    work.accept(store);
                    return true;
                }))
                .isTrue();
    }

    /** Nobody goes on before all of them have a mail of their own: so they do work at the same time. */
    @Test
    void eachOfManyMailsIsHandedOverOnceByWorkersOnTwoNodes() throws SQLException {
        TextCipher cipher = new TextCipher(Fixtures.KEYS, Fixtures.SECRETS, "mail");
        SettableClock clock = new SettableClock(NOON);
        IdGenerator ids = IdGenerator.timeOrdered(clock, Fixtures.SECRETS);
        MailComposer composer = new MailComposer("LEADR", "http://localhost", MailTemplates.builtIn(), cipher, ids);
        List<OutgoingMail> mails = IntStream.range(0, MAILS)
                .mapToObj(number -> composer.addressKnown(EmailAddress.of("ann" + number + "@example.org"), NOON))
                .toList();
        commit(store -> mails.forEach(mail -> store.outbox().add(mail)));
        List<UUID> handedOver = new CopyOnWriteArrayList<>();
        CyclicBarrier allHaveOne = new CyclicBarrier(WORKERS);
        MailSender sender = (id, to, content) -> {
            handedOver.add(id);
            try {
                assertThat(allHaveOne.await(20, TimeUnit.SECONDS)).isNotNegative();
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                throw new AssertionError("another worker found no mail", alone);
            }
            return new MailSender.Delivery(MailSender.Outcome.SENT, "250 ok");
        };

        List<Integer> tried = Race.of(WORKERS, number -> {
            DeliverPendingMail worker = new DeliverPendingMail(node(number), sender, cipher, ids, clock);
            return () -> worker.execute(MAILS);
        });

        assertThat(tried).containsOnly(MAILS / WORKERS);
        assertThat(handedOver)
                .containsExactlyInAnyOrderElementsOf(
                        mails.stream().map(OutgoingMail::id).toList());
        assertThat(database.query("select count(*) from mails where state = 'SENT' and attempts = 1 and lease is null"))
                .containsExactly("" + MAILS);
    }

    @Test
    void whoLooksWhileAnotherIsAboutToTakeAMailGetsTheNext() {
        OutgoingMail first = mail("first@example.org", NOON);
        OutgoingMail second = mail("second@example.org", NOON.plusSeconds(1));
        commit(store -> {
            store.outbox().add(first);
            store.outbox().add(second);
        });

        commit(store -> {
            assertThat(claim(store)).contains(first);
            assertThat(CompletableFuture.supplyAsync(() -> node(1).run(MailsOnDatabase::claim))
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join())
                    .contains(second);
        });
    }

    private static Optional<OutgoingMail> claim(RegistrationStore store) {
        return store.outbox().claim(anId(), NOON, Duration.ofHours(1));
    }
}
