package leadr.registration.domain.verification;

/** What became of a code that was presented. */
public sealed interface VerificationAttempt {
    /**
     * The code was right, live and in time.
     *
     * @param next the code as it has to be stored, used
     */
    record Accepted(VerificationCode next) implements VerificationAttempt {}

    /** The code stays as it is. */
    record Rejected(Reason reason) implements VerificationAttempt {}

    /** Why a code is not accepted. All but {@link #WRONG} mean that the right code was presented. */
    enum Reason {
        WRONG,
        /** Presented before. */
        USED,
        /** A newer code took its place, or too many wrong ones were tried. */
        SUPERSEDED,
        /** Its time is over. */
        EXPIRED
    }
}
