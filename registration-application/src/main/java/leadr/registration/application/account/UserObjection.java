package leadr.registration.application.account;

/** Why a user is not changed, or not deleted. */
public enum UserObjection {
    /** One of the changes is beyond the caller's role. */
    FORBIDDEN,
    NOT_FOUND,
    /** Who is invited accepts or is revoked, and is neither suspended nor activated. */
    INVITED,
    /** Only an active user becomes an owner or a superadmin. */
    NOT_ACTIVE,
    /** The account would have no active owner. */
    LAST_OWNER,
    /** Nobody could act as a superadmin any more. */
    LAST_SUPERADMIN
}
