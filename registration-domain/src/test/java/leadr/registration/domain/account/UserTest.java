package leadr.registration.domain.account;

import static leadr.registration.domain.account.Accounts.LATER;
import static leadr.registration.domain.account.Accounts.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import leadr.registration.domain.email.EmailAddress;
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
                .withMessage("an invited user accepts or is revoked, a deleted one stays deleted");
        assertThatIllegalStateException()
                .isThrownBy(() -> invited.reactivate(LATER))
                .withMessage("an invited user accepts or is revoked, a deleted one stays deleted");
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
                .withMessage("an invited user is no superadmin yet, a deleted one no more");
    }

    @Test
    void aSuperAdminBecomesAnOrdinaryUserOnce() {
        User superAdmin = owner.asSuperAdmin(NOW);
        User plain = superAdmin.withoutSuperAdmin(LATER);

        assertThat(plain.superAdmin()).isFalse();
        assertThat(plain.updatedAt()).isEqualTo(LATER);
        assertThat(owner.withoutSuperAdmin(LATER)).isSameAs(owner);
    }

    @Test
    void anInvitedUserIsInvitedInTheRole() {
        assertThat(invited)
                .isEqualTo(new User(
                        Accounts.USER_ID,
                        Accounts.ACCOUNT_ID,
                        Accounts.EMAIL,
                        new DisplayName("Ada"),
                        Role.MEMBER,
                        UserStatus.INVITED,
                        false,
                        NOW,
                        NOW));
        assertThat(invited.isInvited()).isTrue();
        assertThat(owner.isInvited()).isFalse();
    }

    @Test
    void whoAcceptsIsActiveUnderTheNameOfTheirChoice() {
        User accepted = invited.acceptInvitation(new DisplayName("Countess"), LATER);

        assertThat(accepted.isActive()).isTrue();
        assertThat(accepted.displayName().value()).isEqualTo("Countess");
        assertThat(accepted.role()).isEqualTo(Role.MEMBER);
        assertThat(accepted.createdAt()).isEqualTo(NOW);
        assertThat(accepted.updatedAt()).isEqualTo(LATER);
    }

    @Test
    void whoIsInvitedAgainMayHaveAnotherNameAndRole() {
        User again = invited.reinvite(new DisplayName("Eve"), Role.ADMIN, LATER);

        assertThat(again.displayName().value()).isEqualTo("Eve");
        assertThat(again.role()).isEqualTo(Role.ADMIN);
        assertThat(again.isInvited()).isTrue();
        assertThat(invited.reinvite(invited.displayName(), Role.MEMBER, LATER)).isSameAs(invited);
    }

    @Test
    void onlyAnInvitedUserAcceptsOrIsInvitedAgain() {
        for (User other : List.of(owner, owner.suspend(LATER), owner.delete(LATER))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> other.acceptInvitation(other.displayName(), LATER))
                    .withMessage("only an invited user has an invitation");
            assertThatIllegalStateException().isThrownBy(() -> other.reinvite(other.displayName(), Role.ADMIN, LATER));
        }
    }

    @Test
    void nameRoleAndAddressChangeAndNothingElse() {
        User changed = owner.rename(new DisplayName("Countess"), LATER)
                .changeRole(Role.MEMBER, LATER)
                .changeEmail(EmailAddress.of("countess@example.com"), LATER);

        assertThat(changed)
                .isEqualTo(new User(
                        owner.id(),
                        owner.accountId(),
                        EmailAddress.of("countess@example.com"),
                        new DisplayName("Countess"),
                        Role.MEMBER,
                        UserStatus.ACTIVE,
                        false,
                        NOW,
                        LATER));
        assertThat(owner.rename(owner.displayName(), LATER)).isSameAs(owner);
        assertThat(owner.changeRole(Role.OWNER, LATER)).isSameAs(owner);
        assertThat(owner.changeEmail(owner.email(), LATER)).isSameAs(owner);
    }

    @Test
    void anAddressThatIsWrittenOtherwiseIsAChange() {
        assertThat(owner.changeEmail(EmailAddress.of("ADA@example.com"), LATER)
                        .email()
                        .value())
                .isEqualTo("ADA@example.com");
    }

    @Test
    void aDeletedUserHasNoAddressAndNoRightAnyMore() {
        User deleted = owner.asSuperAdmin(NOW).delete(LATER);

        assertThat(deleted.isDeleted()).isTrue();
        assertThat(deleted.isActive()).isFalse();
        assertThat(deleted.occupiesEmail()).isFalse();
        assertThat(deleted.superAdmin()).isFalse();
        assertThat(deleted.updatedAt()).isEqualTo(LATER);
        assertThat(deleted.delete(LATER.plusSeconds(1))).isSameAs(deleted);
        assertThat(owner.isDeleted()).isFalse();
    }

    @Test
    void aDeletedUserStaysDeleted() {
        User deleted = invited.delete(LATER);

        assertThatIllegalStateException().isThrownBy(() -> deleted.reactivate(LATER));
        assertThatIllegalStateException().isThrownBy(() -> deleted.suspend(LATER));
        assertThatIllegalArgumentException().isThrownBy(() -> deleted.asSuperAdmin(LATER));
    }

    @Test
    void theRolesAreOrderedFromTheWeakest() {
        assertThat(Role.values()).containsExactly(Role.MEMBER, Role.ADMIN, Role.OWNER);
    }
}
