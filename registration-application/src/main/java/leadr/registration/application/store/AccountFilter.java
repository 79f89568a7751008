package leadr.registration.application.store;

import java.util.Optional;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.User;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts are listed.
 *
 * @param account only this one
 * @param email only the one whose active or suspended user has this address, however it is written
 * @param q only those with this in the name or the slug
 */
public record AccountFilter(
        @Nullable AccountId account,
        @Nullable EmailAddress email,
        @Nullable SearchText q) {
    /** All of them. */
    public static final AccountFilter NONE = new AccountFilter(null, null, null);

    /**
     * Whether an account is listed.
     *
     * @param occupant whom {@link Users#findOccupant} finds for the address, if one is asked for
     */
    public boolean accepts(Account candidate, Optional<User> occupant) {
        return (account == null || candidate.id().equals(account))
                && (email == null
                        || occupant.filter(user -> user.accountId().equals(candidate.id()))
                                .isPresent())
                && (q == null
                        || q.isIn(candidate.name().value())
                        || q.isIn(candidate.slug().value()));
    }
}
