package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.email;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import leadr.registration.domain.verification.ClientNetwork;
import leadr.registration.domain.verification.GuessPermit;
import leadr.registration.domain.verification.GuessPermit.Allowed;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationPolicy;
import leadr.registration.domain.verification.WrongGuess;
import org.junit.jupiter.api.Test;

/** What every store promises of {@link leadr.registration.application.store.Mailboxes}. */
public interface MailboxesContract extends StoreContract {
    private static MailboxKey ann() {
        return MailboxKey.of(email("ann@example.org"));
    }

    private Mailbox mailbox(MailboxKey key) {
        return look(store -> store.mailboxes().findForUpdate(key));
    }

    @Test
    default void aMailboxNobodyKnowsIsUntouched() {
        assertThat(mailbox(ann())).isEqualTo(Mailbox.untouched(ann()));
        assertThat(mailbox(ann())).isEqualTo(Mailbox.untouched(ann()));
    }

    @Test
    default void theNextStateOfAMailboxIsStored() {
        List<WrongGuess> guesses = IntStream.range(0, 50)
                .mapToObj(number -> new WrongGuess(
                        new ClientNetwork(number % 2 == 0 ? "2001:db8:0:1::/64" : "n".repeat(64)),
                        NOON.plusSeconds(number)))
                .toList();
        List<Instant> mails =
                List.of(NOON, NOON.plusSeconds(60), NOON.plusSeconds(120).plusNanos(1_000));
        Mailbox full = new Mailbox(ann(), guesses, mails);

        commit(store -> {
            assertThat(store.mailboxes().findForUpdate(ann())).isEqualTo(Mailbox.untouched(ann()));
            store.mailboxes().update(full);
        });
        assertThat(mailbox(ann())).isEqualTo(full);

        commit(store ->
                store.mailboxes().update(store.mailboxes().findForUpdate(ann()).refilled()));
        assertThat(mailbox(ann())).isEqualTo(full.refilled());
    }

    @Test
    default void guessesAtOneMomentFromOneNetworkAreKeptApart() {
        WrongGuess guess = new WrongGuess(new ClientNetwork("192.0.2.1"), NOON);
        Mailbox twice = new Mailbox(ann(), List.of(guess, guess), List.of(NOON, NOON));

        commit(store -> {
            assertThat(store.mailboxes().findForUpdate(ann()).wrongGuesses()).isEmpty();
            store.mailboxes().update(twice);
        });

        assertThat(mailbox(ann())).isEqualTo(twice);
    }

    @Test
    default void mailboxesDoNotMix() {
        MailboxKey bob = MailboxKey.of(email("bob@example.org"));
        Mailbox mailed = new Mailbox(ann(), List.of(), List.of(NOON));

        commit(store -> {
            assertThat(store.mailboxes().findForUpdate(ann()).mails()).isEmpty();
            store.mailboxes().update(mailed);
        });

        assertThat(mailbox(bob)).isEqualTo(Mailbox.untouched(bob));
        assertThat(mailbox(ann())).isEqualTo(mailed);
    }

    @Test
    default void anUnchangedMailboxCanBeStored() {
        commit(store -> store.mailboxes().update(store.mailboxes().findForUpdate(ann())));

        assertThat(mailbox(ann())).isEqualTo(Mailbox.untouched(ann()));
    }

    @Test
    default void aMailboxIsNotUpdatedUnlessItWasLoadedInTheSameTransaction() {
        assertThat(mailbox(ann())).isEqualTo(Mailbox.untouched(ann()));

        assertThatThrownBy(() ->
                        commit(store -> store.mailboxes().update(new Mailbox(ann(), List.of(), List.of(NOON)))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(mailbox(ann())).isEqualTo(Mailbox.untouched(ann()));
    }

    @Test
    default void aGuessOfALostTransactionIsNotCounted() {
        assertThatThrownBy(() -> commit(store -> {
                    assertThat(store.mailboxes().findForUpdate(ann()).mails()).isEmpty();
                    store.mailboxes().update(new Mailbox(ann(), List.of(), List.of(NOON)));
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(mailbox(ann())).isEqualTo(Mailbox.untouched(ann()));
    }

    @RaceTest(value = "wrong guesses, five of which are allowed", runners = 200)
    default void ofTwoHundredWrongGuessesAtOnceFiveAreCounted() {
        VerificationPolicy policy = VerificationPolicy.DEFAULT;
        ClientNetwork network = new ClientNetwork("192.0.2.1");

        List<Boolean> counted = Race.of(
                200,
                number -> () -> look(store -> {
                    GuessPermit permit = store.mailboxes().findForUpdate(ann()).guess(network, policy, NOON);
                    if (permit instanceof Allowed allowed) {
                        store.mailboxes().update(allowed.counted());
                        return true;
                    }
                    return false;
                }));

        assertThat(Collections.frequency(counted, true)).isEqualTo(policy.maxAttempts());
        assertThat(mailbox(ann()).wrongGuesses()).hasSize(policy.maxAttempts());
    }

    @RaceTest(value = "first mails to one mailbox", runners = 20)
    default void aMailboxIsCountedRightWhileManyFirstComersRaceForIt() {
        List<Boolean> done = Race.of(
                20,
                number -> () -> look(store -> {
                    Mailbox mailbox = store.mailboxes().findForUpdate(ann());
                    List<Instant> mails = IntStream.rangeClosed(
                                    0, mailbox.mails().size())
                            .mapToObj(NOON::plusSeconds)
                            .toList();
                    store.mailboxes().update(new Mailbox(ann(), mailbox.wrongGuesses(), mails));
                    return true;
                }));

        assertThat(done).hasSize(20);
        assertThat(mailbox(ann()).mails()).hasSize(20);
    }
}
