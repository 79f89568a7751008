package leadr.registration.application.account;

import static leadr.registration.application.account.People.GERMAN;
import static leadr.registration.application.account.People.ORIGIN;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import leadr.registration.application.access.Caller;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** People who reach for more than their role gives them: nothing is changed, and it is written down. */
class UserEscalationTest {
    private final People people = new People();

    private void assertForbidden(
            Caller caller,
            UserId target,
            @Nullable String name,
            @Nullable Role role,
            @Nullable Boolean suspended,
            @Nullable Boolean superAdmin) {
        List<List<?>> before = people.bench.everythingButAudit();
        DisplayName displayName = name == null ? null : new DisplayName(name);

        assertThat(people.useCases()
                        .updateUser()
                        .execute(new UpdateUser.Command(
                                caller, target, displayName, role, suspended, superAdmin, ORIGIN)))
                .isEqualTo(new UpdateUser.Refused(UserObjection.FORBIDDEN));

        people.assertNoted(
                AuditAction.UPDATE_USER,
                caller,
                target.text(),
                Outcome.REFUSED,
                "FORBIDDEN",
                caller.user().accountId());
        assertThat(people.bench.everythingButAudit()).isEqualTo(before);
    }

    private void assertNotDeleted(Caller caller, UserId target) {
        List<List<?>> before = people.bench.everythingButAudit();

        assertThat(people.useCases().deleteUser().execute(new DeleteUser.Command(caller, target, GERMAN, ORIGIN)))
                .isEqualTo(new DeleteUser.Refused(UserObjection.FORBIDDEN));

        people.assertNoted(
                AuditAction.DELETE_USER,
                caller,
                target.text(),
                Outcome.REFUSED,
                "FORBIDDEN",
                caller.user().accountId());
        assertThat(people.bench.everythingButAudit()).isEqualTo(before);
    }

    @Test
    void aMemberChangesNobodyElse() {
        Caller other = people.add("other@example.org", Role.MEMBER);
        for (Caller target : List.of(other, people.admin, people.owner)) {
            assertForbidden(people.member, target.user().id(), "Renamed", null, null, null);
            assertForbidden(people.member, target.user().id(), null, Role.MEMBER, null, null);
            assertForbidden(people.member, target.user().id(), null, null, true, null);
            assertNotDeleted(people.member, target.user().id());
        }
    }

    @Test
    void anAdminChangesNeitherOwnersNorOtherAdmins() {
        Caller other = people.add("other@example.org", Role.ADMIN);
        for (Caller target : List.of(other, people.owner)) {
            assertForbidden(people.admin, target.user().id(), "Renamed", null, null, null);
            assertForbidden(people.admin, target.user().id(), null, Role.MEMBER, null, null);
            assertForbidden(people.admin, target.user().id(), null, null, true, null);
            assertNotDeleted(people.admin, target.user().id());
        }
    }

    @Test
    void anAdminGrantsNothing() {
        for (Role role : Role.values()) {
            assertForbidden(people.admin, people.member.user().id(), null, role, null, null);
        }
    }

    @Test
    void nobodyRaisesOneself() {
        assertForbidden(people.member, people.member.user().id(), null, Role.ADMIN, null, null);
        assertForbidden(people.admin, people.admin.user().id(), null, Role.OWNER, null, null);
        // Not even beside a change that is allowed, or to what is so already.
        assertForbidden(people.admin, people.admin.user().id(), "Adam", Role.OWNER, null, null);
        assertForbidden(people.admin, people.admin.user().id(), null, Role.ADMIN, null, null);
        for (Caller caller : List.of(people.member, people.admin, people.owner)) {
            assertForbidden(caller, caller.user().id(), null, null, null, true);
            assertForbidden(caller, caller.user().id(), null, null, null, false);
        }
        people.change(people.member, user -> user.changeRole(Role.MEMBER, NOON));
        assertForbidden(people.member, people.member.user().id(), null, null, false, null);
    }

    @Test
    void anOwnerMakesNobodyASuperadmin() {
        assertForbidden(people.owner, people.member.user().id(), null, null, null, true);
        assertForbidden(people.owner, people.member.user().id(), null, Role.ADMIN, null, true);
        // Said before whether there is such a user: the role never suffices.
        assertForbidden(people.owner, people.foreign.user().id(), null, null, null, true);
    }

    @Test
    void aSuperadminInAnOrdinaryAccountIsNobodysToChange() {
        for (Role role : List.of(Role.MEMBER, Role.ADMIN, Role.OWNER)) {
            Caller root = people.add("root-" + role.name() + "@example.org", role);
            people.change(root, user -> user.asSuperAdmin(NOON));
            UserId id = root.user().id();
            for (Caller caller : List.of(people.owner, people.admin)) {
                assertForbidden(caller, id, "Renamed", null, null, null);
                assertForbidden(caller, id, null, Role.MEMBER, null, null);
                assertForbidden(caller, id, null, null, true, null);
                assertForbidden(caller, id, null, null, null, false);
                assertNotDeleted(caller, id);
            }
        }
    }

    @Test
    void theForeignOwnerReachesNobody() {
        for (Caller target : List.of(people.member, people.owner)) {
            assertThat(people.useCases()
                            .updateUser()
                            .execute(new UpdateUser.Command(
                                    people.foreign, target.user().id(), null, Role.MEMBER, true, null, ORIGIN)))
                    .isEqualTo(new UpdateUser.Refused(UserObjection.NOT_FOUND));
            assertThat(people.useCases()
                            .deleteUser()
                            .execute(new DeleteUser.Command(
                                    people.foreign, target.user().id(), GERMAN, ORIGIN)))
                    .isEqualTo(new DeleteUser.Refused(UserObjection.NOT_FOUND));
        }
        assertThat(people.bench.store.auditEvents()).isEmpty();
    }

    @Test
    void nobodyHoldsUpAnotherAccount() {
        StatementLog log = new StatementLog(people.bench.store);
        AccountUseCases logged = people.bench.accounts(log);
        UserId foreign = people.foreign.user().id();

        assertThat(logged.updateUser()
                        .execute(new UpdateUser.Command(
                                people.owner, foreign, new DisplayName("Renamed"), null, null, null, ORIGIN)))
                .isEqualTo(new UpdateUser.Refused(UserObjection.NOT_FOUND));
        assertThat(logged.deleteUser().execute(new DeleteUser.Command(people.owner, foreign, GERMAN, ORIGIN)))
                .isEqualTo(new DeleteUser.Refused(UserObjection.NOT_FOUND));
        assertThat(logged.update()
                        .execute(new UpdateAccount.Command(
                                people.owner, people.foreign.account().id(), new AccountName("Renamed"), null, ORIGIN)))
                .isEqualTo(new UpdateAccount.Refused(UpdateAccount.Reason.NOT_FOUND));

        assertThat(log.statements().stream().filter(name -> name.endsWith("ForUpdate")))
                .as("the own account, three times")
                .containsExactly("Accounts.findForUpdate", "Accounts.findForUpdate", "Accounts.findForUpdate");
    }
}
