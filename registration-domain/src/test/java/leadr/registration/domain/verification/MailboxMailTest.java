package leadr.registration.domain.verification;

import static leadr.registration.domain.verification.Mailboxes.HOME;
import static leadr.registration.domain.verification.Mailboxes.NOW;
import static leadr.registration.domain.verification.Mailboxes.POLICY;
import static leadr.registration.domain.verification.Mailboxes.UNTOUCHED;
import static leadr.registration.domain.verification.Mailboxes.holding;
import static leadr.registration.domain.verification.Mailboxes.mailed;
import static leadr.registration.domain.verification.Mailboxes.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import leadr.registration.domain.verification.MailPermit.Granted;
import leadr.registration.domain.verification.MailPermit.Reason;
import leadr.registration.domain.verification.MailPermit.Withheld;
import org.junit.jupiter.api.Test;

class MailboxMailTest {
    private static final Duration COOLDOWN = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant THIRD = NOW.plusSeconds(120);
    private static final Mailbox SPENT = holding(List.of(), List.of(NOW, NOW.plusSeconds(60), THIRD));

    @Test
    void firstMailIsGrantedAndCounted() {
        assertThat(UNTOUCHED.requestMail(POLICY, NOW)).isEqualTo(new Granted(holding(List.of(), List.of(NOW))));
    }

    @Test
    void mailKeepsTheWrongGuesses() {
        List<WrongGuess> guesses = List.of(new WrongGuess(HOME, NOW));

        assertThat(holding(guesses, List.of()).requestMail(POLICY, NOW))
                .isEqualTo(new Granted(holding(guesses, List.of(NOW))));
    }

    @Test
    void nothingIsSentUntilTheCooldownIsOver() {
        Mailbox mailbox = mailed(UNTOUCHED, POLICY, NOW);
        Instant cooledDown = NOW.plus(COOLDOWN);

        assertThat(mailbox.requestMail(POLICY, NOW)).isEqualTo(new Withheld(Reason.COOLING_DOWN, cooledDown));
        assertThat(mailbox.requestMail(POLICY, cooledDown.minusNanos(1)))
                .isEqualTo(new Withheld(Reason.COOLING_DOWN, cooledDown));
        assertThat(mailbox.requestMail(POLICY, cooledDown))
                .isEqualTo(new Granted(holding(List.of(), List.of(NOW, cooledDown))));
        assertThat(mailbox.requestMail(POLICY, cooledDown.plusNanos(1))).isInstanceOf(Granted.class);
    }

    @Test
    void cooldownRunsFromTheLastMail() {
        assertThat(holding(List.of(), List.of(NOW, NOW.plusSeconds(60))).requestMail(POLICY, NOW.plusSeconds(89)))
                .isEqualTo(new Withheld(Reason.COOLING_DOWN, NOW.plusSeconds(90)));
    }

    @Test
    void withoutACooldownMailsFollowAtOnce() {
        VerificationPolicy policy = policy(2, Duration.ZERO, 3);

        assertThat(mailed(mailed(UNTOUCHED, policy, NOW), policy, NOW).mails()).containsExactly(NOW, NOW);
    }

    @Test
    void hoursMailsAreSpentUntilTheOldestIsAnHourOld() {
        Instant free = NOW.plus(HOUR);
        Withheld withheld = new Withheld(Reason.LIMIT_REACHED, free);

        assertThat(SPENT.requestMail(POLICY, THIRD.plus(COOLDOWN))).isEqualTo(withheld);
        assertThat(SPENT.requestMail(POLICY, free.minusNanos(1))).isEqualTo(withheld);
        assertThat(SPENT.requestMail(POLICY, free)).isInstanceOf(Granted.class);
        assertThat(SPENT.requestMail(POLICY, free.plusNanos(1))).isInstanceOf(Granted.class);
    }

    @Test
    void lastMailOfTheHourIsGranted() {
        Mailbox twoSent = holding(List.of(), List.of(NOW, NOW.plusSeconds(60)));

        assertThat(twoSent.requestMail(POLICY, THIRD)).isEqualTo(new Granted(SPENT));
    }

    @Test
    void cooldownIsNamedBeforeTheSpentHour() {
        assertThat(SPENT.requestMail(POLICY, THIRD)).isEqualTo(new Withheld(Reason.COOLING_DOWN, THIRD.plus(COOLDOWN)));
    }

    @Test
    void mailsOlderThanAnHourAreForgotten() {
        Instant free = NOW.plus(HOUR);

        assertThat(mailed(SPENT, POLICY, free).mails()).containsExactly(NOW.plusSeconds(60), THIRD, free);
    }

    @Test
    void lowerLimitThanBeforeWithholdsUntilEnoughMailsAreAnHourOld() {
        VerificationPolicy stricter = policy(2, COOLDOWN, 1);

        assertThat(SPENT.requestMail(stricter, NOW.plus(HOUR)))
                .isEqualTo(new Withheld(Reason.LIMIT_REACHED, THIRD.plus(HOUR)));
    }

    @Test
    void limitOfZeroIsNoLimitAndKeepsTheLastMailOnly() {
        VerificationPolicy unlimited = policy(2, COOLDOWN, 0);
        Mailbox mailbox = UNTOUCHED;
        for (int i = 0; i < 100; i++) {
            mailbox = mailed(mailbox, unlimited, NOW.plusSeconds(30L * i));
        }

        assertThat(mailbox.mails()).containsExactly(NOW.plusSeconds(30L * 99));
        assertThat(mailbox.requestMail(unlimited, NOW.plusSeconds(30L * 99 + 29)))
                .isEqualTo(new Withheld(Reason.COOLING_DOWN, NOW.plusSeconds(30L * 100)));
    }

    @Test
    void limitsSurviveACooldownLongerThanAnHour() {
        VerificationPolicy slow = policy(2, Duration.ofHours(2), 3);
        Mailbox mailbox = mailed(UNTOUCHED, slow, NOW);

        assertThat(mailbox.requestMail(slow, NOW.plusSeconds(7199)))
                .isEqualTo(new Withheld(Reason.COOLING_DOWN, NOW.plusSeconds(7200)));
        assertThat(mailed(mailbox, slow, NOW.plusSeconds(7200)).mails()).containsExactly(NOW.plusSeconds(7200));
    }

    @Test
    void theLastEventIsTheLatestMailOrWrongGuess() {
        WrongGuess guess = new WrongGuess(new ClientNetwork("192.0.2.1"), NOW.plusSeconds(60));

        assertThat(holding(List.of(), List.of()).lastEvent()).isEmpty();
        assertThat(holding(List.of(guess), List.of()).lastEvent()).contains(guess.at());
        assertThat(holding(List.of(guess), List.of(NOW)).lastEvent()).contains(guess.at());
        assertThat(holding(List.of(guess), List.of(NOW, THIRD)).lastEvent()).contains(THIRD);
    }
}
