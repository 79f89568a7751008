package leadr.registration.domain.verification;

import java.time.Instant;

/** A wrong code that was tried: from where, and when. */
public record WrongGuess(ClientNetwork network, Instant at) {}
