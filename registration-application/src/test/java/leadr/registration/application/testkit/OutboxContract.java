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
    Duration LEASE = Duration.ofHours(1);

    /** How long a deferred mail waits here. */
    Duration PAUSE = Duration.ofHours(2);

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

    /**
     * Lets this time pass in the outbox, which is no matter of waiting: where the store has a clock of its own, the mails are
     * put back by it.
     *
     * @return the moment it is then
     */
    default Instant later(Instant now, Duration time) {
        return now.plus(time);
    }

    /** The shortest time {@link #later} tells apart; where the store has a clock of its own, longer than a test takes. */
    default Duration tick() {
        return Bench.TICK;
    }

    private Optional<OutgoingMail> claim(UUID lease, Instant now) {
        return look(store -> store.outbox().claim(lease, now, LEASE)).map(OutboxContract::withoutNextAttempt);
    }

    /** A mail but for the moment of the next try, which each store keeps by the clock it goes by. */
    private static OutgoingMail withoutNextAttempt(OutgoingMail mail) {
        return new OutgoingMail(
                mail.id(),
                mail.kind(),
                mail.to(),
                mail.content(),
                mail.state(),
                mail.attempts(),
                mail.createdAt(),
                mail.createdAt(),
                mail.giveUpAt(),
                mail.sentAt(),
                mail.lastReply());
    }

    private static OutgoingMail after(OutgoingMail mail, DeliveryReport report) {
        return withoutNextAttempt(mail.after(report));
    }

    private boolean report(UUID lease, DeliveryReport report) {
        return look(store -> store.outbox().report(lease, report));
    }

    private static DeliveryReport deferred(OutgoingMail mail, Instant at) {
        return new DeliveryReport(mail.id(), MailState.DEFERRED, "451 später, bitte", at, PAUSE);
    }

    private static DeliveryReport finished(OutgoingMail mail, MailState state, Instant at) {
        return new DeliveryReport(mail.id(), state, "250 ok", at, Duration.ZERO);
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

        OutgoingMail claimed =
                find(store -> store.outbox().claim(anId(), NOON, LEASE)).orElseThrow();

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
    default void aFreshMailIsDueAtOnceWhateverTheClockOfTheNodeThatWroteIt() {
        OutgoingMail ahead = mail("ann@example.org", NOON.plus(Duration.ofDays(1)));
        addAll(ahead);

        assertThat(claim(anId(), NOON)).contains(ahead);
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
                    assertThat(store.outbox().claim(anId(), NOON, LEASE)).contains(mail);
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
        Instant almost = later(NOON, LEASE.minus(tick()));
        assertThat(claim(anId(), almost)).isEmpty();
        assertThat(claim(anId(), later(almost, tick()))).contains(mail);
    }

    @Test
    default void theReportOfALeaseThatSomebodyElseTookOverIsNotNoted() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);
        UUID lapsed = anId();
        UUID held = anId();
        assertThat(claim(lapsed, NOON)).isPresent();
        Instant later = later(NOON, LEASE);
        assertThat(claim(held, later)).isPresent();

        assertThat(report(lapsed, finished(mail, MailState.SENT, later))).isFalse();

        assertThat(claim(anId(), later)).as("still held").isEmpty();
        DeliveryReport noted = deferred(mail, later);
        assertThat(report(held, noted)).isTrue();
        assertThat(claim(anId(), later(later, PAUSE))).contains(after(mail, noted));
    }

    @Test
    default void theReportOfALapsedLeaseIsNotedWhileNobodyElseTookTheMail() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);
        UUID lease = anId();
        assertThat(claim(lease, NOON)).isPresent();
        Instant later = later(NOON, LEASE.plus(tick()));

        assertThat(report(lease, finished(mail, MailState.SENT, later))).isTrue();

        assertThat(claim(anId(), later)).isEmpty();
    }

    @Test
    default void aLeaseReportsOnce() {
        OutgoingMail mail = mail("ann@example.org", NOON);
        addAll(mail);
        UUID lease = anId();
        assertThat(claim(lease, NOON)).isPresent();
        DeliveryReport first = deferred(mail, NOON);

        assertThat(report(lease, first)).isTrue();
        assertThat(report(lease, finished(mail, MailState.FAILED, NOON))).isFalse();

        assertThat(claim(anId(), later(NOON, PAUSE))).contains(after(mail, first));
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
        UUID first = anId();
        assertThat(claim(first, NOON)).isPresent();
        DeliveryReport report = new DeliveryReport(mail.id(), MailState.DEFERRED, "é".repeat(600), NOON, PAUSE);
        assertThat(report(first, report)).isTrue();

        Instant almost = later(NOON, PAUSE.minus(tick()));
        assertThat(claim(anId(), almost)).isEmpty();
        UUID second = anId();
        OutgoingMail again = after(mail, report);
        Instant next = later(almost, tick());
        assertThat(claim(second, next)).contains(again);

        DeliveryReport secondReport = deferred(mail, next);
        assertThat(report(second, secondReport)).isTrue();
        assertThat(claim(anId(), later(next, PAUSE))).contains(after(again, secondReport));
    }

    @Test
    default void aMailThatIsSentOrFailedIsNeverClaimedAgain() {
        for (MailState state : List.of(MailState.SENT, MailState.FAILED)) {
            OutgoingMail mail = mail("ann@example.org", NOON);
            addAll(mail);
            UUID lease = anId();
            assertThat(claim(lease, NOON)).contains(mail);

            assertThat(report(lease, finished(mail, state, NOON))).isTrue();

            assertThat(claim(anId(), later(NOON, Duration.ofDays(2)))).isEmpty();
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
            DeliveryReport report = new DeliveryReport(mail.id(), state, "said", NOON, PAUSE);

            assertThat(report(lease, report)).isTrue();

            OutgoingMail after = storedMail(mail.id()).orElseThrow();
            assertThat(withoutNextAttempt(after)).isEqualTo(after(mail, report));
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
        assertThat(find(store -> store.outbox().claim(anId(), NOON, Duration.ZERO)))
                .isPresent();

        List<Optional<OutgoingMail>> claims = Race.of(8, number -> () -> claim(anId(), NOON));

        assertThat(claims).containsOnlyOnce(Optional.of(mail));
        assertThat(claims.stream().filter(Optional::isPresent)).hasSize(1);
    }
}
