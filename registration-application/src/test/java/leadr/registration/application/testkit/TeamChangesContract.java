package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.CODE_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.access.Caller;
import leadr.registration.application.account.AccountUseCases;
import leadr.registration.application.account.ConfirmEmailChange;
import leadr.registration.application.account.ConfirmEmailChange.Changed;
import leadr.registration.application.account.DeleteUser;
import leadr.registration.application.account.UpdateAccount;
import leadr.registration.application.account.UpdateUser;
import leadr.registration.application.account.UserObjection;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountStatus;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.Test;

/** What the use cases of accounts and users promise on every store when two people act at one moment. */
public interface TeamChangesContract extends StoreContract {
    private AccountUseCases useCases() {
        return new Bench().accounts(transactions());
    }

    private Account added(String name) {
        Account account = account(name);
        commit(store -> store.accounts().add(account));
        return account;
    }

    /** Somebody in an account, with a key to call with. */
    private Caller added(Account account, User user) {
        ApiKey key = key(user, SECRETS.apiKey());
        commit(store -> {
            store.users().add(user);
            store.apiKeys().add(key);
        });
        return new Caller(user, account, key.id());
    }

    private Caller owner(Account account, String email) {
        return added(account, user(account, email, Role.OWNER));
    }

    private Caller superadmin(String name) {
        Account account = added(name);
        return added(account, user(account, name + "@example.org", Role.MEMBER).asSuperAdmin(NOON));
    }

    /** What each of two gets; who may do nothing any more gets {@code AccessEnded}. */
    private static List<Object> atOnce(Callable<Object> one, Callable<Object> two) {
        List<Callable<Object>> both = List.of(one, two);
        return Race.of(2, number -> () -> {
            try {
                return both.get(number).call();
            } catch (AccessEnded ended) {
                return ended.reason();
            }
        });
    }

    private static DeleteUser.Command leaving(Caller who) {
        return new DeleteUser.Command(who, who.user().id(), PreferredLanguages.NONE, Fixtures.from("192.0.2.1"));
    }

    private static UpdateUser.Command granting(Caller who, Caller whom, Role role) {
        return new UpdateUser.Command(who, whom.user().id(), null, role, null, null, Fixtures.from("192.0.2.1"));
    }

    private static UpdateUser.Command steppingDown(Caller who) {
        return new UpdateUser.Command(who, who.user().id(), null, null, null, false, Fixtures.from("192.0.2.1"));
    }

    private static UpdateAccount.Command closing(Caller who) {
        return new UpdateAccount.Command(
                who, who.account().id(), null, AccountStatus.SUSPENDED, Fixtures.from("192.0.2.1"));
    }

    private int owners(Account account) {
        return look(store -> store.users().countActiveOwners(account.id()));
    }

    private List<User> superadmins() {
        return look(store -> store.users().findActingSuperAdmins());
    }

    @RaceTest(value = "the last two owners leave", runners = 2)
    default void whenTheLastTwoOwnersLeaveAtOnceOneStays() {
        Account account = added("Alpha");
        Caller one = owner(account, "one@example.org");
        Caller two = owner(account, "two@example.org");
        DeleteUser delete = useCases().deleteUser();

        assertThat(atOnce(() -> delete.execute(leaving(one)), () -> delete.execute(leaving(two))))
                .containsExactlyInAnyOrder(new DeleteUser.Deleted(), new DeleteUser.Refused(UserObjection.LAST_OWNER));
        assertThat(owners(account)).isEqualTo(1);
    }

    @RaceTest(value = "two owners demote each other", runners = 2)
    default void whenTwoOwnersDemoteEachOtherAtOnceOneStays() {
        Account account = added("Alpha");
        Caller one = owner(account, "one@example.org");
        Caller two = owner(account, "two@example.org");
        UpdateUser update = useCases().updateUser();

        assertThat(atOnce(
                        () -> update.execute(granting(one, two, Role.MEMBER)),
                        () -> update.execute(granting(two, one, Role.MEMBER))))
                .containsOnlyOnce(new UpdateUser.Refused(UserObjection.FORBIDDEN))
                .filteredOn(UpdateUser.Updated.class::isInstance)
                .hasSize(1);
        assertThat(owners(account)).isEqualTo(1);
    }

