package leadr.registration.domain.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import leadr.registration.domain.verification.MailPermit.Granted;
import leadr.registration.domain.verification.MailPermit.Reason;
import leadr.registration.domain.verification.MailPermit.Withheld;

/**
 * What is remembered of an address, known or not: the wrong codes tried for it and the mails sent to it, each within a
 * sliding window. Both lists are bounded by the policy, so a mailbox stays small whatever happens to it. Immutable.
 *
 * <p>Two budgets guard an address. One network that spends its own locks itself out and nobody else; the far larger one of
 * all networks together stops a distributed guess. A new code refills neither; the right code refills both.
 *
 * @param wrongGuesses oldest first
 * @param mails when mails were sent, oldest first
 */
public record Mailbox(MailboxKey key, List<WrongGuess> wrongGuesses, List<Instant> mails) {
    public Mailbox {
        wrongGuesses = wrongGuesses.stream()
                .sorted(Comparator.comparing(WrongGuess::at))
                .toList();
        mails = mails.stream().sorted().toList();
    }

    /** A mailbox nothing has happened to. */
    public static Mailbox untouched(MailboxKey key) {
        return new Mailbox(key, List.of(), List.of());
    }

    /**
     * Asks to compare a code that somebody presents. The guess is counted before anything is compared: store
     * {@link GuessPermit.Allowed#counted()} when the code is wrong, {@link #refilled()} when it is accepted, and nothing
     * when it is the right one come too late.
     */
    public GuessPermit guess(ClientNetwork network, VerificationPolicy policy, Instant now) {
        List<WrongGuess> counting = wrongGuessesSince(now.minus(policy.attemptWindow()));
        List<WrongGuess> own = counting.stream()
                .filter(guess -> guess.network().equals(network))
                .toList();
        Optional<Instant> lockedUntil = Stream.of(
                        end(counting, policy.maxAttemptsFromAllNetworks(), policy),
                        end(own, policy.maxAttempts(), policy))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
        if (lockedUntil.isPresent()) {
            return new GuessPermit.Locked(lockedUntil.get());
        }
        List<WrongGuess> counted = new ArrayList<>(counting);
        counted.add(new WrongGuess(network, now));
        return new GuessPermit.Allowed(new Mailbox(key, counted, mails));
    }

    /** Until when nobody may guess a code of this address; empty while the budget of all networks is not spent. */
    public Optional<Instant> lockedForEverybodyUntil(VerificationPolicy policy, Instant now) {
        return end(wrongGuessesSince(now.minus(policy.attemptWindow())), policy.maxAttemptsFromAllNetworks(), policy);
    }

    /** The latest moment that it remembers; empty when it is as good as untouched. */
    public Optional<Instant> lastEvent() {
        return Stream.concat(wrongGuesses.stream().map(WrongGuess::at), mails.stream())
                .max(Comparator.naturalOrder());
    }

    /** The same mailbox without wrong guesses. */
    public Mailbox refilled() {
        return new Mailbox(key, List.of(), mails);
    }

    /** Asks to send a mail because somebody asked for a code. */
    public MailPermit requestMail(VerificationPolicy policy, Instant now) {
        if (!mails.isEmpty()) {
            Instant cooledDown = mails.get(mails.size() - 1).plus(policy.resendCooldown());
            if (now.isBefore(cooledDown)) {
                return new Withheld(Reason.COOLING_DOWN, cooledDown);
            }
        }
        Instant windowStart = now.minus(VerificationPolicy.MAIL_WINDOW);
        List<Instant> counting =
                mails.stream().filter(sent -> sent.isAfter(windowStart)).toList();
        int limit = policy.mailsPerHour();
        if (limit > 0 && counting.size() >= limit) {
            Instant free = counting.get(counting.size() - limit).plus(VerificationPolicy.MAIL_WINDOW);
            return new Withheld(Reason.LIMIT_REACHED, free);
        }
        List<Instant> counted = new ArrayList<>(limit > 0 ? counting : List.of());
        counted.add(now);
        return new Granted(new Mailbox(key, wrongGuesses, counted));
    }

    private List<WrongGuess> wrongGuessesSince(Instant windowStart) {
        return wrongGuesses.stream()
                .filter(guess -> guess.at().isAfter(windowStart))
                .toList();
    }

    /** When so many of the guesses no longer count that the rest is under the limit; empty when it is already. */
    private static Optional<Instant> end(List<WrongGuess> guesses, int limit, VerificationPolicy policy) {
        Duration window = policy.attemptWindow();
        return guesses.size() < limit
                ? Optional.empty()
                : Optional.of(guesses.get(guesses.size() - limit).at().plus(window));
    }
}
