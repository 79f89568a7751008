package leadr.registration.application.account;

import java.util.Optional;
import leadr.registration.application.access.LastSuperadmin;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;

/** Users that something cannot be without: the last active owner of an account, the last superadmin. */
final class Indispensable {
    private Indispensable() {}

    /**
     * Why a user may not become what it is to become; empty when it may. The caller holds the account.
     *
     * @param next the same user, deleted perhaps
     */
    static Optional<UserObjection> whyNot(RegistrationStore store, User user, User next) {
        if (isOwner(user) && !isOwner(next) && store.users().countActiveOwners(user.accountId()) == 1) {
            return Optional.of(UserObjection.LAST_OWNER);
        }
        if (isSuperadmin(user)
                && !isSuperadmin(next)
                && LastSuperadmin.isAmong(store, each -> each.id().equals(user.id()))) {
            return Optional.of(UserObjection.LAST_SUPERADMIN);
        }
        return Optional.empty();
    }

    private static boolean isOwner(User user) {
        return user.isActive() && user.role() == Role.OWNER;
    }

    private static boolean isSuperadmin(User user) {
        return user.isActive() && user.superAdmin();
    }
}
