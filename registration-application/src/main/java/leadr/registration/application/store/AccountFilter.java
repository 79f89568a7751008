package leadr.registration.application.store;

import leadr.registration.domain.account.Account;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts are listed.
 *
 * @param q only those with this in the name or the slug
 */
public record AccountFilter(@Nullable SearchText q) {
    /** All of them. */
    public static final AccountFilter NONE = new AccountFilter(null);

    /** Whether an account is listed. */
    public boolean accepts(Account account) {
        return q == null
                || q.isIn(account.name().value())
                || q.isIn(account.slug().value());
    }
}
