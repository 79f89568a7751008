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
import java.util.Locale;
import java.util.function.UnaryOperator;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.Caller;
import leadr.registration.application.account.UpdateAccount.Command;
import leadr.registration.application.account.UpdateAccount.Reason;
import leadr.registration.application.account.UpdateAccount.Refused;
import leadr.registration.application.account.UpdateAccount.Result;
import leadr.registration.application.account.UpdateAccount.Updated;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.application.testkit.Interposed;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.AccountStatus;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.apikey.ApiKeySecret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpdateAccountTest {
    private static final Instant LATER = NOON.plusSeconds(1);

    private final People people = new People();
    private final AccountId id = people.account.id();

    UpdateAccountTest() {
        people.bench.clock.advance(Duration.ofSeconds(1));
    }

    private Result update(Caller caller, AccountId account, @Nullable String name, @Nullable AccountStatus status) {
        AccountName accountName = name == null ? null : new AccountName(name);
        return people.useCases().update().execute(new Command(caller, account, accountName, status, ORIGIN));
    }

    private void assertUpdated(Result result, Caller by, UnaryOperator<Account> how, String reason) {
        Account next = how.apply(people.account);
        assertThat(result).isEqualTo(new Updated(next));
        assertThat(people.now(id)).isEqualTo(next);
        people.assertNoted(AuditAction.UPDATE_ACCOUNT, by, id.text(), Outcome.DONE, reason, id);
    }

    private void assertRefused(Result result, Caller by, AccountId account, Reason reason) {
        assertThat(result).isEqualTo(new Refused(reason));
        people.assertNoted(
                AuditAction.UPDATE_ACCOUNT,
                by,
                account.text(),
                Outcome.REFUSED,
                reason.name(),
                by.user().accountId());
    }

    @Test
    void anOwnerRenamesTheAccountAndTheNameIsNotNoted() {
        assertUpdated(
                update(people.owner, id, "Beta", null),
                people.owner,
                account -> account.rename(new AccountName("Beta"), LATER),
                "NAME");
    }

    @Test
    void aSuperadminRenamesAndSuspendsAndActivatesAgain() {
        assertUpdated(
                update(people.root, id, "Beta", AccountStatus.SUSPENDED),
                people.root,
                account -> account.rename(new AccountName("Beta"), LATER).suspend(LATER),
                "NAME, STATUS ACTIVE->SUSPENDED");
        assertThat(update(people.root, id, null, AccountStatus.ACTIVE)).isInstanceOf(Updated.class);
        assertThat(people.now(id).isActive()).isTrue();
    }

    @Test
    void whoIsNoOwnerRenamesNothing() {
        for (Caller caller : List.of(people.member, people.admin)) {
            assertRefused(update(caller, id, "Beta", null), caller, id, Reason.FORBIDDEN);
            // Of another account it is said before whether it is there.
            assertRefused(
                    update(caller, people.foreign.account().id(), "Beta", null),
                    caller,
                    people.foreign.account().id(),
                    Reason.FORBIDDEN);
        }
        assertThat(people.now(id)).isEqualTo(people.account);
    }

    @Test
    void onlyASuperadminSuspendsOrActivates() {
        for (Caller caller : List.of(people.member, people.admin, people.owner, people.foreign)) {
            for (AccountStatus status : AccountStatus.values()) {
                assertRefused(update(caller, id, "Beta", status), caller, id, Reason.FORBIDDEN);
            }
        }
        assertThat(people.now(id)).isEqualTo(people.account);
    }

    @Test
    void aForeignAccountIsNotThereLikeOneThatIsNone() {
        assertThat(update(people.foreign, id, "Beta", null)).isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(update(people.foreign, id, null, null)).isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(update(people.foreign, new AccountId(anId()), "Beta", null))
                .isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(update(people.root, new AccountId(anId()), "Beta", AccountStatus.SUSPENDED))
                .isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(people.bench.store.auditEvents()).isEmpty();
    }

    @Test
    void whatIsSoAlreadyIsNeitherWrittenNorNoted() {
        assertThat(update(people.root, id, "Alpha", AccountStatus.ACTIVE)).isEqualTo(new Updated(people.account));
        assertThat(update(people.member, id, null, null)).isEqualTo(new Updated(people.account));
        assertThat(people.bench.store.auditEvents()).isEmpty();
    }

    @Test
    void aNameIsTakenInWhateverCaseUnlessByTheAccountItself() {
        String other = people.foreign.account().name().value();

        assertRefused(
                update(people.owner, id, other.toUpperCase(Locale.ROOT), null), people.owner, id, Reason.NAME_TAKEN);

        assertThat(people.now(id)).isEqualTo(people.account);
        assertThat(update(people.owner, id, "ALPHA", null)).isInstanceOf(Updated.class);
    }

    @Test
    void aRuleThatOnlyABugCanBreakIsNotARefusal() {
        Interposed bug = new Interposed(people.bench.store, "Accounts.update", (inside, call) -> {
            throw new DuplicateKey(UniqueRule.ID);
        });

        assertThatExceptionOfType(DuplicateKey.class)
                .isThrownBy(() -> assertThat(people.bench
                                .accounts(bug)
                                .update()
                                .execute(new Command(people.owner, id, new AccountName("Beta"), null, ORIGIN)))
                        .isNull());
    }

    @Test
    void anAccountWithoutWhichNobodyCouldActAsASuperadminStaysActive() {
        AccountId operators = people.root.account().id();
        assertThat(people.bench.add(
                        people.root.account(),
                        user(people.root.account(), "mate@example.org", Role.OWNER)
                                .asSuperAdmin(NOON)))
                .isNotNull();

        assertRefused(
                update(people.root, operators, "Renamed", AccountStatus.SUSPENDED),
                people.root,
                operators,
                Reason.LAST_SUPERADMIN);
        assertThat(people.now(operators)).isEqualTo(people.root.account());

        people.change(people.owner, owner -> owner.asSuperAdmin(NOON));
        assertThat(update(people.root, operators, null, AccountStatus.SUSPENDED))
                .isInstanceOf(Updated.class);
        Caller owner = people.again(people.owner);
        assertRefused(update(owner, id, null, AccountStatus.SUSPENDED), owner, id, Reason.LAST_SUPERADMIN);
    }

    @Test
    void aSuspendedAccountIsShutAtOnce() {
        ApiKeySecret secret = SECRETS.apiKey();
        people.bench.addKey(key(people.member.user(), secret));
        assertThat(people.bench.authenticate(secret)).isInstanceOf(Authenticated.class);

        assertThat(update(people.root, id, null, AccountStatus.SUSPENDED)).isInstanceOf(Updated.class);

        assertThat(people.bench.authenticate(secret))
                .isEqualTo(new AuthenticateApiKey.Refused(AuthenticateApiKey.Reason.ACCOUNT_SUSPENDED));
    }
}
