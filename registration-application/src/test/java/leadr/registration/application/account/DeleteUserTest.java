package leadr.registration.application.account;

import static leadr.registration.application.account.People.GERMAN;
import static leadr.registration.application.account.People.ORIGIN;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.code;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.Caller;
import leadr.registration.application.account.DeleteUser.Command;
import leadr.registration.application.account.DeleteUser.Deleted;
import leadr.registration.application.account.DeleteUser.Refused;
import leadr.registration.application.account.DeleteUser.Result;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Interposed;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.Test;

class DeleteUserTest {
    private final People people = new People();

    private Result delete(Caller caller, UserId id) {
        return people.useCases().deleteUser().execute(new Command(caller, id, GERMAN, ORIGIN));
    }

    private void assertRefused(Caller caller, Caller target, UserObjection reason) {
        assertThat(delete(caller, target.user().id())).isEqualTo(new Refused(reason));
        people.assertNoted(
                AuditAction.DELETE_USER,
                caller,
                target.user().id().text(),
                Outcome.REFUSED,
                reason.name(),
                caller.user().accountId());
        assertThat(people.now(target).isDeleted()).isFalse();
    }

    @Test
    void aUserIsDeletedWithTheKeysAndOneMailSaysSo() {
        ApiKeySecret secret = SECRETS.apiKey();
        people.bench.addKey(key(people.member.user(), secret));
        assertThat(people.bench.authenticate(secret)).isInstanceOf(Authenticated.class);

        assertThat(delete(people.admin, people.member.user().id())).isEqualTo(new Deleted());

        assertThat(people.now(people.member)).isEqualTo(people.member.user().delete(NOON));
        assertThat(people.bench.store.apiKeys())
                .filteredOn(key -> key.userId().equals(people.member.user().id()))
                .hasSize(2)
                .allMatch(ApiKey::isRevoked);
        assertThat(people.bench.authenticate(secret))
                .isEqualTo(new AuthenticateApiKey.Refused(AuthenticateApiKey.Reason.REVOKED));
        assertThat(people.bench.store.mails()).extracting(OutgoingMail::kind).containsExactly(MailKind.USER_DELETED);
        assertThat(people.bench.deliver()).singleElement().satisfies(letter -> {
            assertThat(letter.to()).isEqualTo(people.member.user().email());
            assertThat(letter.content().subject()).isEqualTo("Your user at Leadr was deleted");
        });
        people.assertNoted(
                AuditAction.DELETE_USER,
                people.admin,
                people.member.user().id().text(),
                Outcome.DONE,
                null,
                people.account.id());
        assertThat(people.bench.store.auditEvents())
                .filteredOn(event -> event.action() == AuditAction.REVOKE_API_KEY)
                .hasSize(2)
                .allSatisfy(event -> {
                    assertThat(event.actor()).isEqualTo(people.admin.user().id().text());
                    assertThat(event.target()).startsWith("key_");
                    assertThat(event.reason()).isEqualTo("USER_DELETED");
                    assertThat(event.account()).isEqualTo(people.account.id());
                });
    }

    @Test
    void everybodyButTheLastOwnerLeavesAndReadsOfItInTheOwnLanguage() {
        for (Caller caller : List.of(people.member, people.admin)) {
            assertThat(delete(caller, caller.user().id())).isEqualTo(new Deleted());
        }
        assertRefused(people.owner, people.owner, UserObjection.LAST_OWNER);
        assertThat(people.bench.deliver())
                .extracting(letter -> letter.content().subject())
                .containsExactly("Der Benutzer bei Leadr wurde gelöscht", "Der Benutzer bei Leadr wurde gelöscht");
    }

    @Test
    void whoHasLeftActsNoMore() {
        assertThat(delete(people.member, people.member.user().id())).isEqualTo(new Deleted());

        assertThatExceptionOfType(AccessEnded.class)
                .isThrownBy(() -> assertThat(
                                delete(people.member, people.member.user().id()))
                        .isNull());
    }

    @Test
    void theLastActiveOwnerIsNotDeletedByASuperadminEither() {
        Caller second = people.add("second@example.org", Role.OWNER);
        people.change(second, user -> user.suspend(NOON));

        assertRefused(people.root, people.owner, UserObjection.LAST_OWNER);

        assertThat(delete(people.owner, second.user().id())).isEqualTo(new Deleted());
        Caller third = people.add("third@example.org", Role.OWNER);
        assertThat(delete(people.owner, people.owner.user().id())).isEqualTo(new Deleted());
        assertRefused(third, third, UserObjection.LAST_OWNER);
    }

    @Test
    void aSuperadminIsDeletedByAnotherOneButNotTheLast() {
        Account operators = people.root.account();
        Caller mate = people.bench.add(operators, user(operators, "mate@example.org", Role.OWNER));

        assertRefused(people.root, people.root, UserObjection.LAST_SUPERADMIN);

        people.change(mate, user -> user.asSuperAdmin(NOON));
        assertThat(delete(people.again(mate), people.root.user().id())).isEqualTo(new Deleted());
        assertThat(people.now(people.root).superAdmin()).isFalse();
    }

