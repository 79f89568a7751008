package leadr.registration.domain.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import leadr.registration.domain.email.EmailAddress;
import org.assertj.core.api.Assertions;

/** Mailboxes to test with, under a small policy: 2 wrong guesses a minute for one network, 20 for all. */
final class Mailboxes {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final Duration WINDOW = Duration.ofMinutes(1);
    static final VerificationPolicy POLICY = policy(2, Duration.ofSeconds(30), 3);
    static final ClientNetwork HOME = new ClientNetwork("192.0.2.1");
    static final ClientNetwork ELSEWHERE = new ClientNetwork("2001:db8::/64");
    static final Mailbox UNTOUCHED = Mailbox.untouched(MailboxKey.of(EmailAddress.of("ada@example.com")));

    private Mailboxes() {}

    static VerificationPolicy policy(int maxAttempts, Duration cooldown, int mailsPerHour) {
        return new VerificationPolicy(
                Duration.ofMinutes(10), Duration.ofHours(24), maxAttempts, WINDOW, cooldown, mailsPerHour);
    }

    /** The mailbox after a wrong guess that has to be allowed. */
    static Mailbox wrong(Mailbox mailbox, ClientNetwork network, Instant at) {
        if (mailbox.guess(network, POLICY, at) instanceof GuessPermit.Allowed allowed) {
            return allowed.counted();
        }
        return Assertions.fail("expected a guess to be allowed");
    }

    /** The mailbox after a mail that has to be granted. */
    static Mailbox mailed(Mailbox mailbox, VerificationPolicy policy, Instant at) {
        if (mailbox.requestMail(policy, at) instanceof MailPermit.Granted granted) {
            return granted.counted();
        }
        return Assertions.fail("expected a mail to be granted");
    }

    /** Guesses from networks of their own, a second apart, beginning now: spends 20 of everybody's budget. */
    static Mailbox spentByEverybody() {
        Mailbox mailbox = UNTOUCHED;
        for (int i = 0; i < 20; i++) {
            mailbox = wrong(mailbox, new ClientNetwork("198.51.100." + i), NOW.plusSeconds(i));
        }
        return mailbox;
    }

    static Mailbox holding(List<WrongGuess> guesses, List<Instant> mails) {
        return new Mailbox(UNTOUCHED.key(), guesses, mails);
    }
}
