package leadr.registration.application.invitation;

import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.invitation.InviteUser.Command;
import leadr.registration.application.invitation.InviteUser.Invited;
import leadr.registration.application.invitation.InviteUser.Reason;
import leadr.registration.application.invitation.InviteUser.Refused;
import leadr.registration.application.invitation.InviteUser.Result;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/** An admin and an owner who invite, and what their tests have in common. */
abstract class Inviting {
    static final String ANN = "ann@example.org";
    static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");

    final Bench bench = new Bench();
    final Caller admin = bench.caller(Role.ADMIN);
    final Caller owner = bench.add(admin.account(), user(admin.account(), "olga@example.org", Role.OWNER));

    static Command command(Caller caller, String email, @Nullable String name, @Nullable Role role) {
        return new Command(
                caller,
                EmailAddress.of(email),
                DisplayName.ifGiven(name).orElse(null),
                role,
                PreferredLanguages.NONE,
                ORIGIN);
    }

    Result invite(Command command) {
        return bench.invitations(bench.store).invite().execute(command);
    }

    Result invite(Caller caller, String email) {
        return invite(command(caller, email, null, null));
    }

    static Invitation invitationOf(Result result) {
        return ((Invited) result).invitation();
    }

    User stored(Invitation invitation) {
        return bench.store.users().stream()
                .filter(user -> user.id().equals(invitation.userId()))
                .findFirst()
                .orElseThrow();
    }

    void change(Caller caller, UnaryOperator<User> how) {
        bench.in(store -> store.users()
                .update(how.apply(store.users().find(caller.user().id()).orElseThrow())));
    }

    AuditEvent event(Caller actor, String target, Outcome outcome, @Nullable String reason) {
        return new AuditEvent(
                bench.lastEvent().id(),
                bench.clock.instant(),
                actor.user().id().text(),
                AuditAction.INVITE_USER,
                target,
                outcome,
                reason,
                ORIGIN,
                actor.account().id());
    }

    void assertRefused(Command command, Reason reason) {
        List<List<?>> before = bench.everythingButAudit();
        int events = bench.store.auditEvents().size();

        assertThat(invite(command)).isEqualTo(new Refused(reason));

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).hasSize(events + 1);
        assertThat(bench.lastEvent())
                .isEqualTo(event(command.caller(), command.email().masked(), Outcome.REFUSED, reason.name()));
    }
}
