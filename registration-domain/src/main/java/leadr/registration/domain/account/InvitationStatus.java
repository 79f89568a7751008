package leadr.registration.domain.account;

/** What became of an invitation; that its time is over is not stored. */
public enum InvitationStatus {
    /** Waits to be accepted. */
    PENDING,
    ACCEPTED,
    /** Taken back, or void because the person founded an account or joined another one. */
    REVOKED
}
