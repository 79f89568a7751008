package leadr.registration.domain.verification;

import static leadr.registration.domain.verification.Mailboxes.ELSEWHERE;
import static leadr.registration.domain.verification.Mailboxes.HOME;
import static leadr.registration.domain.verification.Mailboxes.NOW;
import static leadr.registration.domain.verification.Mailboxes.POLICY;
import static leadr.registration.domain.verification.Mailboxes.UNTOUCHED;
import static leadr.registration.domain.verification.Mailboxes.WINDOW;
import static leadr.registration.domain.verification.Mailboxes.holding;
import static leadr.registration.domain.verification.Mailboxes.spentByEverybody;
import static leadr.registration.domain.verification.Mailboxes.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import leadr.registration.domain.verification.GuessPermit.Allowed;
import leadr.registration.domain.verification.GuessPermit.Locked;
import org.junit.jupiter.api.Test;

class MailboxGuessTest {
    private static final Instant SECOND_GUESS = NOW.plusSeconds(10);
    private static final Mailbox SPENT_AT_HOME = wrong(wrong(UNTOUCHED, HOME, NOW), HOME, SECOND_GUESS);

    @Test
    void untouchedMailboxHoldsNothing() {
        assertThat(Mailbox.untouched(MailboxKey.NOBODY))
                .isEqualTo(new Mailbox(MailboxKey.NOBODY, List.of(), List.of()));
    }

    @Test
    void guessIsCountedBeforeAnythingIsCompared() {
        assertThat(UNTOUCHED.guess(HOME, POLICY, NOW))
                .isEqualTo(new Allowed(holding(List.of(new WrongGuess(HOME, NOW)), List.of())));
    }

    @Test
    void guessKeepsTheMails() {
        assertThat(holding(List.of(), List.of(NOW)).guess(HOME, POLICY, NOW))
                .isEqualTo(new Allowed(holding(List.of(new WrongGuess(HOME, NOW)), List.of(NOW))));
    }

    @Test
    void networkThatSpentItsBudgetIsLockedUntilItsOldestGuessNoLongerCounts() {
        assertThat(SPENT_AT_HOME.guess(HOME, POLICY, SECOND_GUESS)).isEqualTo(new Locked(NOW.plus(WINDOW)));
        assertThat(SPENT_AT_HOME.guess(HOME, POLICY, SECOND_GUESS.plusSeconds(5)))
                .isEqualTo(new Locked(NOW.plus(WINDOW)));
    }

    @Test
    void lockEndsAtTheMomentItNames() {
        Instant until = NOW.plus(WINDOW);

        assertThat(SPENT_AT_HOME.guess(HOME, POLICY, until.minusNanos(1))).isEqualTo(new Locked(until));
        assertThat(SPENT_AT_HOME.guess(HOME, POLICY, until)).isInstanceOf(Allowed.class);
        assertThat(SPENT_AT_HOME.guess(HOME, POLICY, until.plusNanos(1))).isInstanceOf(Allowed.class);
    }

    @Test
    void windowSlides() {
        Mailbox third = wrong(SPENT_AT_HOME, HOME, NOW.plus(WINDOW));

        assertThat(third.guess(HOME, POLICY, NOW.plus(WINDOW))).isEqualTo(new Locked(SECOND_GUESS.plus(WINDOW)));
    }

    @Test
    void guessesThatNoLongerCountAreForgotten() {
        assertThat(wrong(SPENT_AT_HOME, HOME, NOW.plus(WINDOW)).wrongGuesses())
                .containsExactly(new WrongGuess(HOME, SECOND_GUESS), new WrongGuess(HOME, NOW.plus(WINDOW)));
        assertThat(wrong(SPENT_AT_HOME, HOME, SECOND_GUESS.plus(WINDOW)).wrongGuesses())
                .containsExactly(new WrongGuess(HOME, SECOND_GUESS.plus(WINDOW)));
    }

    @Test
    void networkThatSpentItsBudgetLocksNobodyElse() {
        assertThat(SPENT_AT_HOME.guess(ELSEWHERE, POLICY, SECOND_GUESS)).isInstanceOf(Allowed.class);
        assertThat(SPENT_AT_HOME.lockedForEverybodyUntil(POLICY, SECOND_GUESS)).isEmpty();
    }

    @Test
    void everybodyIsLockedWhenAllNetworksTogetherSpentTenTimesAsMuch() {
        Mailbox mailbox = spentByEverybody();
        Instant until = NOW.plus(WINDOW);

        assertThat(mailbox.guess(HOME, POLICY, NOW.plusSeconds(19))).isEqualTo(new Locked(until));
        assertThat(mailbox.guess(HOME, POLICY, until.minusNanos(1))).isEqualTo(new Locked(until));
        assertThat(mailbox.guess(HOME, POLICY, until)).isInstanceOf(Allowed.class);
        assertThat(mailbox.guess(HOME, POLICY, until.plusNanos(1))).isInstanceOf(Allowed.class);
    }

