package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;

import java.time.Instant;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserStatus;

/** An account that invites, with the owner who does. */
record Team(Account account, User owner) {
    /** When its invitations end. */
    static final Instant END = NOON.plusSeconds(86_400);

    /** A team that is stored. */
    static Team added(StoreContract contract, String name) {
        Account account = Fixtures.account(name);
        Team team = new Team(
                account, Fixtures.owner(account, "owner@" + account.slug().value() + ".example"));
        contract.commit(store -> {
            store.accounts().add(account);
            store.users().add(team.owner());
        });
        return team;
    }

    User invited(String email) {
        return Fixtures.user(account, email, UserStatus.INVITED);
    }

    Invitation invitation(User invited) {
        return Invitation.issue(invited, owner.id(), END, NOON);
    }
}
