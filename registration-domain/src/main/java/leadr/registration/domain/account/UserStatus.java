package leadr.registration.domain.account;

/** Where a user stands. */
public enum UserStatus {
    /** Asked to join; does not occupy the address. */
    INVITED,
    ACTIVE,
    /** Every call with a key of the user is refused; the address stays occupied. */
    SUSPENDED,
    /** For good; does not occupy the address. An invitation that was revoked leaves a deleted user, too. */
    DELETED
}
