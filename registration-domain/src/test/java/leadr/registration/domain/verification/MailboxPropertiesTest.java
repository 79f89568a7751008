package leadr.registration.domain.verification;

import static leadr.registration.domain.verification.Mailboxes.NOW;
import static leadr.registration.domain.verification.Mailboxes.UNTOUCHED;
import static leadr.registration.domain.verification.Mailboxes.WINDOW;
import static leadr.registration.domain.verification.Mailboxes.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import leadr.registration.domain.Arbitrary;
import org.junit.jupiter.api.Test;

class MailboxPropertiesTest {
    @Test
    void noWindowEverHoldsMoreWrongGuessesThanThePolicyAllows() {
        Arbitrary.check(150, (random, seed) -> {
            VerificationPolicy policy = policy(random.nextInt(1, 4), Duration.ZERO, 0);
            int networks = random.nextInt(1, 40);
            Mailbox mailbox = UNTOUCHED;
            Instant now = NOW;
            List<WrongGuess> guessed = new ArrayList<>();
            for (int step = 0; step < 300; step++) {
                now = now.plusMillis(random.nextInt(1500));
                ClientNetwork network = new ClientNetwork("n" + random.nextInt(networks));
                GuessPermit permit = mailbox.guess(network, policy, now);
                if (permit instanceof GuessPermit.Allowed allowed) {
                    mailbox = allowed.counted();
                    guessed.add(new WrongGuess(network, now));
                    assertThat(inWindow(guessed, now))
                            .as(seed)
                            .hasSizeLessThanOrEqualTo(policy.maxAttemptsFromAllNetworks());
                    assertThat(inWindow(guessed, now).stream()
                                    .filter(guess -> guess.network().equals(network)))
                            .as(seed)
                            .hasSizeLessThanOrEqualTo(policy.maxAttempts());
                    assertThat(mailbox.wrongGuesses()).as(seed).isEqualTo(inWindow(guessed, now));
                } else if (permit instanceof GuessPermit.Locked locked) {
                    assertThat(locked.until()).as(seed).isAfter(now);
                    assertThat(mailbox.guess(network, policy, locked.until().minusNanos(1)))
                            .as(seed)
                            .isEqualTo(locked);
                    assertThat(mailbox.guess(network, policy, locked.until()))
                            .as(seed)
                            .isInstanceOf(GuessPermit.Allowed.class);
                }
            }
        });
    }

    @Test
    void noHourEverHoldsMoreMailsThanThePolicyAllowsAndNoneComesWithinTheCooldown() {
        Arbitrary.check(150, (random, seed) -> {
            int limit = random.nextInt(1, 5);
            Duration cooldown = Duration.ofSeconds(random.nextInt(0, 900));
            VerificationPolicy policy = policy(5, cooldown, limit);
            Mailbox mailbox = UNTOUCHED;
            Instant now = NOW;
            List<Instant> sent = new ArrayList<>();
            for (int step = 0; step < 200; step++) {
                now = now.plusSeconds(random.nextInt(600));
                MailPermit permit = mailbox.requestMail(policy, now);
                if (permit instanceof MailPermit.Granted granted) {
                    mailbox = granted.counted();
                    if (!sent.isEmpty()) {
                        assertThat(Duration.between(sent.get(sent.size() - 1), now))
                                .as(seed)
                                .isGreaterThanOrEqualTo(cooldown);
                    }
                    sent.add(now);
                    Instant hourAgo = now.minus(VerificationPolicy.MAIL_WINDOW);
                    assertThat(sent.stream().filter(mail -> mail.isAfter(hourAgo)))
                            .as(seed)
                            .hasSizeLessThanOrEqualTo(limit);
                } else if (permit instanceof MailPermit.Withheld withheld) {
                    assertThat(withheld.until()).as(seed).isAfter(now);
                    assertThat(mailbox.requestMail(policy, withheld.until().minusNanos(1)))
                            .as(seed)
                            .isEqualTo(withheld);
                }
                assertThat(mailbox.mails()).as(seed).hasSizeLessThanOrEqualTo(limit);
            }
        });
    }

    private static List<WrongGuess> inWindow(List<WrongGuess> guesses, Instant now) {
        return guesses.stream()
                .filter(guess -> guess.at().isAfter(now.minus(WINDOW)))
                .toList();
    }
}
