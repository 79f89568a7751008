package leadr.registration.application.access;

import java.util.function.Predicate;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.User;

/** The rule that somebody can always act as a superadmin: an active one, in an active account. */
public final class LastSuperadmin {
    /** Held by whoever makes superadmins fewer, and whoever makes the first one. */
    static final String LOCK = "bootstrap-superadmin";

    private LastSuperadmin() {}

    /**
     * Whether nobody could act as a superadmin any more without these. Whoever asks holds the accounts concerned already;
     * the answer is true until the end of the transaction.
     */
    public static boolean isAmong(RegistrationStore store, Predicate<User> these) {
        store.lock(LOCK);
        return store.users().findActingSuperAdmins().stream().allMatch(these);
    }
}
