package leadr.registration.application.invitation;

import java.time.InstantSource;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.invitation.InvitationChange.Held;
import leadr.registration.application.invitation.InvitationRequest.Done;
import leadr.registration.application.invitation.InvitationRequest.Result;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;

/** Takes a pending invitation back: the person is unknown to the account again. A second time changes nothing. */
public final class RevokeInvitation {
    private final InvitationChange change;
    private final InvitationEnding ending;

    public RevokeInvitation(Transactions transactions, IdGenerator ids, InstantSource clock) {
        this.change = new InvitationChange(transactions, clock, new AuditEvents(ids, AuditAction.REVOKE_INVITATION));
        this.ending = new InvitationEnding(ids);
    }

    /**
     * Revokes an invitation.
     *
     * @throws AccessEnded when the caller may do nothing any more
     */
    public Result execute(InvitationRequest request) {
        return change.execute(request, (store, held) -> revoke(store, request, held));
    }

    private Result revoke(RegistrationStore store, InvitationRequest request, Held held) {
        if (held.invitation().isPending()) {
            ending.end(
                    store,
                    held.invitation(),
                    held.invited(),
                    InvitationEnding.Cause.REVOKED,
                    held.actor().user().id().text(),
                    request.origin(),
                    held.now());
        }
        return new Done(held.invitation().revoke());
    }
}
