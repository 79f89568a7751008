package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Team.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leadr.registration.application.store.KnownAddress;
import leadr.registration.application.store.KnownAddress.Occupant;
import leadr.registration.application.store.OpenInvitation;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.InvitationStatus;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.verification.MailboxKey;
import org.junit.jupiter.api.Test;

/** What every store promises of {@link leadr.registration.application.store.Invitations}. */
public interface InvitationsContract extends StoreContract {
    private static MailboxKey ann() {
        return MailboxKey.of(email("ann@example.org"));
    }

    private Team addedTeam(String name) {
        return Team.added(this, name);
    }

    private User addedUser(User user) {
        commit(store -> store.users().add(user));
        return user;
    }

    private Invitation added(Invitation invitation) {
        commit(store -> store.invitations().add(invitation));
        return invitation;
    }

    /** An invitation of this address with its user, both stored. */
    private Invitation addedInvitation(Team team, String email) {
        return added(team.invitation(addedUser(team.invited(email))));
    }

    private Invitation stored(Invitation invitation) {
        return find(store -> store.invitations().find(invitation.userId())).orElseThrow();
    }

    private void replace(Invitation before, Invitation next) {
        commit(store -> {
            assertThat(store.invitations().findForUpdate(before.userId())).contains(before);
            store.invitations().update(next);
        });
    }

    @Test
    default void anInvitationComesBackAsItWasAdded() {
        Team team = addedTeam("Alpha");
        Invitation pending = addedInvitation(team, "Ann@Bücher.example");
        Invitation accepted = added(team.invitation(addedUser(team.invited("ann@example.org")))
                .resend(addedTeam("Beta").owner().id(), END.plusNanos(2_000), NOON.plusNanos(1_000))
                .accept(NOON.plusSeconds(3)));
        Invitation revoked = added(
                team.invitation(addedUser(team.invited("ann@example.org"))).revoke());

        assertThat(stored(pending)).isEqualTo(pending);
        assertThat(stored(pending).email().value()).isEqualTo("Ann@Bücher.example");
        assertThat(stored(accepted)).isEqualTo(accepted);
        assertThat(stored(revoked)).isEqualTo(revoked);
        assertThat(find(store -> store.invitations().findForUpdate(revoked.userId())))
                .contains(revoked);
    }

    @Test
    default void anInvitationThatWasNeverAddedIsNotFound() {
        Team team = addedTeam("Alpha");

        commit(store -> {
            assertThat(store.invitations().find(team.owner().id())).isEmpty();
            assertThat(store.invitations().findForUpdate(new UserId(anId()))).isEmpty();
            assertThat(store.invitations().findPending(team.account().id(), ann()))
                    .isEmpty();
            assertThat(store.invitations().findPending(ann())).isEmpty();
        });
    }

    @Test
    default void theNextStateOfAnInvitationIsStored() {
        Team team = addedTeam("Alpha");
        Invitation pending = addedInvitation(team, "ann@example.org");
        Invitation again = pending.resend(team.owner().id(), END.plusSeconds(5), NOON.plusSeconds(5));

        replace(pending, again);
        assertThat(stored(pending)).isEqualTo(again);

        replace(again, again.accept(NOON.plusSeconds(9)));
        assertThat(stored(pending)).isEqualTo(again.accept(NOON.plusSeconds(9)));
    }