    @Test
    void theAddressIsFreeAgain() {
        assertThat(delete(people.member, people.member.user().id())).isEqualTo(new Deleted());

        Account next = account("Next");
        people.bench.addAccount(next, owner(next, "mia@example.org"));
        assertThat(people.bench.store.users())
                .filteredOn(user -> user.email().equals(email("mia@example.org")))
                .hasSize(2);
    }

    @Test
    void codesToGetBackInAreDead() {
        VerificationCode recovery = code(
                VerificationCodeType.RECOVERY,
                "mia@example.org",
                people.member.user().id(),
                NOON);
        VerificationCode another = code(
                VerificationCodeType.RECOVERY,
                "adam@example.org",
                people.admin.user().id(),
                NOON);
        people.bench.in(store -> {
            store.verificationCodes().add(recovery);
            store.verificationCodes().add(another);
        });

        assertThat(delete(people.admin, people.member.user().id())).isEqualTo(new Deleted());

        assertThat(people.bench.store.verificationCodes()).containsExactly(recovery.markAsExpired(NOON), another);
    }

    @Test
    void ofWhoIsInvitedTheInvitationEndsWithoutAMail() {
        User invited = people.invited("ina@example.org");
        VerificationCode code = code(VerificationCodeType.INVITE, "ina@example.org", invited.id(), NOON);
        people.bench.in(store -> store.verificationCodes().add(code));

        assertThat(delete(people.admin, invited.id())).isEqualTo(new Deleted());

        assertThat(people.now(invited.id())).isEqualTo(invited.delete(NOON));
        assertThat(people.bench.store.invitations()).singleElement().matches(invitation -> !invitation.isPending());
        assertThat(people.bench.store.verificationCodes()).containsExactly(code.markAsExpired(NOON));
        assertThat(people.bench.store.mails()).isEmpty();
        people.assertNoted(
                AuditAction.REVOKE_INVITATION,
                people.admin,
                invited.id().text(),
                Outcome.DONE,
                null,
                people.account.id());
    }

    @Test
    void whoHasAcceptedMeanwhileIsDeletedAsAUser() {
        User invited = people.invited("ina@example.org");
        people.bench.in(store -> {
            Invitation invitation =
                    store.invitations().findForUpdate(invited.id()).orElseThrow();
            store.invitations().update(invitation.accept(NOON));
            store.users()
                    .update(store.users()
                            .find(invited.id())
                            .orElseThrow()
                            .acceptInvitation(invited.displayName(), NOON));
        });

        assertThat(delete(people.admin, invited.id())).isEqualTo(new Deleted());

        assertThat(people.bench.store.mails()).hasSize(1);
        assertThat(people.bench.lastEvent().action()).isEqualTo(AuditAction.DELETE_USER);
    }

    @Test
    void whoIsGoneIsNotFoundAndThatIsNotNoted() {
        assertThat(delete(people.admin, people.member.user().id())).isEqualTo(new Deleted());
        List<AuditEvent> before = people.bench.store.auditEvents();

        assertThat(delete(people.admin, people.member.user().id())).isEqualTo(new Refused(UserObjection.NOT_FOUND));
        assertThat(delete(people.owner, new UserId(anId()))).isEqualTo(new Refused(UserObjection.NOT_FOUND));

        assertThat(people.bench.store.auditEvents()).isEqualTo(before);
    }

    @Test
    void theMailboxIsHeldThenTheAccountThenTheUserAndThenTheKeys() {
        StatementLog log = new StatementLog(people.bench.store);

        assertThat(people.bench
                        .accounts(log)
                        .deleteUser()
                        .execute(new Command(people.owner, people.member.user().id(), GERMAN, ORIGIN)))
                .isEqualTo(new Deleted());

        assertThat(log.statements())
                .filteredOn(statement -> statement.endsWith("ForUpdate"))
                .containsExactly(
                        "Mailboxes.findForUpdate",
                        "Accounts.findForUpdate",
                        "Users.findForUpdate",
                        "ApiKeys.findActiveForUpdate");
    }

    @Test
    void whoMovesMeanwhileIsDeletedAtTheNewAddress() {
        Bench bench = people.bench;
        Interposed moves = new Interposed(bench.store, "Mailboxes.findForUpdate", (inside, call) -> {
            inside.users()
                    .update(inside.users()
                            .find(people.member.user().id())
                            .orElseThrow()
                            .changeEmail(email("moved@example.org"), NOON));
            return call.call();
        });
        StatementLog log = new StatementLog(moves);

        assertThat(bench.accounts(log)
                        .deleteUser()
                        .execute(new Command(people.owner, people.member.user().id(), GERMAN, ORIGIN)))
                .isEqualTo(new Deleted());

        assertThat(log.statements())
                .filteredOn("Mailboxes.findForUpdate"::equals)
                .hasSize(2);
        assertThat(bench.deliver()).extracting(Bench.Letter::to).containsExactly(email("moved@example.org"));
    }
}
