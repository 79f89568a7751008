package leadr.registration.application.apikey;

import static leadr.registration.application.testkit.Fixtures.API_KEY_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.Caller;
import leadr.registration.application.apikey.RevokeLeakedKey.Command;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Interposed;
import leadr.registration.application.testkit.Mishap;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevokeLeakedKeyTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");
    private static final AuthenticateApiKey.Result REFUSED =
            new AuthenticateApiKey.Refused(AuthenticateApiKey.Reason.REVOKED);

    private final Bench bench = new Bench();
    private final Caller member = bench.caller(Role.MEMBER);
    private final User owner = user(member.account(), "olga@example.org", Role.OWNER);
    private final ApiKeySecret secret = SECRETS.apiKey();
    private final ApiKey key = key(member.user(), secret);

    RevokeLeakedKeyTest() {
        bench.in(store -> {
            store.users().add(owner);
            store.apiKeys().add(key);
        });
    }

    private void handIn(String presented) {
        handIn(bench.store, presented);
    }

    private void handIn(Transactions transactions, String presented) {
        bench.apiKeys(transactions).revokeLeaked().execute(new Command(presented, ORIGIN));
    }

    private String text() {
        return secret.secret().reveal();
    }

    private void change(UnaryOperator<User> how) {
        bench.in(store -> store.users()
                .update(how.apply(store.users().find(member.user().id()).orElseThrow())));
    }

    private ApiKey stored() {
        return bench.store.apiKeys().stream()
                .filter(each -> each.id().equals(key.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoHoldsAKeyEndsItAtOnce() {
        assertThat(bench.authenticate(secret)).isInstanceOf(Authenticated.class);
        bench.clock.set(NOON.plusSeconds(1));

        handIn(text());

        assertThat(bench.authenticate(secret)).isEqualTo(REFUSED);
        assertThat(stored()).isEqualTo(key.noteUse(NOON).orElseThrow().revoke(NOON.plusSeconds(1)));
        assertThat(bench.store.auditEvents())
                .singleElement()
                .isEqualTo(new AuditEvent(
                        bench.lastEvent().id(),
                        NOON.plusSeconds(1),
                        AuditEvent.ANONYMOUS,
                        AuditAction.REVOKE_LEAKED_KEY,
                        key.id().text(),
                        Outcome.DONE,
                        null,
                        ORIGIN,
                        key.accountId()));
    }

    @Test
    void theUserOfTheKeyGetsAMail() {
        handIn(text());

        assertThat(bench.deliver()).singleElement().satisfies(letter -> {
            assertThat(letter.to()).isEqualTo(member.user().email());
            assertThat(letter.content().subject()).isEqualTo("An API key for Leadr was revoked");
            assertThat(letter.content().text())
                    .contains(key.prefix(), member.account().name().value())
                    .doesNotContain(text());
        });
    }

    @Test
    void theOwnersGetTheMailWhenTheUserIsNotActive() {
        change(user -> user.suspend(NOON));

        handIn(text());

        assertThat(stored().isRevoked()).isTrue();
        assertThat(bench.deliver()).extracting(Bench.Letter::to).containsExactly(owner.email());
    }

    @Test
    void theOwnersGetTheMailWhenTheUserIsDeleted() {
        change(user -> user.delete(NOON));

        handIn(text());

        assertThat(bench.deliver()).extracting(Bench.Letter::to).containsExactly(owner.email());
    }

    @Test
    void aSecondTimeChangesNothing() {
        handIn(text());
        bench.clock.set(NOON.plusSeconds(1));

        handIn(text());

        assertThat(stored()).isEqualTo(key.revoke(NOON));
        assertThat(bench.deliver()).hasSize(1);
        assertThat(bench.store.auditEvents()).hasSize(1);
    }

    @Test
    void aKeyNobodyHasChangesNothing() {
        List<List<?>> before = bench.everythingButAudit();

        handIn(SECRETS.apiKey().secret().reveal());

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ldr_", "Bearer", "ldr_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ000000"})
    void whatIsNoKeyDoesNotReachTheStore(String presented) {
        StatementLog log = new StatementLog(bench.store);

        handIn(Mishap.DIES_BEFORE_THE_COMMIT.on(log), presented);

        assertThat(log.statements()).isEmpty();
    }

    @Test
    void aTextThatIsReplacedAtThisMomentEndsNothing() {
        ApiKeySecret fresh = SECRETS.apiKey();
        Interposed repeat = new Interposed(bench.store, "ApiKeys.findForUpdate", (store, call) -> {
            ApiKey loaded = store.apiKeys().find(key.id()).orElseThrow();
            ApiKey replaced = loaded.replaceSecret(fresh, API_KEY_HASHER.digest("", fresh.secret()), NOON);
            store.apiKeys().update(replaced);
            return Optional.of(replaced);
        });

        handIn(repeat, text());

        assertThat(repeat.done()).isTrue();
        assertThat(bench.authenticate(fresh)).isInstanceOf(Authenticated.class);
        assertThat(bench.deliver()).isEmpty();
    }

    @Test
    void theAccountIsHeldBeforeTheKeyIs() {
        StatementLog log = new StatementLog(bench.store);

        handIn(log, text());

        assertThat(log.statements())
                .filteredOn(statement -> statement.endsWith("ForUpdate"))
                .containsExactly("Accounts.findForUpdate", "ApiKeys.findForUpdate");
    }

    @Test
    void aRevocationWhoseAnswerIsLostEndsTheKeyAtOnceToo() {
        assertThat(bench.authenticate(secret)).isInstanceOf(Authenticated.class);

        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> handIn(Mishap.LOSES_THE_ANSWER.on(bench.store), text()));

        assertThat(bench.authenticate(secret)).isEqualTo(REFUSED);
    }

    @Test
    void aCommandDoesNotPrintTheKey() {
        assertThat(new Command(text(), ORIGIN)).hasToString("Command[redacted]");
    }

    @Test
    void aMadeUpKeyKeepsNoRealOneFromBeingRemembered() {
        StatementLog log = new StatementLog(bench.store);
        Transactions disturbed = new Transactions() {
            @Override
            public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
                R result = log.run(work);
                handIn(SECRETS.apiKey().secret().reveal());
                return result;
            }
        };
        AuthenticateApiKey authenticate = bench.authenticateApiKey(disturbed);
        AuthenticateApiKey.Command command = new AuthenticateApiKey.Command(text());
        bench.in(store -> assertThat(store.apiKeys().noteUse(key, NOON)).isTrue());

        assertThat(authenticate.execute(command)).isInstanceOf(Authenticated.class);
        log.clear();

        assertThat(authenticate.execute(command)).isInstanceOf(Authenticated.class);
        assertThat(log.statements()).isEmpty();
    }
}
