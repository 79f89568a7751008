package leadr.registration.domain.account;

/** What a user may do in the account, weakest first. */
public enum Role {
    MEMBER,
    ADMIN,
    OWNER
}