    @Test
    default void anInvitationIsNotUpdatedUnlessItWasLoadedInTheSameTransaction() {
        Invitation invitation = addedInvitation(addedTeam("Alpha"), "ann@example.org");

        assertThatThrownBy(() -> commit(store -> {
                    // They have the same id, but that is another thing.
                    assertThat(store.users().findForUpdate(invitation.userId())).isPresent();
                    store.invitations().update(invitation.revoke());
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(stored(invitation)).isEqualTo(invitation);
    }

    @Test
    default void whoLoadsAnInvitationHasNotLoadedItsUser() {
        Invitation invitation = addedInvitation(addedTeam("Alpha"), "ann@example.org");
        User invited = find(store -> store.users().find(invitation.userId())).orElseThrow();

        assertThatThrownBy(() -> commit(store -> {
                    assertThat(store.invitations().findForUpdate(invitation.userId()))
                            .isPresent();
                    store.users().update(invited.delete(NOON));
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void aSecondOpenInvitationOfOneAccountAndAddressIsRefused() {
        Team team = addedTeam("Alpha");
        Invitation first = addedInvitation(team, "ann@example.org");
        Invitation second = team.invitation(addedUser(team.invited("Ann@Example.Org")));

        Duplicates.assertDuplicate(UniqueRule.OPEN_INVITATION, () -> added(second));

        assertThat(find(store -> store.invitations().find(second.userId()))).isEmpty();
        replace(first, first.revoke());
        assertThat(stored(added(second))).isEqualTo(second);
    }

    @Test
    default void invitationsThatAreClosedOrOfAnotherAccountOrAddressDoNotGetInTheWay() {
        Team alpha = addedTeam("Alpha");
        for (int earlier = 0; earlier < 2; earlier++) {
            assertThat(added(alpha.invitation(addedUser(alpha.invited("ann@example.org")))
                            .revoke()))
                    .isNotNull();
            assertThat(added(alpha.invitation(addedUser(alpha.invited("ann@example.org")))
                            .accept(NOON)))
                    .isNotNull();
        }
        assertThat(addedInvitation(alpha, "bob@example.org")).isNotNull();
        assertThat(addedInvitation(addedTeam("Beta"), "ann@example.org")).isNotNull();

        Invitation invitation = addedInvitation(alpha, "ann@example.org");

        assertThat(stored(invitation)).isEqualTo(invitation);
    }

    @Test
    default void oneUserHasOneInvitation() {
        Team team = addedTeam("Alpha");
        User invited = addedUser(team.invited("ann@example.org"));
        Invitation first = added(team.invitation(invited).revoke());

        Duplicates.assertDuplicate(UniqueRule.ID, () -> added(team.invitation(invited)));

        assertThat(stored(first)).isEqualTo(first);
    }

    @Test
    default void thePendingInvitationOfAnAccountAndAddressIsFoundAlsoWhenItsTimeIsOver() {
        Team alpha = addedTeam("Alpha");
        Team beta = addedTeam("Beta");
        assertThat(added(alpha.invitation(addedUser(alpha.invited("ann@example.org")))
                        .revoke()))
                .isNotNull();
        Invitation pending = addedInvitation(alpha, "Ann@example.org");
        assertThat(addedInvitation(beta, "bob@example.org")).isNotNull();

        commit(store -> {
            assertThat(store.invitations().findPending(alpha.account().id(), ann()))
                    .contains(pending);
            assertThat(store.invitations().findPending(beta.account().id(), ann()))
                    .isEmpty();
            store.invitations().update(pending.accept(NOON));
            assertThat(store.invitations().findPending(alpha.account().id(), ann()))
                    .isEmpty();
        });
    }

    @Test
    default void theOpenInvitationsOfAnAddressComeWithTheirUsersAndAccountsOldestFirst() {
        Team alpha = addedTeam("Alpha");
        Team beta = addedTeam("Beta");
        Team gamma = addedTeam("Gamma");
        User second = addedUser(alpha.invited("ann@example.org"));
        User first = addedUser(beta.invited("Ann@Example.org"));
        Invitation newer = added(Invitation.issue(second, alpha.owner().id(), END, NOON.plusNanos(1_000)));
        Invitation older = added(beta.invitation(first));
        assertThat(added(gamma.invitation(addedUser(gamma.invited("ann@example.org")))
                        .accept(NOON)))
                .isNotNull();
        assertThat(addedInvitation(gamma, "bob@example.org")).isNotNull();

        assertThat(list(store -> store.invitations().findPending(ann())))
                .containsExactly(
                        new OpenInvitation(older, first, beta.account()),
                        new OpenInvitation(newer, second, alpha.account()));
    }

    @Test
    default void openInvitationsThatWereFoundWithTheirUsersAreUpdatedWithThem() {
        Team team = addedTeam("Alpha");
        Invitation invitation = addedInvitation(team, "ann@example.org");

        commit(store -> {
            OpenInvitation open = store.invitations().findPending(ann()).get(0);
            store.users().update(open.user().delete(NOON));
            store.invitations().update(open.invitation().revoke());
        });

        assertThat(stored(invitation)).isEqualTo(invitation.revoke());
        assertThat(find(store -> store.users().find(invitation.userId())).map(User::isDeleted))
                .contains(true);
    }

    @RaceTest(value = "open invitations of one account and address", runners = 20)
    default void ofTwentyOpenInvitationsOfOneAccountAndAddressAtOnceOneIsAdded() {
        Team team = addedTeam("Alpha");
        List<User> invited = IntStream.range(0, 20)
                .mapToObj(number -> addedUser(team.invited(number % 2 == 0 ? "ann@example.org" : "Ann@Example.Org")))
                .toList();

        List<Optional<UniqueRule>> outcomes =
                race(20, number -> store -> store.invitations().add(team.invitation(invited.get(number))));

        StoreContract.assertOneWinner(outcomes, UniqueRule.OPEN_INVITATION);
        assertThat(list(store -> store.invitations().findPending(ann()))).hasSize(1);
    }

    @RaceTest(value = "accepting and revoking one invitation", runners = 20)
    default void ofTwentyWhoAcceptOrRevokeOneInvitationAtOnceOneDoes() {
        Invitation invitation = addedInvitation(addedTeam("Alpha"), "ann@example.org");

        List<Boolean> closed = Race.of(
                20,
                number -> () -> look(store -> {
                    Invitation found = store.invitations()
                            .findForUpdate(invitation.userId())
                            .orElseThrow();
                    if (!found.isPending()) {
                        return false;
                    }
                    store.invitations().update(number % 2 == 0 ? found.accept(NOON) : found.revoke());
                    return true;
                }));

        assertThat(Collections.frequency(closed, true)).isEqualTo(1);
        assertThat(stored(invitation))
                .isEqualTo(closed.indexOf(true) % 2 == 0 ? invitation.accept(NOON) : invitation.revoke());
    }

    // --- what is known of an address: Users.findAddress
    // ----------------------------------------------------------------

    private KnownAddress known(String email) {
        return look(store -> store.users().findAddress(email(email)));
    }

    @Test
    default void ofAnAddressNobodyHasNothingIsKnown() {
        Team team = addedTeam("Alpha");
        User deleted = addedUser(team.invited("ann@example.org").delete(NOON));
        assertThat(deleted.isDeleted()).isTrue();
        assertThat(added(team.invitation(addedUser(team.invited("ann@example.org")))
                                .revoke())
                        .isPending())
                .isFalse();
        assertThat(addedUser(team.invited("ann@example.org")).isInvited()).isTrue();

        assertThat(known("ann@example.org")).isEqualTo(new KnownAddress(Optional.empty(), List.of()));
    }

    @Test
    default void whoHasAnAddressIsKnownWithTheAccountHoweverTheAddressIsWritten() {
        Team alpha = addedTeam("Alpha");
        User suspended = addedUser(Fixtures.user(alpha.account(), "Ann@Example.org", UserStatus.SUSPENDED));

        assertThat(known("ann@example.ORG").occupant()).contains(new Occupant(suspended, alpha.account()));
        assertThat(known(alpha.owner().email().value()).occupant())
                .contains(new Occupant(alpha.owner(), alpha.account()));
        assertThat(known("ann@example.com").occupant()).isEmpty();
    }

    @Test
    default void whoInvitesAnAddressIsKnownOldestFirstAndMayBeChanged() {
        Team alpha = addedTeam("Alpha");
        Team beta = addedTeam("Beta");
        User occupant = addedUser(Fixtures.user(beta.account(), "ann@example.org", UserStatus.ACTIVE));
        User second = addedUser(alpha.invited("ann@example.org"));
        User first = addedUser(beta.invited("ANN@example.org"));
        Invitation ofSecond = added(alpha.invitation(second));
        Invitation ofFirst = added(new Invitation(
                first.id(),
                beta.account().id(),
                first.email(),
                beta.owner().id(),
                InvitationStatus.PENDING,
                NOON,
                NOON.plusNanos(1_000),
                null,
                NOON.minusSeconds(1)));
        assertThat(addedInvitation(alpha, "bob@example.org").isPending()).isTrue();

        assertThat(known("ann@example.org"))
                .isEqualTo(new KnownAddress(
                        Optional.of(new Occupant(occupant, beta.account())),
                        List.of(
                                new OpenInvitation(ofFirst, first, beta.account()),
                                new OpenInvitation(ofSecond, second, alpha.account()))));
        commit(store -> {
            KnownAddress known = store.users().findAddress(email("ann@example.org"));
            store.users().update(known.occupant().orElseThrow().user().delete(NOON));
            store.accounts().update(known.occupant().orElseThrow().account().suspend(NOON));
            known.invitations().forEach(open -> {
                store.users().update(open.user().delete(NOON));
                store.invitations().update(open.invitation().revoke());
            });
        });
        assertThat(known("ann@example.org")).isEqualTo(new KnownAddress(Optional.empty(), List.of()));
    }
}
