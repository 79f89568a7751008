package leadr.registration.application.invitation;

import java.time.Instant;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.secret.CodeIssuer;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.VerificationPolicy;

/**
 * The mail of an invitation and the code in it. An address that has a user already gets a mail that says so instead; a code
 * that was never sent is stored then, dead from the start, so that neither what is stored nor the statements for it tell
 * the inviter who is registered. What an address is sent here does not count as asked for by its owner, and goes out while
 * guesses are locked: an invitation lives on.
 */
record InvitationMailing(CodeIssuer codes, MailComposer mails, VerificationPolicy policy) {
    InvitationMailing(
            SecretGenerator secrets,
            SecretHasher codeHasher,
            MailComposer mails,
            IdGenerator ids,
            VerificationPolicy policy) {
        this(new CodeIssuer(secrets, codeHasher, ids, policy), mails, policy);
    }

    /** When an invitation that is sent now ends. */
    Instant end(Instant now) {
        return now.plus(policy.inviteCodeLife());
    }

    /** Stores an open invitation as one that is sent again: its code is dead. Nodes' clocks differ: none goes back. */
    Invitation again(RegistrationStore store, Invitation open, User by, Instant now) {
        Instant at = now.isBefore(open.sentAt()) ? open.sentAt() : now;
        Invitation again = open.resend(by.id(), end(at), at);
        store.verificationCodes().supersedeInvite(open.userId(), now);
        store.invitations().update(again);
        return again;
    }

    /**
     * Sends an invitation as it stands now; no code of it is live. The caller holds the mailbox of the address.
     *
     * @param account that invites
     * @param known whether the address has a user, here or elsewhere
     */
    void send(
            RegistrationStore store,
            Invitation invitation,
            Account account,
            User inviter,
            boolean known,
            PreferredLanguages languages,
            Instant now) {
        EmailAddress email = invitation.email();
        CodeIssuer.Issued issued = codes.issue(VerificationCodeType.INVITE, email, invitation.userId(), now);
        store.verificationCodes().add(known ? issued.decoy() : issued.code());
        MailComposer composer = mails.in(languages);
        store.outbox()
                .add(
                        known
                                ? composer.inviteKnown(email, account, inviter, now)
                                : composer.invite(
                                        email, issued.text(), policy.inviteCodeLife(), account, inviter, now));
    }
}
