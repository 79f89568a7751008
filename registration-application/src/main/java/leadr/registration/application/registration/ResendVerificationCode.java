package leadr.registration.application.registration;

import java.time.InstantSource;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.verification.VerificationPolicy;

/**
 * Sends another code to an address. Does what {@link InitiateRegistration} does, under a name of its own in the audit log: an * person who resends need not have initiated, and the answer does not tell.
 */
public final class ResendVerificationCode {
    private final CodeMailing mailing;

    /** @param recoveryEnabled whether somebody who has a user gets a code to get back in */
    public ResendVerificationCode(
            Transactions transactions,
            SecretGenerator secrets,
            SecretHasher codeHasher,
            MailComposer mails,
            IdGenerator ids,
            InstantSource clock,
            VerificationPolicy policy,
            boolean recoveryEnabled) {
        this.mailing = new CodeMailing(transactions, secrets, codeHasher, mails, ids, clock, policy, recoveryEnabled);
    }

    /** Answers the same for every address, as long as the address has not had its mails for this hour. */
    public CodeRequest.Result execute(CodeRequest request) {
        return mailing.execute(request, AuditAction.RESEND_CODE);
    }
}
