package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadr.registration.application.mail.DeliveryReport;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.secret.SealedText;
import leadr.registration.application.store.UniqueRule;
import org.junit.jupiter.api.Test;

/** What every store promises of {@link leadr.registration.application.store.Outbox}. */
public interface OutboxContract extends StoreContract {
    /** How long the tests hold a mail. */
    Duration LEASE = Duration.ofSeconds(30);

    /** A mail as it is stored, whatever its state; empty where the store cannot be looked into. */
    default Optional<OutgoingMail> storedMail(UUID id) {
        return Optional.empty();
    }

    private void addAll(OutgoingMail... mails) {
        commit(store -> {
            for (OutgoingMail mail : mails) {
                store.outbox().add(mail);
            }
        });
    }

    private Optional<OutgoingMail> claim(UUID lease, Instant now) {
        return look(store -> store.outbox().claim(lease, now, now.plus(LEASE)));
    }

    private boolean report(UUID lease, DeliveryReport report) {
        return look(store -> store.outbox().report(lease, report));
    }

    private static DeliveryReport deferred(OutgoingMail mail, Instant at, Instant next) {
        return new DeliveryReport(mail.id(), MailState.DEFERRED, "451 später, bitte", at, next);
    }

    private static DeliveryReport finished(OutgoingMail mail, MailState state, Instant at) {
        return new DeliveryReport(mail.id(), state, "250 ok", at, at);
    }

    @Test
    default void aMailComesOutAsItWentIn() {
        OutgoingMail mail = OutgoingMail.queue(
                anId(),
                MailKind.ADDRESS_LOCKED,
                email("Ann@Bücher.example"),
                new SealedText("k0-._Z", SECRETS.bytes(20_000)),
                NOON,
                NOON.plus(Duration.ofDays(1)));
        addAll(mail);

        OutgoingMail claimed = claim(anId(), NOON).orElseThrow();

        assertThat(claimed).isEqualTo(mail);
        assertThat(claimed.to().value()).isEqualTo("Ann@Bücher.example");
    }

    @Test
    default void addingNothingLeavesNothingToClaim() {
        commit(store -> store.outbox().addNothing());
        commit(store -> {
            store.outbox().addNothing();
            store.outbox().addNothing();
        });

        assertThat(claim(anId(), NOON.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    default void anIdGivenTwiceToMailsIsRefused() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);

        Duplicates.assertDuplicate(UniqueRule.ID, () -> addAll(mail));
    }

    @Test
    default void aMailIsClaimedFromTheMomentItIsDue() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);

