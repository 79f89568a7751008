package leadr.registration.application.access;

import java.util.Collection;
import java.util.Optional;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import org.jspecify.annotations.Nullable;

/**
 * What can be done in an account, and the weakest role that may: the one place that says who may do what. Beside it stand
 * three rules. Superadmins may do everything in every account. A superadmin is changed by superadmins only. Somebody else's
 * account, and what is in it, is not there for anybody but superadmins.
 */
public enum Right {
    /** See the account and who is in it, without their addresses. */
    SEE_ACCOUNT(Role.MEMBER),
    SEE_INVITATIONS(Role.ADMIN),
    INVITE_MEMBER(Role.ADMIN),
    /** Invite into a role above member: that is to grant a role. */
    INVITE_ADMIN(Role.OWNER),
    SEE_AUDIT(Role.ADMIN),
    /** See in the audit log from which network somebody called who has not said who they are. */
    SEE_STRANGERS(null),
    REDEEM_JAM_CODE(Role.ADMIN),
    RENAME_ACCOUNT(Role.OWNER),
    /** Suspend the account, and activate it again. */
    SUSPEND_ACCOUNT(null),

    SEE_USER(Effect.SEES, Role.MEMBER, Role.MEMBER, Role.MEMBER),
    SEE_EMAIL(Effect.SEES, Role.MEMBER, Role.ADMIN, Role.ADMIN),
    CHANGE_EMAIL(Effect.CHANGES, Role.MEMBER, null, null),
    RENAME_USER(Effect.CHANGES, Role.MEMBER, Role.ADMIN, Role.OWNER),
    /** Suspend a user, and activate the user again. */
    SUSPEND_USER(Effect.CHANGES, Role.OWNER, Role.ADMIN, Role.OWNER),
    /** Delete a user; who deletes the own one leaves the account. */
    DELETE_USER(Effect.CHANGES, Role.MEMBER, Role.ADMIN, Role.OWNER),
    /** Give a user another role, up or down; handing over ownership is that. */
    GRANT_ROLE(Effect.CHANGES, Role.OWNER, Role.OWNER, Role.OWNER),
    /** Make somebody a superadmin, or take it away. */
    GRANT_SUPERADMIN(Effect.CHANGES, null, null, null),

    SEE_KEYS(Effect.SEES, Role.MEMBER, Role.ADMIN, Role.OWNER),
    CREATE_KEY(Effect.CHANGES, Role.MEMBER, null, null),
    REVOKE_KEY(Effect.CHANGES, Role.MEMBER, Role.ADMIN, Role.OWNER);

    private enum Effect {
        SEES,
        CHANGES
    }

    private final Effect effect;
    private final @Nullable Role toOneself;
    private final @Nullable Role toMembers;
    private final @Nullable Role toAdminsAndOwners;

    /** To the account as a whole. */
    Right(@Nullable Role weakest) {
        this(Effect.CHANGES, weakest, weakest, weakest);
    }

    /** To a user of the account; null is for superadmins only. */
    Right(Effect effect, @Nullable Role toOneself, @Nullable Role toMembers, @Nullable Role toAdminsAndOwners) {
        this.effect = effect;
        this.toOneself = toOneself;
        this.toMembers = toMembers;
        this.toAdminsAndOwners = toAdminsAndOwners;
    }

    /** What it takes to invite into a role, and to touch an invitation into it. */
    public static Right toInvite(Role role) {
        return role == Role.MEMBER ? INVITE_MEMBER : INVITE_ADMIN;
    }

    /** What is said to somebody who wants to do something. */
    public enum Decision {
        ALLOWED,
        /** 403. */
        FORBIDDEN,
        /** 404: there is no such thing, or not for this caller. */
        NOT_THERE;

        /** Of things wanted together: allowed when each is, and else what forbids one comes before what is not there. */
        public static Decision together(Collection<Decision> each) {
            if (each.contains(FORBIDDEN)) {
                return FORBIDDEN;
            }
            return each.contains(NOT_THERE) ? NOT_THERE : ALLOWED;
        }
    }

    /** To whom somebody may do something: what a list of it shows. */
    public enum Reach {
        /** In every account. */
        EVERYBODY,
        /** In the own account. */
        COLLEAGUES,
        /** Of the own account the members, and oneself. */
        MEMBERS,
        ONESELF
    }

    /**
     * Decides whether somebody may do this to an account, or to everybody in it. A role that never suffices is forbidden
     * before anything is said about the account.
     *
     * @param caller active; for a change as {@link ActingUser} found the user
     */
    public Decision decide(User caller, AccountId account) {
        if (caller.superAdmin()) {
            return Decision.ALLOWED;
        }
        if (!suffices(caller.role(), toAdminsAndOwners)) {
            return Decision.FORBIDDEN;
        }
        return account.equals(caller.accountId()) ? Decision.ALLOWED : Decision.NOT_THERE;
    }

    /**
     * Decides whether somebody may do this to a user. A role that never suffices is forbidden before anything is said about
     * the user.
     *
     * @param caller active; for a change as {@link ActingUser} found the user
     * @param target empty when there is no such user; one that is deleted counts as none
     */
    public Decision decide(User caller, Optional<User> target) {
        Optional<User> there = target.filter(user -> !user.isDeleted());
        if (caller.superAdmin()) {
            return there.isPresent() ? Decision.ALLOWED : Decision.NOT_THERE;
        }
        boolean oneself = there.isPresent() && there.get().id().equals(caller.id());
        if (!oneself && !mayReachOthers(caller.role())) {
            return Decision.FORBIDDEN;
        }
        Optional<User> near = there.filter(user -> user.accountId().equals(caller.accountId()));
        if (near.isEmpty()) {
            return Decision.NOT_THERE;
        }
        boolean protectedUser = near.get().superAdmin() && effect == Effect.CHANGES;
        return !protectedUser && suffices(caller.role(), weakestFor(near.get(), oneself))
                ? Decision.ALLOWED
                : Decision.FORBIDDEN;
    }

    /** To whom the caller may do this, where to see is enough; deleted users are not there for anybody. */
    public Reach reach(User caller) {
        if (caller.superAdmin()) {
            return Reach.EVERYBODY;
        }
        if (suffices(caller.role(), toAdminsAndOwners)) {
            return Reach.COLLEAGUES;
        }
        return suffices(caller.role(), toMembers) ? Reach.MEMBERS : Reach.ONESELF;
    }

    /**
     * Whether others may be in reach. What everybody may do to oneself is open to every role, so that of somebody else's id it
     * is said first that it is not there.
     */
    private boolean mayReachOthers(Role role) {
        return toMembers != null && (suffices(role, toMembers) || suffices(role, toOneself));
    }

    private @Nullable Role weakestFor(User target, boolean oneself) {
        if (oneself) {
            return toOneself;
        }
        return target.role() == Role.MEMBER ? toMembers : toAdminsAndOwners;
    }

    private static boolean suffices(Role role, @Nullable Role weakest) {
        return weakest != null && role.compareTo(weakest) >= 0;
    }
}
