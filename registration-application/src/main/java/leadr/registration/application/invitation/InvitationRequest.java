package leadr.registration.application.invitation;

import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.UserId;

/**
 * Somebody wants something to happen to an invitation.
 *
 * @param id of the user who is invited
 */
public record InvitationRequest(Caller caller, UserId id, RequestOrigin origin) {
    /** What became of it. */
    public sealed interface Result {}

    /** The invitation as it is now. */
    public record Done(Invitation invitation) implements Result {}

    /** Nothing was changed. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing was changed. */
    public enum Reason {
        /** Neither owner nor admin of the account, and no superadmin. */
        NOT_ADMIN,
        /** The invitation is to a role that only owners grant. */
        NOT_OWNER,
        /** There is none, or not for the caller; or, to be sent again, it was revoked. */
        NOT_FOUND,
        ACCEPTED
    }
}
