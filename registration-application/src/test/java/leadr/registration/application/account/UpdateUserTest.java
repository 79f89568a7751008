package leadr.registration.application.account;

import static leadr.registration.application.account.People.ORIGIN;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.Caller;
import leadr.registration.application.account.UpdateUser.Command;
import leadr.registration.application.account.UpdateUser.Refused;
import leadr.registration.application.account.UpdateUser.Result;
import leadr.registration.application.account.UpdateUser.Updated;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.testkit.Mishap;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKeySecret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a change to a user that the caller may make; see {@link UserEscalationTest} for the others. */
class UpdateUserTest {
    private static final Instant LATER = NOON.plusSeconds(1);

    private final People people = new People();

    UpdateUserTest() {
        people.bench.clock.advance(Duration.ofSeconds(1));
    }

    private Result update(
            Caller caller,
            UserId id,
            @Nullable String name,
            @Nullable Role role,
            @Nullable Boolean suspended,
            @Nullable Boolean superAdmin) {
        DisplayName displayName = name == null ? null : new DisplayName(name);
        return people.useCases()
                .updateUser()
                .execute(new Command(caller, id, displayName, role, suspended, superAdmin, ORIGIN));
    }

    private Result rename(Caller caller, Caller target, String name) {
        return update(caller, target.user().id(), name, null, null, null);
    }

    private Result grant(Caller caller, Caller target, Role role) {
        return update(caller, target.user().id(), null, role, null, null);
    }

    private Result suspend(Caller caller, Caller target, boolean suspended) {
        return update(caller, target.user().id(), null, null, suspended, null);
    }

    private Result makeSuperadmin(Caller caller, Caller target, boolean superAdmin) {
        return update(caller, target.user().id(), null, null, null, superAdmin);
    }

    /** The user is as before but for this, and the audit log says so. */
    private void assertUpdated(Result result, Caller by, Caller target, UnaryOperator<User> how, String reason) {
        User next = how.apply(target.user());
        assertThat(result).isInstanceOf(Updated.class);
        assertThat(((Updated) result).user().user()).isEqualTo(next);
        assertThat(people.now(target)).isEqualTo(next);
        people.assertNoted(AuditAction.UPDATE_USER, by, next.id().text(), Outcome.DONE, reason, next.accountId());
    }

    private void assertRefused(Result result, Caller by, UserId target, UserObjection reason) {
        assertThat(result).isEqualTo(new Refused(reason));
        people.assertNoted(
                AuditAction.UPDATE_USER,
                by,
                target.text(),
                Outcome.REFUSED,
                reason.name(),
                by.user().accountId());
    }

    @Test
    void everybodyRenamesOneselfAndTheNameIsNotNoted() {
        for (Caller caller : List.of(people.member, people.admin, people.owner, people.root)) {
            assertUpdated(
                    rename(caller, caller, "Somebody"),
                    caller,
                    caller,
                    user -> user.rename(new DisplayName("Somebody"), LATER),
                    "NAME");
        }
    }

    @Test
    void anAdminRenamesAndSuspendsAMember() {
        assertUpdated(
                update(people.admin, people.member.user().id(), "Mia M.", null, true, null),
                people.admin,
                people.member,
                user -> user.rename(new DisplayName("Mia M."), LATER).suspend(LATER),
                "NAME, STATUS ACTIVE->SUSPENDED");
    }

    @Test
    void anOwnerGrantsEveryRoleAndTakesIt() {
        for (Role role : List.of(Role.ADMIN, Role.OWNER, Role.MEMBER)) {
            Role before = people.now(people.member).role();

            assertThat(grant(people.owner, people.member, role)).isInstanceOf(Updated.class);

            assertThat(people.now(people.member).role()).isEqualTo(role);
            people.assertNoted(
                    AuditAction.UPDATE_USER,
                    people.owner,
                    people.member.user().id().text(),
                    Outcome.DONE,
                    "ROLE " + before + "->" + role,
                    people.account.id());
        }
    }

    @Test
    void ownershipIsHandedOverByGrantingItAndThenSteppingDown() {
        assertThat(grant(people.owner, people.owner, Role.ADMIN)).isEqualTo(new Refused(UserObjection.LAST_OWNER));

        assertThat(grant(people.owner, people.member, Role.OWNER)).isInstanceOf(Updated.class);
        assertUpdated(
                grant(people.owner, people.owner, Role.MEMBER),
                people.owner,
                people.owner,
                user -> user.changeRole(Role.MEMBER, LATER),
                "ROLE OWNER->MEMBER");
    }

