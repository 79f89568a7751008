package leadr.registration.application.invitation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.access.ActingUser;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Right;
import leadr.registration.application.invitation.InvitationRequest.Reason;
import leadr.registration.application.invitation.InvitationRequest.Refused;
import leadr.registration.application.invitation.InvitationRequest.Result;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.InvitationStatus;
import leadr.registration.domain.account.User;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;

/**
 * What sending an invitation again and revoking it share: who may, and what is held meanwhile. Whoever may invite into a role
 * may do either to every invitation into it, whoever sent it.
 */
record InvitationChange(Transactions transactions, InstantSource clock, AuditEvents audit) {
    /**
     * An invitation that was not accepted, with everything about its address and its account held.
     *
     * @param now when it was held
     */
    record Held(ActingUser actor, Invitation invitation, User invited, Instant now) {}

    /** What is done to it. */
    interface Step {
        Result on(RegistrationStore store, Held held);
    }

    Result execute(InvitationRequest request, Step step) {
        return transactions.run(store -> change(store, request, step));
    }

    private Result change(RegistrationStore store, InvitationRequest request, Step step) {
        Caller caller = request.caller();
        Optional<Invitation> named = store.invitations().find(request.id());
        AccountId where =
                named.map(Invitation::accountId).orElse(caller.account().id());
        // Before a lock is asked for, so that nobody holds up a foreign address.
        return switch (Right.INVITE_MEMBER.decide(caller.user(), where)) {
            case FORBIDDEN -> refuse(store, request, caller.user(), Reason.NOT_ADMIN, clock.instant());
            case NOT_THERE -> new Refused(Reason.NOT_FOUND);
            case ALLOWED ->
                named.isPresent() ? change(store, request, named.get(), step) : new Refused(Reason.NOT_FOUND);
        };
    }

    private Result change(RegistrationStore store, InvitationRequest request, Invitation named, Step step) {
        Mailbox unused = store.mailboxes().findForUpdate(MailboxKey.of(named.email()));
        // Read only now, so that who had to wait comes after who was waited for.
        Instant now = clock.instant();
        ActingUser actor = ActingUser.in(store, request.caller(), Optional.of(named.accountId()), now);
        Invitation invitation =
                store.invitations().findForUpdate(named.userId()).orElseThrow();
        User invited = store.users().find(named.userId()).orElseThrow();
        Right right = invitation.isPending() ? Right.toInvite(invited.role()) : Right.INVITE_MEMBER;
        return switch (right.decide(actor.user(), invitation.accountId())) {
            case FORBIDDEN ->
                refuse(
                        store,
                        request,
                        actor.user(),
                        right == Right.INVITE_MEMBER ? Reason.NOT_ADMIN : Reason.NOT_OWNER,
                        now);
            case NOT_THERE -> new Refused(Reason.NOT_FOUND);
            case ALLOWED ->
                invitation.status() == InvitationStatus.ACCEPTED
                        ? refuse(store, request, actor.user(), Reason.ACCEPTED, now)
                        : step.on(store, new Held(actor, invitation, invited, now));
        };
    }

    private Refused refuse(RegistrationStore store, InvitationRequest request, User actor, Reason reason, Instant now) {
        store.auditLog().add(audit.refused(actor, request.id().text(), reason, request.origin(), now));
        return new Refused(reason);
    }
}
