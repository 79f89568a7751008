package leadr.registration.application.invitation;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.access.Caller;
import leadr.registration.application.invitation.InviteUser.Invited;
import leadr.registration.application.invitation.InviteUser.Reason;
import leadr.registration.application.invitation.InviteUser.Refused;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Role;
import org.junit.jupiter.api.Test;

/** Who may invite whom. */
class InviteUserRightsTest extends Inviting {
    @Test
    void aMemberInvitesNobodyAndLeavesNothingOfTheAddress() {
        Caller member = bench.add(admin.account(), user(admin.account(), "max@example.org", Role.MEMBER));
        StatementLog log = new StatementLog(bench.store);

        assertThat(bench.invitations(log).invite().execute(command(member, ANN, null, null)))
                .isEqualTo(new Refused(Reason.NOT_ADMIN));

        assertThat(log.statements()).containsExactly("AuditLog.add");
        assertRefused(command(member, ANN, null, null), Reason.NOT_ADMIN);
        assertRefused(command(member, ANN, null, Role.ADMIN), Reason.NOT_OWNER);
    }

    @Test
    void onlyOwnersAndSuperadminsInviteAdmins() {
        Caller root = bench.caller(Role.MEMBER);
        change(root, user -> user.asSuperAdmin(NOON));
        Caller superadmin = new Caller(root.user().asSuperAdmin(NOON), root.account(), root.key());

        assertRefused(command(admin, ANN, null, Role.ADMIN), Reason.NOT_OWNER);
        assertThat(stored(invitationOf(invite(command(owner, ANN, null, Role.ADMIN))))
                        .role())
                .isEqualTo(Role.ADMIN);
        assertThat(invitationOf(invite(command(superadmin, ANN, null, Role.ADMIN)))
                        .accountId())
                .isEqualTo(root.account().id());
    }

    @Test
    void anAdminDoesNotTouchTheInvitationOfAnAdmin() {
        assertThat(invite(command(owner, ANN, null, Role.ADMIN))).isInstanceOf(Invited.class);

        assertRefused(command(admin, ANN, "Another", null), Reason.NOT_OWNER);
        assertRefused(command(admin, ANN, null, Role.MEMBER), Reason.NOT_OWNER);
    }

    @Test
    void nobodyIsInvitedAsAnOwner() {
        assertThatIllegalArgumentException().isThrownBy(() -> command(owner, ANN, null, Role.OWNER));
    }

    @Test
    void whoWasDemotedMeanwhileIsJudgedByWhatIsTrueNow() {
        change(admin, user -> user.changeRole(Role.MEMBER, NOON));
        change(owner, user -> user.changeRole(Role.ADMIN, NOON));

        assertRefused(command(admin, ANN, null, null), Reason.NOT_ADMIN);
        assertRefused(command(owner, ANN, null, Role.ADMIN), Reason.NOT_OWNER);
    }

    @Test
    void whoWasSuspendedMeanwhileInvitesNobody() {
        change(admin, user -> user.suspend(NOON));
        List<List<?>> before = bench.everythingButAudit();

        assertThatExceptionOfType(AccessEnded.class)
                .isThrownBy(() -> assertThat(invite(admin, ANN)).isNull());

        assertThat(bench.everythingButAudit()).isEqualTo(before);
    }
}
