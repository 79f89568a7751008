package leadr.registration.application.store;

import java.util.List;
import java.util.Optional;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;

/**
 * What is known of an address.
 *
 * @param occupant who has it; empty when nobody has
 * @param invitations those that are pending, their time over or not, oldest first
 */
public record KnownAddress(Optional<Occupant> occupant, List<OpenInvitation> invitations) {
    public KnownAddress {
        invitations = List.copyOf(invitations);
    }

    /** An active or suspended user, and the account of the user. */
    public record Occupant(User user, Account account) {}
}
