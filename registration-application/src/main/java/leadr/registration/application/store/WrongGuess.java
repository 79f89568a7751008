package leadr.registration.application.store;

import java.time.Instant;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.VerificationPolicy;

/** What a wrong guess at a code leads to, whatever the code is for. */
public final class WrongGuess {
    private WrongGuess() {}

    /**
     * Stores that a guess was counted. The one that spends the budget of the address for everybody makes its live codes of
     * registration and recovery expired.
     *
     * @param counted the mailbox with the guess, held by this transaction
     */
    public static void note(RegistrationStore store, Mailbox counted, VerificationPolicy policy, Instant now) {
        store.mailboxes().update(counted);
        if (counted.lockedForEverybodyUntil(policy, now).isPresent()) {
            // A stranger may spend the budget of an address, but not destroy an invitation to it.
            store.verificationCodes().supersede(counted.key(), VerificationCodeType.REGISTRATION, now);
            store.verificationCodes().supersede(counted.key(), VerificationCodeType.RECOVERY, now);
        }
    }
}
