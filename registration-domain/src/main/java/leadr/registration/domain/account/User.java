package leadr.registration.domain.account;

import java.time.Instant;
import leadr.registration.domain.email.EmailAddress;

/**
 * A person in an account. Active and suspended users occupy their address: no second one can have it. Immutable.
 *
 * @param superAdmin may do everything in every account; never invited
 * @param updatedAt when it last changed
 */
public record User(
        UserId id,
        AccountId accountId,
        EmailAddress email,
        DisplayName displayName,
        Role role,
        UserStatus status,
        boolean superAdmin,
        Instant createdAt,
        Instant updatedAt) {
    /** Restores a user as it was stored. */
    public User {
        if (superAdmin && status == UserStatus.INVITED) {
            throw new IllegalArgumentException("an invited user is no superadmin yet");
        }
    }

    /** The first user of a new account: its owner, active. */
    public static User foundingOwner(
            UserId id, AccountId accountId, EmailAddress email, DisplayName displayName, Instant now) {
        return new User(id, accountId, email, displayName, Role.OWNER, UserStatus.ACTIVE, false, now, now);
    }

    /** The same user with all rights over all accounts. */
    public User asSuperAdmin(Instant now) {
        return superAdmin ? this : new User(id, accountId, email, displayName, role, status, true, createdAt, now);
    }

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    /** Whether nobody else can have this address. */
    public boolean occupiesEmail() {
        return switch (status) {
            case ACTIVE, SUSPENDED -> true;
            case INVITED -> false;
        };
    }

    /**
     * The same user, suspended; unchanged when it is already.
     *
     * @throws IllegalStateException for an invited user: an invitation is revoked instead
     */
    public User suspend(Instant now) {
        return with(UserStatus.SUSPENDED, now);
    }

    /**
     * The same user, active again after a suspension; unchanged when it is active.
     *
     * @throws IllegalStateException for an invited user: only accepting the invitation activates it
     */
    public User reactivate(Instant now) {
        return with(UserStatus.ACTIVE, now);
    }

    private User with(UserStatus next, Instant now) {
        if (status == UserStatus.INVITED) {
            throw new IllegalStateException("an invited user accepts or is revoked");
        }
        return next == status
                ? this
                : new User(id, accountId, email, displayName, role, next, superAdmin, createdAt, now);
    }
}