    @Test
    void theLastActiveOwnerIsNeitherDemotedNorSuspendedByAnybody() {
        Caller second = people.add("second@example.org", Role.OWNER);
        people.change(second, user -> user.suspend(NOON));
        UserId last = people.owner.user().id();

        for (Caller caller : List.of(people.owner, people.root)) {
            assertRefused(grant(caller, people.owner, Role.ADMIN), caller, last, UserObjection.LAST_OWNER);
            assertRefused(suspend(caller, people.owner, true), caller, last, UserObjection.LAST_OWNER);
        }
        assertThat(people.now(last)).isEqualTo(people.owner.user());

        assertThat(suspend(people.owner, second, false)).isInstanceOf(Updated.class);
        assertThat(suspend(people.root, people.owner, true)).isInstanceOf(Updated.class);
        assertRefused(grant(second, second, Role.MEMBER), second, second.user().id(), UserObjection.LAST_OWNER);
    }

    @Test
    void anOwnerWhoIsSuspendedAlreadyIsDemotedFreely() {
        Caller second = people.add("second@example.org", Role.OWNER);
        people.change(second, user -> user.suspend(NOON));

        assertThat(grant(people.owner, second, Role.MEMBER)).isInstanceOf(Updated.class);
    }

    @Test
    void onlyAnActiveUserBecomesAnOwner() {
        UserId invited = people.invited("ina@example.org").id();
        people.change(people.member, user -> user.suspend(NOON));

        assertRefused(
                update(people.owner, invited, null, Role.OWNER, null, null),
                people.owner,
                invited,
                UserObjection.NOT_ACTIVE);
        assertRefused(
                grant(people.owner, people.member, Role.OWNER),
                people.owner,
                people.member.user().id(),
                UserObjection.NOT_ACTIVE);
        assertRefused(
                update(people.root, people.admin.user().id(), null, Role.OWNER, true, null),
                people.root,
                people.admin.user().id(),
                UserObjection.NOT_ACTIVE);
        assertThat(update(people.owner, invited, "Ina", Role.ADMIN, null, null)).isInstanceOf(Updated.class);
        assertThat(update(people.owner, people.member.user().id(), null, Role.OWNER, false, null))
                .isInstanceOf(Updated.class);
    }

    @Test
    void whoIsInvitedIsNeitherSuspendedNorActivated() {
        UserId invited = people.invited("ina@example.org").id();

        assertRefused(
                update(people.owner, invited, null, null, true, null), people.owner, invited, UserObjection.INVITED);
        assertRefused(
                update(people.root, invited, null, null, false, null), people.root, invited, UserObjection.INVITED);
        assertThat(people.now(invited).isInvited()).isTrue();
    }

    @Test
    void aSuperadminMakesAnotherOneWhoMayTakeItFromTheFirst() {
        assertUpdated(
                makeSuperadmin(people.root, people.member, true),
                people.root,
                people.member,
                user -> user.asSuperAdmin(LATER),
                "SUPERADMIN GRANTED");
        Caller risen = people.again(people.member);
        assertUpdated(
                makeSuperadmin(risen, people.root, false),
                risen,
                people.root,
                user -> user.withoutSuperAdmin(LATER),
                "SUPERADMIN TAKEN");
    }

    @Test
    void onlyAnActiveUserBecomesASuperadmin() {
        UserId invited = people.invited("ina@example.org").id();
        people.change(people.member, user -> user.suspend(NOON));

        assertRefused(
                update(people.root, invited, null, null, null, true), people.root, invited, UserObjection.NOT_ACTIVE);
        assertRefused(
                makeSuperadmin(people.root, people.member, true),
                people.root,
                people.member.user().id(),
                UserObjection.NOT_ACTIVE);
        assertThat(update(people.root, people.member.user().id(), null, null, false, true))
                .isInstanceOf(Updated.class);
        assertThat(people.now(people.member).superAdmin()).isTrue();
    }

    @Test
    void theLastSuperadminWhoCanActLosesNothing() {
        Caller second = people.add("second@example.org", Role.OWNER);
        people.change(second, user -> user.asSuperAdmin(NOON).suspend(NOON));
        people.change(people.foreign, user -> user.asSuperAdmin(NOON));
        people.bench.in(store -> store.accounts()
                .update(store.accounts()
                        .findForUpdate(people.foreign.account().id())
                        .orElseThrow()
                        .suspend(NOON)));
        Caller mate =
                people.bench.add(people.root.account(), user(people.root.account(), "mate@example.org", Role.OWNER));
        UserId root = people.root.user().id();

        assertRefused(
                makeSuperadmin(people.root, people.root, false), people.root, root, UserObjection.LAST_SUPERADMIN);
        assertRefused(suspend(people.root, people.root, true), people.root, root, UserObjection.LAST_SUPERADMIN);
        // Who cannot act anyway is none to be missed.
        assertThat(makeSuperadmin(people.root, second, false)).isInstanceOf(Updated.class);
        assertThat(makeSuperadmin(people.root, people.foreign, false)).isInstanceOf(Updated.class);

        assertThat(makeSuperadmin(people.root, mate, true)).isInstanceOf(Updated.class);
        assertThat(makeSuperadmin(people.root, people.root, false)).isInstanceOf(Updated.class);
    }

