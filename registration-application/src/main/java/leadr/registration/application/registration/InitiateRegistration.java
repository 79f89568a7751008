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
 * Begins a registration: sends a one-time code to an address.
 */
public final class InitiateRegistration {
    private final CodeMailing mailing;

    /** @param recoveryEnabled whether somebody who has a user gets a code to get back in */
    public InitiateRegistration(
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
        return mailing.execute(request, AuditAction.INITIATE_REGISTRATION);
    }
}
