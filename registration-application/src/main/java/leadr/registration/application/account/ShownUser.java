package leadr.registration.application.account;

import java.util.Optional;
import leadr.registration.application.access.Right;
import leadr.registration.domain.account.User;

/**
 * A user as somebody may see it.
 *
 * @param withEmail whether the address may be shown
 */
public record ShownUser(User user, boolean withEmail) {
    /** The user as this caller may see it. */
    public static ShownUser to(User caller, User user) {
        return new ShownUser(user, Right.SEE_EMAIL.decide(caller, Optional.of(user)) == Right.Decision.ALLOWED);
    }
}