    @Test
    void lastGuessOfEverybodysBudgetIsAllowed() {
        List<WrongGuess> nineteen = spentByEverybody().wrongGuesses().subList(0, 19);

        assertThat(holding(nineteen, List.of()).guess(HOME, POLICY, NOW.plusSeconds(19)))
                .isInstanceOf(Allowed.class);
        assertThat(holding(nineteen, List.of()).lockedForEverybodyUntil(POLICY, NOW.plusSeconds(19)))
                .isEmpty();
    }

    @Test
    void lockForEverybodyEndsAtTheMomentItNames() {
        Mailbox mailbox = spentByEverybody();
        Instant until = NOW.plus(WINDOW);

        assertThat(mailbox.lockedForEverybodyUntil(POLICY, NOW.plusSeconds(19))).contains(until);
        assertThat(mailbox.lockedForEverybodyUntil(POLICY, until.minusNanos(1))).contains(until);
        assertThat(mailbox.lockedForEverybodyUntil(POLICY, until)).isEmpty();
        assertThat(mailbox.lockedForEverybodyUntil(POLICY, until.plusNanos(1))).isEmpty();
    }

    @Test
    void laterOfTwoLocksIsNamed() {
        List<WrongGuess> guesses = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            guesses.add(new WrongGuess(new ClientNetwork("198.51.100." + i), NOW));
        }
        guesses.add(new WrongGuess(HOME, NOW.plusSeconds(10)));
        guesses.add(new WrongGuess(HOME, NOW.plusSeconds(20)));
        Mailbox lockedTwice = holding(guesses, List.of());

        assertThat(lockedTwice.guess(HOME, POLICY, NOW.plusSeconds(20)))
                .isEqualTo(new Locked(NOW.plusSeconds(10).plus(WINDOW)));
        assertThat(lockedTwice.guess(ELSEWHERE, POLICY, NOW.plusSeconds(20))).isEqualTo(new Locked(NOW.plus(WINDOW)));
    }

    @Test
    void lockOfEverybodyIsNamedWhenItEndsLaterThanTheOwn() {
        List<WrongGuess> guesses = new ArrayList<>();
        guesses.add(new WrongGuess(HOME, NOW));
        guesses.add(new WrongGuess(HOME, NOW));
        for (int i = 0; i < 20; i++) {
            guesses.add(new WrongGuess(new ClientNetwork("198.51.100." + i), NOW.plusSeconds(10)));
        }

        assertThat(holding(guesses, List.of()).guess(HOME, POLICY, NOW.plusSeconds(20)))
                .isEqualTo(new Locked(NOW.plusSeconds(10).plus(WINDOW)));
    }

    @Test
    void lowerLimitThanBeforeLocksUntilEnoughGuessesNoLongerCount() {
        VerificationPolicy stricter = Mailboxes.policy(1, WINDOW, 0);

        assertThat(SPENT_AT_HOME.guess(HOME, stricter, SECOND_GUESS)).isEqualTo(new Locked(SECOND_GUESS.plus(WINDOW)));
    }

    @Test
    void rightCodeRefillsBothBudgetsAndNoMails() {
        Mailbox refilled =
                holding(spentByEverybody().wrongGuesses(), List.of(NOW)).refilled();

        assertThat(refilled).isEqualTo(holding(List.of(), List.of(NOW)));
        assertThat(refilled.guess(HOME, POLICY, NOW.plusSeconds(19))).isInstanceOf(Allowed.class);
    }

    @Test
    void historyIsSortedOldestFirst() {
        WrongGuess first = new WrongGuess(ELSEWHERE, NOW);
        WrongGuess second = new WrongGuess(HOME, SECOND_GUESS);
        Mailbox mailbox = holding(List.of(second, first), List.of(SECOND_GUESS, NOW));

        assertThat(mailbox.wrongGuesses()).containsExactly(first, second);
        assertThat(mailbox.mails()).containsExactly(NOW, SECOND_GUESS);
    }

    @Test
    void nobodyCanChangeTheHistoryFromOutside() {
        List<WrongGuess> guesses = new ArrayList<>(List.of(new WrongGuess(HOME, NOW)));
        List<Instant> mails = new ArrayList<>(List.of(NOW));
        Mailbox mailbox = holding(guesses, mails);
        guesses.clear();
        mails.clear();

        assertThat(mailbox.wrongGuesses()).hasSize(1).isUnmodifiable();
        assertThat(mailbox.mails()).hasSize(1).isUnmodifiable();
    }
}
