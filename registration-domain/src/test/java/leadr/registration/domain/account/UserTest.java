package leadr.registration.domain.account;

import static leadr.registration.domain.account.Accounts.LATER;
import static leadr.registration.domain.account.Accounts.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class UserTest {
    private final User owner = Accounts.owner();
    private final User invited = Accounts.invited();

    @Test
    void theFoundingOwnerIsActiveAndNoSuperAdmin() {
        assertThat(owner)
                .isEqualTo(new User(
                        Accounts.USER_ID,
                        Accounts.ACCOUNT_ID,
                        Accounts.EMAIL,
                        new DisplayName("Ada"),
                        Role.OWNER,
                        UserStatus.ACTIVE,
                        false,
                        NOW,
                        NOW));
        assertThat(owner.isActive()).isTrue();
    }

    @Test
    void activeAndSuspendedUsersOccupyTheirAddressAndInvitedOnesDoNot() {
        assertThat(owner.occupiesEmail()).isTrue();
        assertThat(owner.suspend(LATER).occupiesEmail()).isTrue();
        assertThat(invited.occupiesEmail()).isFalse();
    }

    @Test
    void onlyAnActiveUserIsActive() {
        assertThat(owner.suspend(LATER).isActive()).isFalse();
        assertThat(invited.isActive()).isFalse();
    }

    @Test
    void aSuspendedUserIsReactivated() {
        User suspended = owner.suspend(LATER);
        User back = suspended.reactivate(LATER.plusSeconds(1));

        assertThat(suspended.status()).isEqualTo(UserStatus.SUSPENDED);
        assertThat(suspended.updatedAt()).isEqualTo(LATER);
        assertThat(back.isActive()).isTrue();
        assertThat(back.createdAt()).isEqualTo(NOW);
        assertThat(back.updatedAt()).isEqualTo(LATER.plusSeconds(1));
    }

    @Test
    void whatIsSoAlreadyStaysUnchanged() {
        User suspended = owner.suspend(LATER);

        assertThat(owner.reactivate(LATER)).isSameAs(owner);
        assertThat(suspended.suspend(LATER.plusSeconds(1))).isSameAs(suspended);
    }

    @Test
    void anInvitedUserIsNeitherSuspendedNorReactivated() {
        assertThatIllegalStateException()
                .isThrownBy(() -> invited.suspend(LATER))
                .withMessage("an invited user accepts or is revoked");
        assertThatIllegalStateException()
                .isThrownBy(() -> invited.reactivate(LATER))
                .withMessage("an invited user accepts or is revoked");
    }

    @Test
    void aUserBecomesSuperAdminOnce() {
        User superAdmin = owner.asSuperAdmin(LATER);

        assertThat(superAdmin.superAdmin()).isTrue();
        assertThat(superAdmin.role()).isEqualTo(Role.OWNER);
        assertThat(superAdmin.updatedAt()).isEqualTo(LATER);
        assertThat(superAdmin.asSuperAdmin(LATER.plusSeconds(1))).isSameAs(superAdmin);
    }

    @Test
    void aSuspendedSuperAdminStaysSuperAdmin() {
        assertThat(owner.asSuperAdmin(LATER).suspend(LATER).superAdmin()).isTrue();
    }

    @Test
    void anInvitedUserIsNoSuperAdmin() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> invited.asSuperAdmin(LATER))
                .withMessage("an invited user is no superadmin yet");
    }

    @Test
    void theRolesAreOrderedFromTheWeakest() {
        assertThat(Role.values()).containsExactly(Role.MEMBER, Role.ADMIN, Role.OWNER);
    }
}
