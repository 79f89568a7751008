package leadr.registration.application.access;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.API_KEY_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import org.junit.jupiter.api.Test;

class ActingUserTest {
    private final Bench bench = new Bench();
    private Caller caller = bench.caller(Role.ADMIN);

    private ActingUser acting() {
        return acting(bench.store, caller, Optional.empty(), NOON);
    }

    private static ActingUser acting(Transactions transactions, Caller caller, Optional<AccountId> where, Instant now) {
        return transactions.run(store -> ActingUser.in(store, caller, where, now));
    }

    private void changeUser(UnaryOperator<User> how) {
        bench.in(store -> store.users()
                .update(how.apply(store.users().find(caller.user().id()).orElseThrow())));
    }

    private void assertEnded(AuthenticateApiKey.Reason reason) {
        assertThatExceptionOfType(AccessEnded.class)
                .isThrownBy(() -> assertThat(acting()).isNull())
                .withMessage("the key opens nothing any more: " + reason)
                .satisfies(ended -> assertThat(ended.reason()).isEqualTo(reason));
    }

    @Test
    void aCallerActsAsWhatTheStoreKnowsNow() {
        changeUser(user -> user.changeRole(Role.MEMBER, NOON.plusSeconds(1)));
        bench.in(store -> store.accounts()
                .update(store.accounts()
                        .find(caller.account().id())
                        .orElseThrow()
                        .activate(NOON)));

        assertThat(acting().user()).isEqualTo(caller.user().changeRole(Role.MEMBER, NOON.plusSeconds(1)));
        assertThat(acting().account()).isEqualTo(caller.account());
    }

    @Test
    void whoseKeyIsRevokedActsNoMore() {
        bench.in(store -> store.apiKeys()
                .update(store.apiKeys().find(caller.key()).orElseThrow().revoke(NOON)));

        assertEnded(AuthenticateApiKey.Reason.REVOKED);
    }

    @Test
    void whoseKeyExpiresActsNoMoreFromThatMoment() {
        ApiKey passing = ApiKey.issue(
                new ApiKeyId(anId()),
                caller.account().id(),
                caller.user().id(),
                "Passing",
                SECRETS.apiKey(),
                API_KEY_HASHER.digest("", SECRETS.apiKey().secret()),
                NOON.plusSeconds(5),
                NOON);
        bench.addKey(passing);
        Caller passes = new Caller(caller.user(), caller.account(), passing.id());

        assertThat(acting(
                                bench.store,
                                passes,
                                Optional.empty(),
                                NOON.plusSeconds(5).minus(TICK))
                        .user())
                .isEqualTo(caller.user());
        assertThatExceptionOfType(AccessEnded.class)
                .isThrownBy(() -> assertThat(acting(bench.store, passes, Optional.empty(), NOON.plusSeconds(5)))
                        .isNull())
                .satisfies(ended -> assertThat(ended.reason()).isEqualTo(AuthenticateApiKey.Reason.EXPIRED));
    }

    @Test
    void whoIsSuspendedActsNoMore() {
        changeUser(user -> user.suspend(NOON));

        assertEnded(AuthenticateApiKey.Reason.USER_NOT_ACTIVE);
    }

    @Test
    void whoIsDeletedActsNoMore() {
        changeUser(user -> user.delete(NOON));

        assertEnded(AuthenticateApiKey.Reason.USER_NOT_ACTIVE);
    }

    @Test
    void nobodyActsInASuspendedAccount() {
        bench.in(store -> store.accounts()
                .update(store.accounts()
                        .findForUpdate(caller.account().id())
                        .orElseThrow()
                        .suspend(NOON)));

        assertEnded(AuthenticateApiKey.Reason.ACCOUNT_SUSPENDED);
    }

    @Test
    void theAccountIsHeldBeforeAnythingIsReadAgain() {
        StatementLog log = new StatementLog(bench.store);

        assertThat(acting(log, caller, Optional.of(caller.account().id()), NOON).account())
                .isEqualTo(caller.account());

        assertThat(log.statements()).containsExactly("Accounts.findForUpdate", "ApiKeys.find", "Users.find");
    }

    @Test
    void twoAccountsAreHeldInOneOrderWhoeverActsInWhich() {
        caller = superadmin(caller);
        Caller other = superadmin(bench.caller(Role.OWNER));

        AccountId one = caller.account().id();
        AccountId two = other.account().id();

        assertThat(ActingUser.inLockOrder(one, Optional.of(two)))
                .containsExactlyElementsOf(
                        ActingUser.inLockOrder(two, Optional.of(one)).toList())
                .containsExactlyInAnyOrder(one, two);
        assertThat(ActingUser.inLockOrder(one, Optional.of(one))).containsExactly(one);
        assertThat(acting(bench.store, caller, Optional.of(other.account().id()), NOON)
                        .account())
                .isEqualTo(caller.account());
        assertThat(acting(bench.store, other, Optional.of(caller.account().id()), NOON)
                        .account())
                .isEqualTo(other.account());
    }

    @Test
    void anAccountThatIsNotThereIsNoHindrance() {
        assertThat(acting(bench.store, caller, Optional.of(new AccountId(anId())), NOON)
                        .user())
                .isEqualTo(caller.user());
    }

    private Caller superadmin(Caller somebody) {
        bench.in(store -> store.users()
                .update(store.users().find(somebody.user().id()).orElseThrow().asSuperAdmin(NOON)));
        return new Caller(somebody.user().asSuperAdmin(NOON), somebody.account(), somebody.key());
    }

    @Test
    void nobodyButSuperadminsHoldsAnotherAccount() {
        Optional<AccountId> other =
                Optional.of(bench.caller(Role.OWNER).account().id());
        StatementLog log = new StatementLog(bench.store);

        ActingUser unused = acting(log, caller, other, NOON);

        assertThat(log.statements()).containsOnlyOnce("Accounts.findForUpdate");
        log.clear();
        unused = acting(log, superadmin(caller), other, NOON);
        assertThat(log.statements().stream().filter("Accounts.findForUpdate"::equals))
                .hasSize(2);
    }

    @Test
    void whoBecomesASuperadminMeanwhileActsAsOneFromTheNextRequestOn() {
        Caller risen = superadmin(caller);

        assertThat(acting(bench.store, caller, Optional.empty(), NOON).user()).isEqualTo(caller.user());
        assertThat(acting(bench.store, risen, Optional.empty(), NOON).user()).isEqualTo(risen.user());
    }

    @Test
    void whoIsNoSuperadminAnyMoreActsAsNone() {
        Caller former = new Caller(caller.user().asSuperAdmin(NOON), caller.account(), caller.key());

        assertThat(acting(bench.store, former, Optional.empty(), NOON).user().superAdmin())
                .isFalse();
    }
}
