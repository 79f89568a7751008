package leadr.registration.domain.verification;

/** Where a code stands. There is no way back to {@link #PENDING}. */
public enum VerificationCodeStatus {
    /** Waits to be presented; its time may be over all the same. */
    PENDING,
    /** Presented in time, exchanged for a token. */
    USED,
    /** Superseded by a newer code, or dead because too many wrong ones were tried. */
    EXPIRED
}
