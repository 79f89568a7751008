package leadr.registration.application.mail;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import leadr.registration.application.mail.MailSender.Delivery;
import leadr.registration.application.mail.MailSender.Outcome;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.application.secret.SealedText;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import org.junit.jupiter.api.Test;

class DeliverPendingMailTest {
    private static final Delivery SENT = new Delivery(Outcome.SENT, "250 ok");
    private static final Delivery LATER = new Delivery(Outcome.TEMPORARY_REFUSAL, "451 later");

    private final Bench bench = new Bench();
    private final List<UUID> handedOver = new CopyOnWriteArrayList<>();

    private int deliver(Delivery answer, int max) {
        return worker((id, to, content) -> answer).execute(max);
    }

    private DeliverPendingMail worker(MailSender sender) {
        return new DeliverPendingMail(
                bench.store,
                (id, to, content) -> {
                    handedOver.add(id);
                    return sender.send(id, to, content);
                },
                bench.cipher,
                bench.ids,
                bench.clock);
    }

    private OutgoingMail queued(String to) {
        OutgoingMail mail =
                bench.mails.welcome(email(to), new AccountName("Alpha"), new Slug("alpha"), bench.clock.instant());
        bench.in(store -> store.outbox().add(mail));
        return mail;
    }

    private OutgoingMail stored(OutgoingMail mail) {
        return bench.store.mails().stream()
                .filter(other -> other.id().equals(mail.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whereNothingWaitsNothingIsTried() {
        assertThat(deliver(SENT, 10)).isZero();
    }

    @Test
    void aMailThatTheServerTakesIsSentAndItsContentWiped() {
        OutgoingMail mail = queued("ann@example.org");
        List<Object> seen = new ArrayList<>();
        DeliverPendingMail worker = worker((id, to, content) -> {
            seen.addAll(List.of(id, to, content.subject()));
            bench.clock.advance(Duration.ofSeconds(2));
            return SENT;
        });

        assertThat(worker.execute(10)).isEqualTo(1);

        assertThat(seen).containsExactly(mail.id(), email("ann@example.org"), "Welcome to Leadr, Alpha!");
        OutgoingMail after = stored(mail);
        assertThat(after.state()).isEqualTo(MailState.SENT);
        assertThat(after.content()).isNull();
        assertThat(after.attempts()).isEqualTo(1);
        assertThat(after.sentAt()).isEqualTo(NOON.plusSeconds(2));
        assertThat(after.lastReply()).isEqualTo("250 ok");
        bench.clock.advance(Duration.ofDays(1));
        assertThat(deliver(SENT, 10)).isZero();
    }

    @Test
    void aMailRefusedForNowIsTriedAgainLaterAndLater() {
        OutgoingMail mail = queued("ann@example.org");
        List<Long> pauses = new ArrayList<>();
        for (int attempt = 1; attempt <= 9; attempt++) {
            assertThat(deliver(LATER, 10)).isEqualTo(1);
            OutgoingMail after = stored(mail);
            assertThat(after.state()).isEqualTo(MailState.DEFERRED);
            assertThat(after.attempts()).isEqualTo(attempt);
            assertThat(after.content()).isEqualTo(mail.content());
            assertThat(after.sentAt()).isNull();
            Instant next = after.nextAttemptAt();
            pauses.add(Duration.between(bench.clock.instant(), next).toSeconds());
            bench.clock.set(next.minus(TICK));
            assertThat(deliver(LATER, 10)).isZero();
            bench.clock.set(next);
        }

        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
        assertThat(deliver(SENT, 10)).isEqualTo(1);
        assertThat(handedOver).hasSize(10).containsOnly(mail.id());
    }

    @Test
    void aMailRefusedForGoodIsNotTriedAgainAndItsContentWiped() {
        OutgoingMail mail = queued("ann@example.org");

        assertThat(deliver(new Delivery(Outcome.PERMANENT_REFUSAL, "550 no such user"), 10))
                .isEqualTo(1);

        OutgoingMail after = stored(mail);
        assertThat(after.state()).isEqualTo(MailState.FAILED);
        assertThat(after.lastReply()).isEqualTo("550 no such user");
        assertThat(after.content()).isNull();
        assertThat(after.sentAt()).isNull();
        bench.clock.advance(Duration.ofDays(1));
        assertThat(deliver(SENT, 10)).isZero();
    }

    @Test
    void aMailIsStillWorthSendingOneTickBeforeItIsGivenUp() {
        OutgoingMail mail = queued("ann@example.org");
        bench.clock.set(mail.giveUpAt().minus(TICK));

        assertThat(deliver(SENT, 10)).isEqualTo(1);

        assertThat(stored(mail).state()).isEqualTo(MailState.SENT);
    }

    @Test
    void aMailThatComesTooLateIsGivenUpUnsent() {
        OutgoingMail mail = queued("ann@example.org");
        bench.clock.set(mail.giveUpAt());

        assertThat(deliver(SENT, 10)).isEqualTo(1);

        assertThat(handedOver).isEmpty();
        assertThat(stored(mail).state()).isEqualTo(MailState.FAILED);
        assertThat(stored(mail).lastReply()).isEqualTo("given up: never tried");
        assertThat(stored(mail).content()).isNull();
    }

    @Test
    void aMailThatIsGivenUpRemembersTheLastReply() {
        OutgoingMail mail = queued("ann@example.org");
        assertThat(deliver(LATER, 10)).isEqualTo(1);
        bench.clock.set(mail.giveUpAt());

        assertThat(deliver(SENT, 10)).isEqualTo(1);

        assertThat(stored(mail).lastReply()).isEqualTo("given up: 451 later");
    }

    @Test
    void aMailWhoseNextTryWouldComeTooLateFailsAtOnce() {
        OutgoingMail mail = queued("ann@example.org");
        bench.clock.set(mail.giveUpAt().minusSeconds(5));

        assertThat(deliver(LATER, 10)).isEqualTo(1);

        OutgoingMail after = stored(mail);
        assertThat(after.state()).isEqualTo(MailState.FAILED);
        assertThat(after.lastReply()).isEqualTo("given up: 451 later");
        assertThat(after.attempts()).isEqualTo(1);
        assertThat(after.content()).isNull();
        assertThat(after.sentAt()).isNull();
        assertThat(handedOver).containsExactly(mail.id());
    }

    @Test
    void aMailWhoseNextTryComesOneTickBeforeItIsGivenUpIsTriedOnceMore() {
        OutgoingMail mail = queued("ann@example.org");
        bench.clock.set(mail.giveUpAt().minusSeconds(5).minus(TICK));

        assertThat(deliver(LATER, 10)).isEqualTo(1);

        assertThat(stored(mail).state()).isEqualTo(MailState.DEFERRED);
        assertThat(stored(mail).lastReply()).isEqualTo("451 later");
        bench.clock.advance(Duration.ofSeconds(5));
        assertThat(deliver(SENT, 10)).isEqualTo(1);
        assertThat(stored(mail).state()).isEqualTo(MailState.SENT);
    }

    /** At 0, 5, 15, 35, 75, 155 and 315 seconds; the next would come after ten minutes. */
    @Test
    void aMailWithACodeIsTriedForAsLongAsTheCodeLives() {
        assertThat(bench.initiate("ann@example.org")).isNotNull();
        OutgoingMail mail = bench.store.mails().get(0);

        while (stored(mail).state() != MailState.FAILED) {
            bench.clock.set(stored(mail).nextAttemptAt());
            assertThat(deliver(LATER, 10)).isEqualTo(1);
        }

        assertThat(handedOver).hasSize(7).containsOnly(mail.id());
        assertThat(bench.clock.instant()).isEqualTo(NOON.plusSeconds(315));
        assertThat(stored(mail).attempts()).isEqualTo(7);
    }

    @Test
    void aSenderThatStumblesOverAMailIsTriedAgainAndDoesNotStopTheOthers() {
        OutgoingMail first = queued("first@example.org");
        bench.clock.advance(TICK);
        OutgoingMail second = queued("second@example.org");
        DeliverPendingMail worker = worker((id, to, content) -> {
            if (id.equals(first.id())) {
                throw new UnsupportedOperationException("to " + to.value());
            }
            return SENT;
        });

        assertThat(worker.execute(10)).isEqualTo(2);

        assertThat(stored(first).state()).isEqualTo(MailState.DEFERRED);
        assertThat(stored(first).lastReply()).isEqualTo("not sent: UnsupportedOperationException");
        assertThat(stored(first).nextAttemptAt())
                .isEqualTo(bench.clock.instant().plusSeconds(5));
        assertThat(stored(second).state()).isEqualTo(MailState.SENT);
    }

    @Test
    void aMailWhoseKeyWasRemovedFailsWithoutBeingHandedOver() {
        OutgoingMail mail = queued("ann@example.org");
        TextCipher other =
                new TextCipher(KeyRing.parse(new PlainSecret("k9:0123456789abcdef0123456789abcdef")), SECRETS, "mail");
        DeliverPendingMail worker = new DeliverPendingMail(
                bench.store,
                (id, to, content) -> {
                    handedOver.add(id);
                    return SENT;
                },
                other,
                bench.ids,
                bench.clock);

        assertThat(worker.execute(10)).isEqualTo(1);

        assertThat(handedOver).isEmpty();
        assertThat(stored(mail).state()).isEqualTo(MailState.FAILED);
        assertThat(stored(mail).lastReply()).contains("was its key removed?");
    }

    @Test
    void theContentOfAnotherMailIsNotSent() {
        OutgoingMail mail = queued("ann@example.org");
        SealedText foreign = bench.cipher.seal(anId().toString(), "x");
        OutgoingMail moved = OutgoingMail.queue(
                anId(), MailKind.WELCOME, email("bob@example.org"), foreign, NOON.minusSeconds(1), NOON.plusSeconds(9));
        bench.in(store -> store.outbox().add(moved));

        assertThat(deliver(SENT, 10)).isEqualTo(2);

        assertThat(handedOver).containsExactly(mail.id());
        assertThat(stored(moved).state()).isEqualTo(MailState.FAILED);
    }

    @Test
    void noMoreAreTriedThanAskedFor() {
        for (int number = 0; number < 5; number++) {
            assertThat(queued("ann" + number + "@example.org")).isNotNull();
        }

        assertThat(deliver(SENT, 0)).isZero();
        assertThat(deliver(SENT, 2)).isEqualTo(2);
        assertThat(deliver(SENT, 10)).isEqualTo(3);
    }

    @Test
    void whoSendsTooSlowlyDoesNotOverwriteWhatTheNextWorkerNoted() {
        OutgoingMail mail = queued("ann@example.org");
        DeliverPendingMail slow = worker((id, to, content) -> {
            bench.clock.advance(DeliverPendingMail.LEASE);
            assertThat(deliver(SENT, 10)).isEqualTo(1);
            return LATER;
        });

        assertThat(slow.execute(1)).isEqualTo(1);

        assertThat(handedOver).as("the same id with every copy").containsExactly(mail.id(), mail.id());
        assertThat(stored(mail).state()).isEqualTo(MailState.SENT);
        assertThat(stored(mail).attempts()).isEqualTo(1);
    }

    @Test
    void whoSendsTooSlowlyNotesNothingWhileTheNextWorkerIsSending() {
        OutgoingMail mail = queued("ann@example.org");
        UUID nextLease = anId();
        DeliverPendingMail slow = worker((id, to, content) -> {
            bench.clock.advance(DeliverPendingMail.LEASE);
            bench.in(store -> assertThat(
                            store.outbox().claim(nextLease, bench.clock.instant(), DeliverPendingMail.LEASE))
                    .contains(mail));
            return SENT;
        });

        assertThat(slow.execute(1)).isEqualTo(1);

        assertThat(stored(mail)).isEqualTo(mail);
        DeliveryReport next = new DeliveryReport(
                mail.id(), MailState.DEFERRED, "451 later", bench.clock.instant(), Duration.ofSeconds(5));
        bench.in(store -> assertThat(store.outbox().report(nextLease, next)).isTrue());
        assertThat(stored(mail)).isEqualTo(mail.after(next));
    }

    @Test
    void whileAMailIsBeingSentNobodyElseTakesIt() {
        OutgoingMail mail = queued("ann@example.org");
        DeliverPendingMail slow = worker((id, to, content) -> {
            bench.clock.advance(DeliverPendingMail.LEASE.minus(TICK));
            assertThat(deliver(SENT, 10)).isZero();
            return SENT;
        });

        assertThat(slow.execute(1)).isEqualTo(1);

        assertThat(handedOver).containsExactly(mail.id());
    }

    @Test
    void severalWorkersSendEachMailOnce() {
        List<UUID> queued = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            queued.add(queued("ann" + number + "@example.org").id());
        }

        List<Integer> tried = Race.of(4, number -> () -> deliver(SENT, 100));

        assertThat(tried.stream().mapToInt(Integer::intValue).sum()).isEqualTo(30);
        assertThat(handedOver).containsExactlyInAnyOrderElementsOf(queued);
    }

    @Test
    void aReplyIsCutToFiveHundredCharacters() {
        OutgoingMail mail = queued("ann@example.org");

        assertThat(deliver(new Delivery(Outcome.SENT, "x".repeat(501)), 1)).isEqualTo(1);

        assertThat(stored(mail).lastReply()).isEqualTo("x".repeat(500));
    }

    @Test
    void aMailGoesToTheAddressAsItWasWritten() {
        assertThat(queued("Ann.Müller@Bücher.example")).isNotNull();
        List<EmailAddress> recipients = new ArrayList<>();
        DeliverPendingMail worker = worker((id, to, content) -> {
            recipients.add(to);
            return SENT;
        });

        assertThat(worker.execute(1)).isEqualTo(1);

        assertThat(recipients).extracting(EmailAddress::value).containsExactly("Ann.Müller@Bücher.example");
    }

    @Test
    void aMailThatCannotBeTakenApartDoesNotStopTheOthers() {
        UUID id = anId();
        OutgoingMail damaged = OutgoingMail.queue(
                id,
                MailKind.WELCOME,
                email("ann@example.org"),
                bench.cipher.seal(id.toString(), "of another version"),
                NOON.minusSeconds(1),
                NOON.plusSeconds(9));
        bench.in(store -> store.outbox().add(damaged));
        OutgoingMail mail = queued("bob@example.org");

        assertThat(deliver(SENT, 10)).isEqualTo(2);

        assertThat(stored(damaged).state()).isEqualTo(MailState.FAILED);
        assertThat(stored(mail).state()).isEqualTo(MailState.SENT);
    }
}