    @Test
    void aChangeIsMadeWholeOrNotAtAll() {
        UserId last = people.owner.user().id();

        assertRefused(
                update(people.owner, last, "Olga the Last", Role.ADMIN, null, null),
                people.owner,
                last,
                UserObjection.LAST_OWNER);
        assertRefused(
                update(people.admin, people.member.user().id(), "Mia", Role.ADMIN, true, null),
                people.admin,
                people.member.user().id(),
                UserObjection.FORBIDDEN);

        assertThat(people.now(last)).isEqualTo(people.owner.user());
        assertThat(people.now(people.member)).isEqualTo(people.member.user());
    }

    @Test
    void whatIsSoAlreadyIsNeitherWrittenNorNoted() {
        User owner = people.owner.user();

        Result result = update(people.root, owner.id(), owner.displayName().value(), Role.OWNER, false, false);

        assertThat(result).isEqualTo(new Updated(new ShownUser(owner, true)));
        assertThat(update(people.member, owner.id(), null, null, null, null))
                .isEqualTo(new Updated(new ShownUser(owner, false)));
        assertThat(people.now(people.owner)).isEqualTo(owner);
        assertThat(people.bench.store.auditEvents()).isEmpty();
    }

    @Test
    void whoStepsDownStillSeesTheOwnAddress() {
        Result result = grant(people.root, people.owner, Role.OWNER);
        assertThat(((Updated) result).user().withEmail()).isTrue();

        assertThat(people.add("second@example.org", Role.OWNER)).isNotNull();
        assertThat(((Updated) grant(people.owner, people.owner, Role.MEMBER))
                        .user()
                        .withEmail())
                .isTrue();
    }

    @Test
    void aUserWhoIsNotThereIsNotFoundAndThatIsNotNoted() {
        UserId deleted = people.add("gone@example.org", Role.MEMBER).user().id();
        people.bench.in(store ->
                store.users().update(store.users().find(deleted).orElseThrow().delete(NOON)));

        for (UserId id :
                List.of(new UserId(anId()), deleted, people.foreign.user().id())) {
            assertThat(update(people.owner, id, "X", null, null, null)).isEqualTo(new Refused(UserObjection.NOT_FOUND));
        }
        assertThat(people.bench.store.auditEvents()).isEmpty();
    }

    @Test
    void aSuspendedUserIsShutOutAtOnceAndLetInAgain() {
        ApiKeySecret secret = SECRETS.apiKey();
        people.bench.addKey(key(people.member.user(), secret));
        assertThat(people.bench.authenticate(secret)).isInstanceOf(Authenticated.class);

        assertThat(suspend(people.admin, people.member, true)).isInstanceOf(Updated.class);
        assertThat(people.bench.authenticate(secret))
                .isEqualTo(new AuthenticateApiKey.Refused(AuthenticateApiKey.Reason.USER_NOT_ACTIVE));

        assertThat(suspend(people.admin, people.member, false)).isInstanceOf(Updated.class);
        assertThat(people.bench.authenticate(secret)).isInstanceOf(Authenticated.class);
    }

    @Test
    void aChangeWhoseAnswerIsLostIsForgottenByTheCacheToo() {
        ApiKeySecret secret = SECRETS.apiKey();
        people.bench.addKey(key(people.member.user(), secret));
        assertThat(people.bench.authenticate(secret)).isInstanceOf(Authenticated.class);
        UpdateUser update = people.bench
                .accounts(Mishap.LOSES_THE_ANSWER.on(people.bench.store))
                .updateUser();

        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> assertThat(update.execute(
                                new Command(people.owner, people.member.user().id(), null, null, true, null, ORIGIN)))
                        .isNull());

        assertThat(people.bench.authenticate(secret)).isInstanceOf(AuthenticateApiKey.Refused.class);
    }

    @Test
    void whoWasDemotedMeanwhileIsJudgedByWhatIsTrueNow() {
        people.change(people.admin, user -> user.changeRole(Role.MEMBER, NOON));

        assertThat(suspend(people.admin, people.member, true)).isEqualTo(new Refused(UserObjection.FORBIDDEN));

        people.change(people.admin, user -> user.suspend(NOON));
        assertThatExceptionOfType(AccessEnded.class)
                .isThrownBy(() ->
                        assertThat(rename(people.admin, people.admin, "X")).isNull());
    }

    @Test
    void theAccountIsHeldBeforeTheUserIs() {
        StatementLog log = new StatementLog(people.bench.store);

        assertThat(people.bench
                        .accounts(log)
                        .updateUser()
                        .execute(new Command(
                                people.owner, people.member.user().id(), null, Role.ADMIN, null, null, ORIGIN)))
                .isInstanceOf(Updated.class);

        assertThat(log.statements())
                .filteredOn(statement -> statement.endsWith("ForUpdate"))
                .containsExactly("Accounts.findForUpdate", "Users.findForUpdate");
    }
}
