package leadr.registration.application.store;

import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.User;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which users are listed; never a deleted one.
 *
 * @param account only those in it
 * @param email only those with this address, however it is written
 * @param q only those with this in the display name or the address
 * @param namesOnly whether {@code q} is looked for in the display name alone, for who must not learn addresses
 * @param withoutInvited whether those who are only invited are left out
 */
public record UserFilter(
        @Nullable AccountId account,
        @Nullable EmailAddress email,
        @Nullable SearchText q,
        boolean namesOnly,
        boolean withoutInvited) {
    /** All of them. */
    public static final UserFilter NONE = new UserFilter(null, null, null);

    /** The invited, too, and looks for {@code q} in addresses, too. */
    public UserFilter(@Nullable AccountId account, @Nullable EmailAddress email, @Nullable SearchText q) {
        this(account, email, q, false, false);
    }

    /** Whether a user is listed. */
    public boolean accepts(User user) {
        return !user.isDeleted()
                && !(withoutInvited && user.isInvited())
                && (account == null || user.accountId().equals(account))
                && (email == null || user.email().equals(email))
                && (q == null
                        || q.isIn(user.displayName().value())
                        || (!namesOnly && q.isIn(user.email().value())));
    }
}