        assertThat(claim(anId(), NOON.minusNanos(1_000))).isEmpty();
        assertThat(claim(anId(), NOON)).contains(mail);
    }

    @Test
    default void theMailThatIsDueLongestComesFirst() {
        OutgoingMail second = mail("second@example.org", NOON.plusNanos(1_000));
        OutgoingMail first = mail("first@example.org", NOON);
        OutgoingMail third = mail("third@example.org", NOON.plusSeconds(1));
        addAll(second, third, first);
        Instant now = NOON.plusSeconds(2);

        assertThat(Stream.generate(() -> claim(anId(), now)).limit(4))
                .containsExactly(Optional.of(first), Optional.of(second), Optional.of(third), Optional.empty());
    }

    @Test
    default void aClaimThatIsUndoneHoldsNothing() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);
        assertThatThrownBy(() -> commit(store -> {
                    assertThat(store.outbox().claim(anId(), NOON, NOON.plus(LEASE)))
                            .contains(mail);
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(claim(anId(), NOON)).contains(mail);
    }

    @Test
    default void aMailIsHeldUntilItsLeaseEnds() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);
        assertThat(claim(anId(), NOON)).contains(mail);

        assertThat(claim(anId(), NOON)).isEmpty();
        assertThat(claim(anId(), NOON.plus(LEASE).minusNanos(1_000))).isEmpty();
        assertThat(claim(anId(), NOON.plus(LEASE))).contains(mail);
    }

    @Test
    default void theReportOfALeaseThatSomebodyElseTookOverIsNotNoted() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);
        UUID lapsed = anId();
        UUID held = anId();
        Instant later = NOON.plus(LEASE);
        assertThat(claim(lapsed, NOON)).isPresent();
        assertThat(claim(held, later)).isPresent();

        assertThat(report(lapsed, finished(mail, MailState.SENT, later))).isFalse();

        assertThat(claim(anId(), later)).as("still held").isEmpty();
        DeliveryReport noted = deferred(mail, later, later.plusSeconds(5));
        assertThat(report(held, noted)).isTrue();
        assertThat(claim(anId(), later.plusSeconds(5))).contains(mail.after(noted));
    }

    @Test
    default void theReportOfALapsedLeaseIsNotedWhileNobodyElseTookTheMail() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);
        UUID lease = anId();
        assertThat(claim(lease, NOON)).isPresent();
        Instant later = NOON.plus(LEASE).plusSeconds(10);

        assertThat(report(lease, finished(mail, MailState.SENT, later))).isTrue();

        assertThat(claim(anId(), later)).isEmpty();
    }

    @Test
    default void aLeaseReportsOnce() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);
        UUID lease = anId();
        assertThat(claim(lease, NOON)).isPresent();
        DeliveryReport first = deferred(mail, NOON, NOON.plusSeconds(5));

        assertThat(report(lease, first)).isTrue();
        assertThat(report(lease, finished(mail, MailState.FAILED, NOON))).isFalse();

        assertThat(claim(anId(), NOON.plusSeconds(5))).contains(mail.after(first));
    }

    @Test
    default void aLeaseNobodyHasReportsNothing() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);

        assertThat(report(anId(), finished(mail, MailState.SENT, NOON))).isFalse();
        assertThat(report(anId(), finished(mail("bob@example.org", NOON), MailState.SENT, NOON)))
                .isFalse();

        assertThat(claim(anId(), NOON)).contains(mail);
    }

    @Test
    default void aDeferredMailWaitsForItsNextTry() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);
        Instant next = NOON.plusSeconds(5);
        UUID first = anId();
        assertThat(claim(first, NOON)).isPresent();
        DeliveryReport report = new DeliveryReport(mail.id(), MailState.DEFERRED, "é".repeat(600), NOON, next);
        assertThat(report(first, report)).isTrue();

        assertThat(claim(anId(), next.minusNanos(1_000))).isEmpty();
        UUID second = anId();
        OutgoingMail again = mail.after(report);
        assertThat(claim(second, next)).contains(again);

        DeliveryReport secondReport = deferred(mail, next, next.plusSeconds(10));
        assertThat(report(second, secondReport)).isTrue();
        assertThat(claim(anId(), next.plusSeconds(10))).contains(again.after(secondReport));
    }

    @Test
    default void aMailThatIsSentOrFailedIsNeverClaimedAgain() {
        for (MailState state : List.of(MailState.SENT, MailState.FAILED)) {
            OutgoingMail mail = mail("ann@example.org", NOON);
            addAll(mail);
            UUID lease = anId();
            assertThat(claim(lease, NOON)).contains(mail);

            assertThat(report(lease, finished(mail, state, NOON))).isTrue();

            assertThat(claim(anId(), NOON.plus(Duration.ofDays(2)))).isEmpty();
        }
    }

    @Test
    default void theContentIsWipedWhenAMailIsSentOrFailedAndKeptWhenItIsDeferred() {
        for (MailState state : List.of(MailState.DEFERRED, MailState.SENT, MailState.FAILED)) {
            OutgoingMail mail = mail("ann@example.org", NOON);
            addAll(mail);
            assumeThat(storedMail(mail.id())).contains(mail);
            UUID lease = anId();
            assertThat(claim(lease, NOON)).contains(mail);
            DeliveryReport report = new DeliveryReport(mail.id(), state, "said", NOON, NOON.plusSeconds(5));

            assertThat(report(lease, report)).isTrue();

            OutgoingMail after = storedMail(mail.id()).orElseThrow();
            assertThat(after).isEqualTo(mail.after(report));
            assertThat(after.content() == null).isEqualTo(state.isFinal());
        }
    }

    @RaceTest(value = "claims of five mails", runners = 8)
    default void ofManyWhoClaimAtOnceEachGetsAMailOfItsOwn() {
        List<OutgoingMail> mails = IntStream.range(0, 5)
                .mapToObj(number -> mail("ann" + number + "@example.org", NOON.minusSeconds(number)))
                .toList();
        addAll(mails.toArray(OutgoingMail[]::new));

        List<OutgoingMail> claimed = new ArrayList<>();
        Race.of(8, number -> () -> claim(anId(), NOON)).forEach(mail -> mail.ifPresent(claimed::add));
        assertThat(claimed).isNotEmpty().doesNotHaveDuplicates();
        // A claim may come back empty because others were looking at the last mails; those are still there.
        Stream.generate(() -> claim(anId(), NOON))
                .takeWhile(Optional::isPresent)
                .forEach(mail -> mail.ifPresent(claimed::add));

        assertThat(claimed).containsExactlyInAnyOrderElementsOf(mails);
    }

    @RaceTest(value = "claims of one lapsed mail", runners = 8)
    default void ofManyWhoTakeALapsedMailOverAtOnceOneGetsIt() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);
        assertThat(claim(anId(), NOON)).isPresent();
        Instant later = NOON.plus(LEASE);

        List<Optional<OutgoingMail>> claims = Race.of(8, number -> () -> claim(anId(), later));

        assertThat(claims).containsOnlyOnce(Optional.of(mail));
        assertThat(claims.stream().filter(Optional::isPresent)).hasSize(1);
    }
}
