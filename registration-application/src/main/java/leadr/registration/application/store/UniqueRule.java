package leadr.registration.application.store;

/** What no two things may share. */
public enum UniqueRule {
    ACCOUNT_SLUG,
    /** Ignoring case. */
    ACCOUNT_NAME,
    /** Among users who occupy their address: the active and the suspended. */
    USER_EMAIL,
    /** At most one live code for an address and type, and one for an invited user. */
    LIVE_CODE,
    /** At most one pending invitation for an account and address. */
    OPEN_INVITATION,
    API_KEY,
    /** Of the text, deleted or not. */
    JAM_CODE,
    /** Of an account and a jam code. */
    REDEMPTION,
    /** An id was given twice: a bug. */
    ID
}
