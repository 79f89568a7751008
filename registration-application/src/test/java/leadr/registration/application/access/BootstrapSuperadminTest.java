package leadr.registration.application.access;

import static leadr.registration.application.testkit.Fixtures.API_KEY_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.BootstrapSuperadmin.Command;
import leadr.registration.application.access.BootstrapSuperadmin.Result;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Race;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.verification.ClientNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BootstrapSuperadminTest {
    private final Bench bench = new Bench();
    private final BootstrapSuperadmin bootstrap =
            new BootstrapSuperadmin(bench.store, API_KEY_HASHER, bench.ids, bench.clock);
    private final ApiKeySecret secret = SECRETS.apiKey();

    private static Command command(@Nullable ApiKeySecret key) {
        return new Command(
                email("root@example.org"),
                new DisplayName("Root"),
                new AccountName("Operators"),
                new Slug("operators"),
                key);
    }

    private void assertNothingMade(Command command, Result result) {
        List<List<?>> before = bench.everythingButAudit();
        int events = bench.store.auditEvents().size();

        assertThat(bootstrap.execute(command)).isEqualTo(result);

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).hasSize(events);
    }

    @Test
    void theFirstSuperadminIsMadeWithAccountAndKey() {
        assertThat(bootstrap.execute(command(secret))).isEqualTo(Result.CREATED);

        Account account = bench.store.accounts().get(0);
        assertThat(account.name().value()).isEqualTo("Operators");
        assertThat(account.slug().value()).isEqualTo("operators");
        User user = bench.store.users().get(0);
        assertThat(user.superAdmin()).isTrue();
        assertThat(user.isActive()).isTrue();
        assertThat(user.role()).isEqualTo(Role.OWNER);
        assertThat(user.displayName().value()).isEqualTo("Root");
        assertThat(user.email()).isEqualTo(email("root@example.org"));
        ApiKey key = bench.store.apiKeys().get(0);
        assertThat(key.name()).isEqualTo("Bootstrap key");
        assertThat(new AuthenticateApiKey(bench.store, API_KEY_HASHER, bench.clock)
                        .execute(new AuthenticateApiKey.Command(secret.secret().reveal())))
                .isEqualTo(new AuthenticateApiKey.Authenticated(new Caller(user, account, key.id())));
        AuditEvent event = bench.store.auditEvents().get(0);
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(),
                        NOON,
                        AuditEvent.SYSTEM,
                        AuditAction.BOOTSTRAP_SUPERADMIN,
                        user.id().text(),
                        Outcome.DONE,
                        null,
                        new RequestOrigin(new UUID(0, 0), ClientNetwork.NONE),
                        account.id()));
    }

    @Test
    void withoutAKeyNothingIsMade() {
        assertNothingMade(command(null), Result.KEY_MISSING);
    }

    @Test
    void whereThereIsASuperadminNothingIsMadeWhateverTheKey() {
        assertThat(bootstrap.execute(command(secret))).isEqualTo(Result.CREATED);

        assertNothingMade(command(secret), Result.PRESENT);
        assertNothingMade(command(SECRETS.apiKey()), Result.PRESENT);
        assertNothingMade(command(null), Result.PRESENT);
    }

    @Test
    void aRevokedKeyStaysRevokedAndIsNamed() {
        assertThat(bootstrap.execute(command(secret))).isEqualTo(Result.CREATED);
        bench.in(store -> {
            ApiKey key = store.apiKeys()
                    .findForUpdate(bench.store.apiKeys().get(0).id())
                    .orElseThrow();
            store.apiKeys().update(key.revoke(NOON));
        });

        assertNothingMade(command(secret), Result.PRESENT_KEY_REVOKED);
        assertNothingMade(command(SECRETS.apiKey()), Result.PRESENT);
    }

    @Test
    void namesOfSomebodyElseAreNotTakenOver() {
        bench.addAccount(account("Other", "operators"));
        assertNothingMade(command(secret), Result.NAMES_TAKEN);
    }

    @Test
    void anAccountNameOfSomebodyElseIsNotTakenOver() {
        bench.addAccount(account("OPERATORS", "other"));
        assertNothingMade(command(secret), Result.NAMES_TAKEN);
    }

    @Test
    void anAddressOfSomebodyElseIsNotTakenOver() {
        Account other = account("Other");
        bench.addAccount(other, owner(other, "Root@Example.org"));
        assertNothingMade(command(secret), Result.NAMES_TAKEN);
    }

    @Test
    void ofTwentyStartsAtOnceOneMakesTheSuperadmin() {
        List<Result> results = Race.of(20, number -> () -> bootstrap.execute(command(secret)));

        assertThat(Collections.frequency(results, Result.CREATED)).isEqualTo(1);
        assertThat(Collections.frequency(results, Result.PRESENT)).isEqualTo(19);
        assertThat(bench.store.users()).hasSize(1);
    }

    @Test
    void theLockIsTakenBeforeAnythingIsLookedAt() {
        StatementLog log = new StatementLog(bench.store);

        assertThat(new BootstrapSuperadmin(log, API_KEY_HASHER, bench.ids, bench.clock).execute(command(secret)))
                .isEqualTo(Result.CREATED);

        assertThat(log.statements()).startsWith("RegistrationStore.lock", "Users.anySuperAdmin");
    }
}
