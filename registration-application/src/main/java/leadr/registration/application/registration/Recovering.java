package leadr.registration.application.registration;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;

/** Completes a recovery: one more API key for a user who is there. The others stay valid. */
final class Recovering {
    private final MailComposer mails;
    private final boolean enabled;

    Recovering(MailComposer mails, boolean enabled) {
        this.mails = mails;
        this.enabled = enabled;
    }

    boolean isEnabled() {
        return enabled;
    }

    Result complete(Completion completion) {
        RegistrationStore store = completion.store();
        if (!enabled) {
            return new Refused(Reason.RECOVERY_OFF);
        }
        Optional<User> found = store.users().find(completion.userId());
        if (found.isEmpty()) {
            return new Refused(Reason.USER_NOT_FOUND);
        }
        Account account =
                store.accounts().findForUpdate(found.get().accountId()).orElseThrow();
        // Again, because only now nobody changes users of the account.
        User user = store.users().findForUpdate(completion.userId()).orElseThrow();
        if (!user.occupiesEmail() || !user.email().equals(completion.code().email())) {
            return new Refused(Reason.USER_NOT_FOUND);
        }
        if (user.superAdmin()) {
            return new Refused(Reason.SUPERADMIN);
        }
        if (!user.isActive()) {
            return new Refused(Reason.USER_SUSPENDED);
        }
        if (!account.isActive()) {
            return new Refused(Reason.ACCOUNT_SUSPENDED);
        }
        ApiKey key =
                completion.issueKey(user, "Recovered key " + LocalDate.ofInstant(completion.now(), ZoneOffset.UTC));
        store.outbox()
                .add(mails.in(completion.command().languages())
                        .accessRecovered(new KeyHolder(key, user, account), completion.now()));
        completion.audit(user, null);
        return new Completed(account, user, completion.newKey().secret(), null, false);
    }
}
