package leadr.registration.application.invitation;

import java.time.Instant;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;

/**
 * Ends a pending invitation that nobody will accept: its code is dead, its user deleted, so that the address is unknown to
 * the account again. Safe to call from several threads.
 */
public final class InvitationEnding {
    private final IdGenerator ids;

    public InvitationEnding(IdGenerator ids) {
        this.ids = ids;
    }

    /** Why an invitation ends; what is written into the audit log. */
    public enum Cause {
        /** Somebody of the account took it back. */
        REVOKED,
        /** The address founded an account of its own, or joined another. */
        DECLINED;

        private AuditAction action() {
            return switch (this) {
                case REVOKED -> AuditAction.REVOKE_INVITATION;
                case DECLINED -> AuditAction.DECLINE_INVITATION;
            };
        }
    }

    /**
     * Ends an invitation. The caller holds the mailbox of the address, and has loaded both in this transaction.
     *
     * @param actor who does it, as in {@link AuditEvent#actor}
     * @throws IllegalStateException when it was accepted
     */
    public void end(
            RegistrationStore store,
            Invitation invitation,
            User invited,
            Cause cause,
            String actor,
            RequestOrigin origin,
            Instant now) {
        store.verificationCodes().supersedeInvite(invited.id(), now);
        store.users().update(invited.delete(now));
        store.invitations().update(invitation.revoke());
        store.auditLog()
                .add(new AuditEvents(ids, cause.action())
                        .done(actor, invited.id().text(), null, invited.accountId(), origin, now));
    }
}
