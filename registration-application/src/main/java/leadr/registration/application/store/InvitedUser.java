package leadr.registration.application.store;

import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;

/** An invitation with its user as he is now: invited, a member since, or deleted. */
public record InvitedUser(Invitation invitation, User user) {}
