package leadr.registration.application.store;

import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;

/** A pending invitation with its user and the account that invites. */
public record OpenInvitation(Invitation invitation, User user, Account account) {}
