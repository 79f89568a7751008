package leadr.registration.domain.verification;

/** What a code is for; decides its life and what a complete with its token does. */
public enum VerificationCodeType {
    /** A stranger founds an account. */
    REGISTRATION,
    /** An invited person joins an account. */
    INVITE,
    /** A user gets back in with a new key. */
    RECOVERY,
    /** A user moves to another address, to which the code is sent; makes no token. */
    EMAIL_CHANGE
}