    @RaceTest(value = "the last two superadmins step down", runners = 2)
    default void whenTheLastTwoSuperadminsStepDownAtOnceOneStays() {
        Caller one = superadmin("One");
        Caller two = superadmin("Two");
        UpdateUser update = useCases().updateUser();

        assertThat(atOnce(() -> update.execute(steppingDown(one)), () -> update.execute(steppingDown(two))))
                .containsOnlyOnce(new UpdateUser.Refused(UserObjection.LAST_SUPERADMIN))
                .filteredOn(UpdateUser.Updated.class::isInstance)
                .hasSize(1);
        assertThat(superadmins()).hasSize(1);
    }

    @RaceTest(value = "the last two superadmins: one steps down, the other's account is suspended", runners = 2)
    default void whenOneSuperadminStepsDownAndTheOthersAccountIsSuspendedAtOnceOneStays() {
        Caller one = superadmin("One");
        Caller two = superadmin("Two");
        AccountUseCases useCases = useCases();

        assertThat(atOnce(
                        () -> useCases.updateUser().execute(steppingDown(one)),
                        () -> useCases.update().execute(closing(two))))
                .containsAnyOf(
                        new UpdateUser.Refused(UserObjection.LAST_SUPERADMIN),
                        new UpdateAccount.Refused(UpdateAccount.Reason.LAST_SUPERADMIN));
        assertThat(superadmins()).hasSize(1);
    }

    /** A live code, and who presents it. */
    record Presented(Caller caller, OneTimeCode code) {}

    private Presented wanting(Caller caller, String email) {
        OneTimeCode text = SECRETS.oneTimeCode();
        VerificationCodeId id = new VerificationCodeId(anId());
        VerificationCode code = VerificationCode.issue(
                id,
                VerificationCodeType.EMAIL_CHANGE,
                email(email),
                caller.user().id(),
                CODE_HASHER.digest(id.text(), text.secret()),
                Duration.ofMinutes(10),
                NOON);
        commit(store -> store.verificationCodes().add(code));
        return new Presented(caller, text);
    }

    private static Object confirmed(ConfirmEmailChange confirm, Presented what) {
        return confirm.execute(new ConfirmEmailChange.Command(
                what.caller(), what.code(), PreferredLanguages.NONE, Fixtures.from("192.0.2.1")));
    }

    private static void assertOneMoves(List<Object> results, ConfirmEmailChange.Reason other) {
        assertThat(results)
                .containsOnlyOnce(new ConfirmEmailChange.Refused(other, Duration.ZERO))
                .filteredOn(Changed.class::isInstance)
                .hasSize(1);
    }

    @RaceTest(value = "two confirm one change of address", runners = 2)
    default void ofTwoWhoConfirmWithOneCodeAtOnceOneDoes() {
        Presented code = wanting(owner(added("Alpha"), "one@example.org"), "new@example.com");
        ConfirmEmailChange confirm = useCases().confirmEmailChange();

        assertOneMoves(
                atOnce(() -> confirmed(confirm, code), () -> confirmed(confirm, code)), ConfirmEmailChange.Reason.USED);
    }

    @RaceTest(value = "two users move to one address", runners = 2)
    default void ofTwoUsersWhoMoveToOneAddressAtOnceOneGetsIt() {
        Presented one = wanting(owner(added("Alpha"), "one@example.org"), "new@example.com");
        Presented two = wanting(owner(added("Beta"), "two@example.org"), "New@example.com");
        ConfirmEmailChange confirm = useCases().confirmEmailChange();

        assertOneMoves(
                atOnce(() -> confirmed(confirm, one), () -> confirmed(confirm, two)),
                ConfirmEmailChange.Reason.EMAIL_TAKEN);
        assertThat(find(store -> store.users().findOccupant(email("new@example.com"))))
                .isPresent();
    }

    @Test
    default void twoWhoTakeEachOthersAddressDoNotWaitForEachOther() {
        Presented one = wanting(owner(added("Alpha"), "one@example.org"), "two@example.org");
        Presented two = wanting(owner(added("Beta"), "two@example.org"), "one@example.org");
        ConfirmEmailChange confirm = useCases().confirmEmailChange();

        assertThat(atOnce(() -> confirmed(confirm, one), () -> confirmed(confirm, two)))
                .containsOnly(new ConfirmEmailChange.Refused(ConfirmEmailChange.Reason.EMAIL_TAKEN, Duration.ZERO));
    }
}
