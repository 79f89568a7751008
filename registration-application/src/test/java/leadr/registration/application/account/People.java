package leadr.registration.application.account;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.function.UnaryOperator;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import org.jspecify.annotations.Nullable;

/** An account with somebody in every role, another account, and a superadmin in a third. */
final class People {
    static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");
    static final PreferredLanguages GERMAN = new PreferredLanguages(List.of(new LanguageRange("de")));

    final Bench bench = new Bench();
    final Account account = account("Alpha");
    final Caller owner;
    final Caller admin;
    final Caller member;
    final Caller foreign;
    final Caller root;

    People() {
        bench.addAccount(account);
        owner = add("olga@example.org", Role.OWNER);
        admin = add("adam@example.org", Role.ADMIN);
        member = add("mia@example.org", Role.MEMBER);
        foreign = bench.caller(Role.OWNER);
        Account operators = account("Operators");
        bench.addAccount(operators);
        root = bench.add(
                operators, user(operators, "root@example.org", Role.OWNER).asSuperAdmin(NOON));
    }

    AccountUseCases useCases() {
        return bench.accounts(bench.store);
    }

    /** Somebody more in the account. */
    Caller add(String email, Role role) {
        return bench.add(account, user(account, email, role));
    }

    /** Somebody who is invited to the account. */
    User invited(String email) {
        User invited = user(account, email, UserStatus.INVITED);
        Invitation invitation = Invitation.issue(invited, owner.user().id(), NOON.plusSeconds(600), NOON);
        bench.in(store -> {
            store.users().add(invited);
            store.invitations().add(invitation);
        });
        return invited;
    }

    /** As stored now. */
    User now(Caller caller) {
        return now(caller.user().id());
    }

    /** The same caller, authenticated now. */
    Caller again(Caller caller) {
        return new Caller(now(caller), now(caller.account().id()), caller.key());
    }

    User now(UserId id) {
        return bench.store.users().stream()
                .filter(user -> user.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Account now(AccountId id) {
        return bench.store.accounts().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Changes a user without a use case. */
    void change(Caller who, UnaryOperator<User> how) {
        bench.in(store -> store.users()
                .update(how.apply(store.users().find(who.user().id()).orElseThrow())));
    }

    /** The newest audit event says this, and the admins of this account may see it. */
    void assertNoted(
            AuditAction action,
            Caller actor,
            String target,
            Outcome outcome,
            @Nullable String reason,
            @Nullable AccountId seenIn) {
        assertThat(bench.lastEvent())
                .isEqualTo(new AuditEvent(
                        bench.lastEvent().id(),
                        bench.clock.instant(),
                        actor.user().id().text(),
                        action,
                        target,
                        outcome,
                        reason,
                        ORIGIN,
                        seenIn));
    }
}
