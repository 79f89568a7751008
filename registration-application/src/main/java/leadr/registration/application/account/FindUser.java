package leadr.registration.application.account;

import java.util.Optional;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Right;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;

/** Looks a user up. */
public final class FindUser {
    private final Transactions transactions;

    public FindUser(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Somebody wants to see a user. */
    public record Command(Caller caller, UserId id) {}

    /** The user; empty for one that is deleted, not there, or not for this caller. */
    public Optional<ShownUser> execute(Command command) {
        User caller = command.caller().user();
        Optional<User> found = transactions.run(store -> store.users().find(command.id()));
        return Right.SEE_USER.decide(caller, found) == Right.Decision.ALLOWED
                ? found.filter(user -> !user.isInvited() || seesInvitations(caller, user))
                        .map(user -> ShownUser.to(caller, user))
                : Optional.empty();
    }

    private static boolean seesInvitations(User caller, User invited) {
        return Right.SEE_INVITATIONS.decide(caller, invited.accountId()) == Right.Decision.ALLOWED;
    }
}
