package leadr.registration.application.invitation;

import java.time.Instant;
import java.time.InstantSource;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.invitation.InvitationChange.Held;
import leadr.registration.application.invitation.InvitationRequest.Done;
import leadr.registration.application.invitation.InvitationRequest.Reason;
import leadr.registration.application.invitation.InvitationRequest.Refused;
import leadr.registration.application.invitation.InvitationRequest.Result;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;
import leadr.registration.domain.verification.VerificationPolicy;

/**
 * Sends a pending invitation again, its time over or not: a new code with a life of its own, and the old one is dead. The
 * address gets a code when it has no user by now, whatever it was sent before.
 */
public final class ResendInvitation {
    private final InvitationChange change;
    private final InvitationMailing mailing;
    private final AuditEvents audit;

    public ResendInvitation(
            Transactions transactions,
            SecretGenerator secrets,
            SecretHasher codeHasher,
            MailComposer mails,
            IdGenerator ids,
            InstantSource clock,
            VerificationPolicy policy) {
        this.audit = new AuditEvents(ids, AuditAction.RESEND_INVITATION);
        this.change = new InvitationChange(transactions, clock, audit);
        this.mailing = new InvitationMailing(secrets, codeHasher, mails, ids, policy);
    }

    /**
     * Sends an invitation again.
     *
     * @param languages to write the mail in
     * @throws AccessEnded when the caller may do nothing any more
     */
    public Result execute(InvitationRequest request, PreferredLanguages languages) {
        return change.execute(
                request,
                (store, held) -> held.invitation().isPending()
                        ? resend(store, request, languages, held)
                        : new Refused(Reason.NOT_FOUND));
    }

    private Result resend(RegistrationStore store, InvitationRequest request, PreferredLanguages languages, Held held) {
        User actor = held.actor().user();
        Instant now = held.now();
        Invitation sent = mailing.again(store, held.invitation(), actor, now);
        Account account = store.accounts().find(sent.accountId()).orElseThrow();
        boolean known = store.users().findOccupant(sent.email()).isPresent();
        mailing.send(store, sent, account, actor, known, languages, now);
        store.auditLog()
                .add(audit.done(
                        actor.id().text(), sent.userId().text(), null, sent.accountId(), request.origin(), now));
        return new Done(sent);
    }
}
