package leadr.registration.domain.account;

import java.time.Instant;
import leadr.registration.domain.email.EmailAddress;

/**
 * A person in an account: invited and then active, or the owner who founded it; may be suspended and activated again, and
 * deleted for good. Active and suspended users occupy their address: no second one can have it. Immutable.
 *
 * @param superAdmin may do everything in every account; never invited, never deleted
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
        if (superAdmin && (status == UserStatus.INVITED || status == UserStatus.DELETED)) {
            throw new IllegalArgumentException("an invited user is no superadmin yet, a deleted one no more");
        }
    }

    /** The first user of a new account: its owner, active. */
    public static User foundingOwner(
            UserId id, AccountId accountId, EmailAddress email, DisplayName displayName, Instant now) {
        return new User(id, accountId, email, displayName, Role.OWNER, UserStatus.ACTIVE, false, now, now);
    }

    /** Somebody who is asked to join an account. */
    public static User invited(
            UserId id, AccountId accountId, EmailAddress email, DisplayName displayName, Role role, Instant now) {
        return new User(id, accountId, email, displayName, role, UserStatus.INVITED, false, now, now);
    }

    /** The same user with all rights over all accounts; unchanged when that is so already. */
    public User asSuperAdmin(Instant now) {
        return with(displayName, role, status, true, now);
    }

    /** The same user with the rights of the role only; unchanged when that is so already. */
    public User withoutSuperAdmin(Instant now) {
        return with(displayName, role, status, false, now);
    }

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    public boolean isInvited() {
        return status == UserStatus.INVITED;
    }

    public boolean isDeleted() {
        return status == UserStatus.DELETED;
    }

    /** Whether nobody else can have this address. */
    public boolean occupiesEmail() {
        return switch (status) {
            case ACTIVE, SUSPENDED -> true;
            case INVITED, DELETED -> false;
        };
    }

    /**
     * The same user, suspended; unchanged when it is already.
     *
     * @throws IllegalStateException for an invited user, whose invitation is revoked instead, and for a deleted one
     */
    public User suspend(Instant now) {
        return among(UserStatus.SUSPENDED, now);
    }

    /**
     * The same user, active again after a suspension; unchanged when it is active.
     *
     * @throws IllegalStateException for an invited user, whom only accepting activates, and for a deleted one
     */
    public User reactivate(Instant now) {
        return among(UserStatus.ACTIVE, now);
    }

    private User among(UserStatus next, Instant now) {
        if (!occupiesEmail()) {
            throw new IllegalStateException("an invited user accepts or is revoked, a deleted one stays deleted");
        }
        return with(displayName, role, next, superAdmin, now);
    }

    /**
     * The same user, who has accepted the invitation.
     *
     * @throws IllegalStateException unless invited
     */
    public User acceptInvitation(DisplayName chosen, Instant now) {
        return requireInvited().with(chosen, role, UserStatus.ACTIVE, superAdmin, now);
    }

    /**
     * The same user, invited under another name or to another role.
     *
     * @throws IllegalStateException unless invited
     */
    public User reinvite(DisplayName nextName, Role nextRole, Instant now) {
        return requireInvited().with(nextName, nextRole, status, superAdmin, now);
    }

    private User requireInvited() {
        if (!isInvited()) {
            throw new IllegalStateException("only an invited user has an invitation");
        }
        return this;
    }

    /** The same user under another name; unchanged when it is the same name. */
    public User rename(DisplayName next, Instant now) {
        return with(next, role, status, superAdmin, now);
    }

    /** The same user in another role; unchanged when it is the same role. */
    public User changeRole(Role next, Instant now) {
        return with(displayName, next, status, superAdmin, now);
    }

    /** The same user at another address; unchanged when it is written the same. */
    public User changeEmail(EmailAddress next, Instant now) {
        return next.value().equals(email.value())
                ? this
                : new User(id, accountId, next, displayName, role, status, superAdmin, createdAt, now);
    }

    /** The same user, deleted for good, without any right; unchanged when it is already. */
    public User delete(Instant now) {
        return with(displayName, role, UserStatus.DELETED, false, now);
    }

    private User with(DisplayName nextName, Role nextRole, UserStatus nextStatus, boolean nextSuperAdmin, Instant now) {
        boolean same = nextName.equals(displayName)
                && nextRole == role
                && nextStatus == status
                && nextSuperAdmin == superAdmin;
        return same
                ? this
                : new User(id, accountId, email, nextName, nextRole, nextStatus, nextSuperAdmin, createdAt, now);
    }
}
