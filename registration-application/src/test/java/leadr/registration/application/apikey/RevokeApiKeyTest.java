package leadr.registration.application.apikey;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.Caller;
import leadr.registration.application.apikey.RevokeApiKey.Command;
import leadr.registration.application.apikey.RevokeApiKey.Reason;
import leadr.registration.application.apikey.RevokeApiKey.Refused;
import leadr.registration.application.apikey.RevokeApiKey.Result;
import leadr.registration.application.apikey.RevokeApiKey.Revoked;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Mishap;
import leadr.registration.application.testkit.Race;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeySecret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RevokeApiKeyTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");
    private static final PreferredLanguages GERMAN = new PreferredLanguages(List.of(new LanguageRange("de")));
    private static final AuthenticateApiKey.Result REFUSED =
            new AuthenticateApiKey.Refused(AuthenticateApiKey.Reason.REVOKED);

    private final Bench bench = new Bench();
    private final Caller member = bench.caller(Role.MEMBER);
    private final Caller owner = bench.add(member.account(), user(member.account(), "olga@example.org", Role.OWNER));
    private final ApiKeySecret secret = SECRETS.apiKey();
    private final ApiKey key = key(member.user(), secret);

    RevokeApiKeyTest() {
        bench.addKey(key);
    }

    private Result revoke(Caller caller, ApiKeyId id) {
        return bench.apiKeys(bench.store).revoke().execute(new Command(caller, id, GERMAN, ORIGIN));
    }

    private void change(User user, UnaryOperator<User> how) {
        bench.in(store ->
                store.users().update(how.apply(store.users().find(user.id()).orElseThrow())));
    }

    private AuditEvent event(Caller actor, ApiKeyId target, Outcome outcome, @Nullable String reason) {
        return new AuditEvent(
                bench.lastEvent().id(),
                bench.clock.instant(),
                actor.user().id().text(),
                AuditAction.REVOKE_API_KEY,
                target.text(),
                outcome,
                reason,
                ORIGIN,
                actor.user().accountId());
    }

    @Test
    void anOwnKeyIsRevokedAndOpensNothingAtOnce() {
        assertThat(bench.authenticate(secret)).isInstanceOf(Authenticated.class);
        ApiKey used = key.noteUse(NOON).orElseThrow();
        bench.clock.set(NOON.plusSeconds(1));

        assertThat(revoke(member, key.id())).isEqualTo(new Revoked(used.revoke(NOON.plusSeconds(1))));

        assertThat(bench.authenticate(secret)).isEqualTo(REFUSED);
        assertThat(bench.store.apiKeys()).contains(used.revoke(NOON.plusSeconds(1)));
        assertThat(bench.lastEvent()).isEqualTo(event(member, key.id(), Outcome.DONE, null));
    }

    @Test
    void theUserGetsAMailAboutIt() {
        assertThat(revoke(member, key.id())).isInstanceOf(Revoked.class);

        assertThat(bench.deliver()).singleElement().satisfies(letter -> {
            assertThat(letter.to()).isEqualTo(member.user().email());
            assertThat(letter.content().subject()).isEqualTo("Ein API-Schlüssel für Leadr wurde widerrufen");
            assertThat(letter.content().text()).contains("\nKey\n" + key.prefix() + "...\n");
        });
    }

    @Test
    void theKeyOfTheCallItselfCanBeRevoked() {
        assertThat(revoke(member, member.key())).isInstanceOf(Revoked.class);

        assertThatExceptionOfType(AccessEnded.class)
                .isThrownBy(() -> assertThat(revoke(member, key.id())).isNull());
    }

    @Test
    void aSecondTimeChangesNothing() {
        Result first = revoke(member, key.id());
        bench.clock.set(NOON.plusSeconds(1));

        assertThat(revoke(member, key.id())).isEqualTo(first);

        assertThat(bench.deliver()).hasSize(1);
        assertThat(bench.store.auditEvents()).hasSize(1);
    }

    @Test
    void anOwnerRevokesForOthersWhoReadOfItInEnglish() {
        assertThat(revoke(owner, key.id())).isInstanceOf(Revoked.class);

        assertThat(bench.lastEvent()).isEqualTo(event(owner, key.id(), Outcome.DONE, null));
        assertThat(bench.deliver()).singleElement().satisfies(letter -> {
            assertThat(letter.to()).isEqualTo(member.user().email());
            assertThat(letter.content().subject()).isEqualTo("An API key for Leadr was revoked");
        });
    }

    @Test
    void aSuperadminRevokesElsewhere() {
        Caller risen = bench.caller(Role.MEMBER);
        change(risen.user(), user -> user.asSuperAdmin(NOON));
        Caller root = new Caller(risen.user().asSuperAdmin(NOON), risen.account(), risen.key());

        assertThat(revoke(root, key.id())).isInstanceOf(Revoked.class);

        assertThat(bench.deliver())
                .singleElement()
                .satisfies(letter -> assertThat(letter.content().text())
                        .contains(member.account().name().value()));
    }

    @Test
    void theOwnersAreToldWhenTheUserIsNotActive() {
        change(member.user(), user -> user.suspend(NOON));
        bench.in(store -> store.users().add(user(member.account(), "adam@example.org", Role.ADMIN)));

        assertThat(revoke(owner, key.id())).isInstanceOf(Revoked.class);

        assertThat(bench.deliver())
                .extracting(Bench.Letter::to)
                .containsExactly(owner.user().email());
    }

    @Test
    void aColleaguesKeyIsForbiddenAndThatIsNoted() {
        List<List<?>> before = bench.everythingButAudit();

        assertThat(revoke(member, owner.key())).isEqualTo(new Refused(Reason.FORBIDDEN));

        assertThat(bench.lastEvent()).isEqualTo(event(member, owner.key(), Outcome.REFUSED, "FORBIDDEN"));
        assertThat(bench.everythingButAudit()).isEqualTo(before);
    }

    @Test
    void aKeyOfAnotherAccountIsNotThereLikeOneThatIsNone() {
        Caller foreign = bench.caller(Role.MEMBER);
        List<List<?>> before = bench.everythingButAudit();

        assertThat(revoke(owner, foreign.key())).isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(revoke(owner, new ApiKeyId(anId()))).isEqualTo(new Refused(Reason.NOT_FOUND));

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).isEmpty();
    }

    @Test
    void whoWasDemotedMeanwhileIsJudgedByWhatIsTrueNow() {
        change(owner.user(), user -> user.changeRole(Role.MEMBER, NOON));

        assertThat(revoke(owner, key.id())).isEqualTo(new Refused(Reason.FORBIDDEN));
        assertThat(bench.authenticate(secret)).isInstanceOf(Authenticated.class);
    }

    @Test
    void theAccountIsHeldBeforeTheKeyIs() {
        StatementLog log = new StatementLog(bench.store);

        assertThat(bench.apiKeys(log).revoke().execute(new Command(member, key.id(), GERMAN, ORIGIN)))
                .isInstanceOf(Revoked.class);

        assertThat(log.statements())
                .filteredOn(statement -> statement.endsWith("ForUpdate"))
                .containsExactly("Accounts.findForUpdate", "ApiKeys.findForUpdate");
    }

    @Test
    void aRevocationWhoseAnswerIsLostEndsTheKeyAtOnceToo() {
        assertThat(bench.authenticate(secret)).isInstanceOf(Authenticated.class);
        RevokeApiKey revoke =
                bench.apiKeys(Mishap.LOSES_THE_ANSWER.on(bench.store)).revoke();

        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> assertThat(revoke.execute(new Command(member, key.id(), GERMAN, ORIGIN)))
                        .isNull());

        assertThat(bench.authenticate(secret)).isEqualTo(REFUSED);
    }

    @Test
    void aUseThatIsNotedAtTheSameTimeDoesNotReviveIt() {
        assertThat(revoke(member, key.id())).isInstanceOf(Revoked.class);
        bench.in(store ->
                assertThat(store.apiKeys().noteUse(key, NOON.plusSeconds(90))).isTrue());

        assertThat(bench.authenticate(secret)).isEqualTo(REFUSED);
    }

    @RepeatedTest(20)
    void onceRevokeHasReturnedNobodyGetsIn() {
        AtomicBoolean returned = new AtomicBoolean();

        List<Boolean> wrong = Race.of(6, number -> () -> {
            if (number == 0) {
                assertThat(bench.authenticate(secret)).isInstanceOf(Authenticated.class);
                assertThat(revoke(member, key.id())).isInstanceOf(Revoked.class);
                returned.set(true);
                return false;
            }
            boolean late;
            AuthenticateApiKey.Result result;
            do {
                late = returned.get();
                result = bench.authenticate(secret);
            } while (!late && !Thread.interrupted());
            return result instanceof Authenticated;
        });

        assertThat(wrong).containsOnly(false);
    }
}
