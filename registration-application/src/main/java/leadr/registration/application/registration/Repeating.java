package leadr.registration.application.registration;

import java.time.Instant;
import java.util.Objects;
import leadr.registration.application.registration.CompleteRegistration.Command;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.verification.RequestMark;
import leadr.registration.domain.verification.VerificationCode;

/**
 * Answers a completion that was sent again, of whatever type: nobody has seen the first answer, as far as we can tell, so
 * what it made stays, and its API key gets a fresh text.
 */
final class Repeating {
    private Repeating() {}

    /** Whether the token was used up by a request with this key, not longer ago than repeats are recognised. */
    static boolean isRepeat(VerificationCode code, Command command, Instant now) {
        RequestMark mark = command.mark();
        Instant consumedAt = code.consumedAt();
        return mark != null
                && consumedAt != null
                && code.consumedBy() != null
                && code.consumedBy().hasKeyOf(mark)
                && now.isBefore(consumedAt.plus(IdempotentRequest.LIFE));
    }

    static Result complete(Completion completion) {
        RegistrationStore store = completion.store();
        VerificationCode code = completion.code();
        if (!Objects.equals(code.consumedBy(), completion.command().mark())) {
            return new Refused(Reason.KEY_REUSED);
        }
        ApiKeyId issued = Objects.requireNonNull(code.issuedKey());
        AccountId home = store.apiKeys().find(issued).orElseThrow().accountId();
        // Held, so that whoever suspends the account, or somebody in it, comes before or after.
        Account account = store.accounts().findForUpdate(home).orElseThrow();
        ApiKey key = store.apiKeys().findForUpdate(issued).orElseThrow();
        User user = store.users().find(key.userId()).orElseThrow();
        boolean closed = key.isRevoked() || key.isExpired(completion.now()) || !user.isActive() || !account.isActive();
        // By mail nobody becomes a superadmin, not by sending a request again either.
        boolean forbidden = code.isRecovery() && user.superAdmin();
        if (key.wasUsed() || closed || forbidden) {
            return new Refused(Reason.COMPLETED_BEFORE);
        }
        store.apiKeys()
                .update(key.replaceSecret(
                        completion.newKey().secret(), completion.newKey().digest(), completion.now()));
        completion.audit(user, "REPLAYED");
        JamCodeRedemption redemption = code.isRegistration() && completion.hasJamCode()
                ? store.jamCodeRedemptions().findByAccount(account.id()).get(0)
                : null;
        return new Completed(account, user, completion.newKey().secret(), redemption, true);
    }
}
