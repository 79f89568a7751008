package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.email;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import leadr.registration.application.access.Caller;
import leadr.registration.application.invitation.InvitationRequest;
import leadr.registration.application.invitation.InvitationUseCases;
import leadr.registration.application.invitation.InviteUser;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.store.OpenInvitation;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.InvitationStatus;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import org.junit.jupiter.api.Test;

/** What inviting by e-mail promises on every store when many do it at once: races of use cases, so none of a port. */
public interface InvitingAtOnce extends StoreContract {
    /** Of two at once, in one round the same one may be first by luck. */
    int ROUNDS = 10;

    private static MailboxKey ann() {
        return MailboxKey.of(email("ann@example.org"));
    }

    private InvitationUseCases invitations() {
        return new Bench().invitations(transactions());
    }

    /** The owner of an account of this name, with a key. */
    private Caller addedOwner(String name) {
        Team team = Team.added(this, name);
        ApiKey key = Fixtures.key(team.owner(), SECRETS.apiKey());
        commit(store -> store.apiKeys().add(key));
        return new Caller(team.owner(), team.account(), key.id());
    }

    private static InviteUser.Command invitingAnn(Caller inviter, int number) {
        return new InviteUser.Command(
                inviter,
                email(number % 2 == 0 ? "ann@example.org" : "Ann@Example.Org"),
                null,
                null,
                PreferredLanguages.NONE,
                Fixtures.from("192.0.2.1"));
    }

    private Collection<OpenInvitation> open() {
        return list(store -> store.invitations().findPending(ann()));
    }

    private Stream<VerificationCode> liveCodes() {
        return list(store -> store.verificationCodes().findRecent(ann(), 1)).stream()
                .filter(VerificationCode::isLive);
    }

    @Test
    default void ofEightWhoInviteAnAddressIntoAnAccountAtOnceAllMeanOnePersonWithOneCode() {
        InvitationUseCases invitations = invitations();
        Caller owner = addedOwner("Alpha");

        List<InviteUser.Result> results =
                Race.of(8, number -> () -> invitations.invite().execute(invitingAnn(owner, number)));

        assertThat(results).allMatch(InviteUser.Invited.class::isInstance);
        assertThat(open()).hasSize(1);
        UserId invited = open().iterator().next().user().id();
        assertThat(results)
                .extracting(result -> ((InviteUser.Invited) result).invitation().userId())
                .containsOnly(invited);
        assertThat(liveCodes()).extracting(VerificationCode::userId).containsExactly(invited);
    }

    @Test
    default void whoAreInvitedIntoTwoAccountsAtOnceHaveACodeForEach() {
        InvitationUseCases invitations = invitations();
        List<Caller> owners = List.of(addedOwner("Alpha"), addedOwner("Beta"));

        List<InviteUser.Result> results = Race.of(
                8, number -> () -> invitations.invite().execute(invitingAnn(owners.get(number % 2), number / 2)));

        assertThat(results).allMatch(InviteUser.Invited.class::isInstance);
        assertThat(open())
                .extracting(OpenInvitation::account)
                .containsExactlyInAnyOrder(
                        owners.get(0).account(), owners.get(1).account());
        assertThat(liveCodes())
                .extracting(VerificationCode::userId)
                .containsExactlyInAnyOrderElementsOf(
                        open().stream().map(each -> each.user().id()).toList());
    }

    @Test
    default void anInvitationThatIsRevokedAndSentAgainAtOnceIsRevokedAndItsCodesAreDead() {
        InvitationUseCases invitations = invitations();
        Caller owner = addedOwner("Alpha");
        InviteUser.Result first = invitations.invite().execute(invitingAnn(owner, 0));
        Invitation invitation = ((InviteUser.Invited) first).invitation();
        InvitationRequest request = new InvitationRequest(owner, invitation.userId(), Fixtures.from("192.0.2.1"));

        List<InvitationRequest.Result> results = Race.of(
                8,
                number -> () -> number % 2 == 0
                        ? invitations.revoke().execute(request)
                        : invitations.resend().execute(request, PreferredLanguages.NONE));

        for (int number = 0; number < results.size(); number++) {
            InvitationRequest.Result result = results.get(number);
            assertThat(result instanceof InvitationRequest.Done
                            || (number % 2 == 1
                                    && result.equals(
                                            new InvitationRequest.Refused(InvitationRequest.Reason.NOT_FOUND))))
                    .as("%s: %s", number, result)
                    .isTrue();
        }
        assertThat(find(store -> store.invitations().find(invitation.userId())).map(Invitation::status))
                .contains(InvitationStatus.REVOKED);
        assertThat(ask(store ->
                        store.users().find(invitation.userId()).orElseThrow().isDeleted()))
                .isTrue();
        assertThat(liveCodes()).isEmpty();
    }

    @Test
    default void anInvitationIsAcceptedOrRevokedNeverBoth() {
        InvitationUseCases invitations = invitations();
        CompletionContract.Scene scene = CompletionContract.Scene.on(this);
        for (int round = 0; round < ROUNDS; round++) {
            Caller owner = addedOwner("Alpha " + round);
            User invited = scene.proofs().invited(owner.user(), "ann" + round + "@example.org", Role.MEMBER);
            PlainSecret token = scene.proofs().invitation(invited);
            InvitationRequest request = new InvitationRequest(owner, invited.id(), Fixtures.from("192.0.2.1"));

            List<Object> results = Race.of(
                    2,
                    number -> () -> number == 0
                            ? scene.complete(token)
                            : invitations.revoke().execute(request));

            boolean joined = results.get(0) instanceof CompleteRegistration.Completed;
            assertThat(results.get(joined ? 1 : 0))
                    .isEqualTo(
                            joined
                                    ? new InvitationRequest.Refused(InvitationRequest.Reason.ACCEPTED)
                                    : new CompleteRegistration.Refused(
                                            CompleteRegistration.Reason.USER_NOT_INVITED, null));
            assertThat(results.get(1) instanceof InvitationRequest.Done).isEqualTo(!joined);
            assertThat(find(store -> store.users().find(invited.id())).map(User::status))
                    .contains(joined ? UserStatus.ACTIVE : UserStatus.DELETED);
        }
    }

    @Test
    default void whoFoundsAnAccountIsLeftNoCodeOfAnInvitationThatCameAtTheSameMoment() {
        InvitationUseCases invitations = invitations();
        CompletionContract.Scene scene = CompletionContract.Scene.on(this);
        Caller owner = addedOwner("Alpha");
        for (int round = 0; round < ROUNDS; round++) {
            EmailAddress ann = email("ann" + round + "@example.org");
            PlainSecret token = scene.proofs().registration(ann.value());
            String name = "Ann's Games " + round;

            List<Object> results = Race.of(
                    2,
                    number -> () -> number == 0
                            ? scene.complete(token, name)
                            : invitations
                                    .invite()
                                    .execute(new InviteUser.Command(
                                            owner,
                                            ann,
                                            null,
                                            null,
                                            PreferredLanguages.NONE,
                                            Fixtures.from("192.0.2.1"))));

            assertThat(results.get(0)).isInstanceOf(CompleteRegistration.Completed.class);
            assertThat(results.get(1)).isInstanceOf(InviteUser.Invited.class);
            assertThat(list(store -> store.verificationCodes().findRecent(MailboxKey.of(ann), 20)))
                    .noneMatch(VerificationCode::isLive);
        }
    }
}
