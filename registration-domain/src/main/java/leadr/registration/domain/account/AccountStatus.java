package leadr.registration.domain.account;

/** Whether the users of an account may act. */
public enum AccountStatus {
    ACTIVE,
    /** Every call with a key of the account is refused. */
    SUSPENDED
}
