package leadr.registration.domain.verification;

import java.time.Instant;

/** Whether a code may be compared at all. */
public sealed interface GuessPermit {
    /**
     * It may, and is counted already.
     *
     * @param counted what to store when the code turns out wrong
     */
    record Allowed(Mailbox counted) implements GuessPermit {}

    /**
     * It may not, the right code neither.
     *
     * @param until the first moment a guess is allowed again
     */
    record Locked(Instant until) implements GuessPermit {}
}
