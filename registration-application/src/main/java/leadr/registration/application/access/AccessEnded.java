package leadr.registration.application.access;

/**
 * The caller's key, user or account was closed after the caller was authenticated. Nothing was done; the answer is the one
 * that the key gets from now on.
 */
public final class AccessEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AuthenticateApiKey.Reason reason;

    AccessEnded(AuthenticateApiKey.Reason reason) {
        super("the key opens nothing any more: " + reason, null, false, false);
        this.reason = reason;
    }

    /** Why the key opens nothing any more. */
    public AuthenticateApiKey.Reason reason() {
        return reason;
    }
}
