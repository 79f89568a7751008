package leadr.registration.application.apikey;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.API_KEY_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Locale.LanguageRange;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.Caller;
import leadr.registration.application.apikey.CreateApiKey.Command;
import leadr.registration.application.apikey.CreateApiKey.Created;
import leadr.registration.application.apikey.CreateApiKey.Reason;
import leadr.registration.application.apikey.CreateApiKey.Refused;
import leadr.registration.application.apikey.CreateApiKey.Result;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Mishap;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.apikey.ApiKeyStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateApiKeyTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");
    private static final PreferredLanguages GERMAN = new PreferredLanguages(List.of(new LanguageRange("de")));

    private final Bench bench = new Bench();

    private Result create(Caller caller, @Nullable UserId user, @Nullable Instant expiresAt) {
        return bench.apiKeys(bench.store)
                .create()
                .execute(new Command(caller, user, "CI", expiresAt, PreferredLanguages.NONE, ORIGIN));
    }

    private Caller superadmin() {
        Caller somebody = bench.caller(Role.MEMBER);
        bench.in(store -> store.users()
                .update(store.users().find(somebody.user().id()).orElseThrow().asSuperAdmin(NOON)));
        return new Caller(somebody.user().asSuperAdmin(NOON), somebody.account(), somebody.key());
    }

    private List<Bench.Letter> letters() {
        return bench.deliver();
    }

    private AuditEvent event(Caller actor, String target, Outcome outcome, @Nullable String reason) {
        return new AuditEvent(
                bench.lastEvent().id(),
                bench.clock.instant(),
                actor.user().id().text(),
                AuditAction.CREATE_API_KEY,
                target,
                outcome,
                reason,
                ORIGIN,
                actor.user().accountId());
    }

    @ParameterizedTest
    @EnumSource
    void everybodyMakesKeysForOneself(Role role) {
        Caller caller = bench.caller(role);

        Created created = (Created) create(caller, null, NOON.plusSeconds(60));

        ApiKeySecret secret = created.secret();
        assertThat(created.key())
                .isEqualTo(new ApiKey(
                        created.key().id(),
                        caller.account().id(),
                        caller.user().id(),
                        "CI",
                        secret.prefix(),
                        API_KEY_HASHER.digest("", secret.secret()),
                        ApiKeyStatus.ACTIVE,
                        null,
                        NOON.plusSeconds(60),
                        NOON,
                        NOON));
        assertThat(bench.store.apiKeys()).contains(created.key()).hasSize(2);
        assertThat(bench.authenticate(secret))
                .isEqualTo(new Authenticated(new Caller(
                        caller.user(), caller.account(), created.key().id())));
        assertThat(bench.lastEvent()).isEqualTo(event(caller, created.key().id().text(), Outcome.DONE, null));
    }

    @Test
    void severalKeysOfOneUserAreOpenSideBySide() {
        Caller caller = bench.caller(Role.MEMBER);

        Created one = (Created) create(caller, caller.user().id(), null);
        Created two = (Created) create(caller, caller.user().id(), null);

        assertThat(one.key().expiresAt()).isNull();
        assertThat(List.of(one, two))
                .allMatch(created -> bench.authenticate(created.secret()) instanceof Authenticated);
    }

    @Test
    void theUserGetsAMailAboutTheKeyWithoutItsText() {
        Caller caller = bench.caller(Role.MEMBER);

        Created created = (Created)
                bench.apiKeys(bench.store).create().execute(new Command(caller, null, "CI <b>", null, GERMAN, ORIGIN));

        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.to()).isEqualTo(caller.user().email());
            assertThat(letter.content().subject()).isEqualTo("Ein neuer API-Schlüssel für Leadr");
            assertThat(letter.content().text())
                    .contains(
                            caller.user().displayName().value(),
                            caller.account().name().value(),
                            "\nCI <b>\n" + created.key().prefix() + "...\n")
                    .doesNotContain(created.secret().secret().reveal());
            assertThat(letter.content().html())
                    .contains("CI &lt;b&gt;", created.key().prefix())
                    .doesNotContain(created.secret().secret().reveal());
        });
    }

    @Test
    void aSuperadminMakesAKeyForAnybodyWhoGetsTheMailInEnglish() {
        Caller root = superadmin();
        Caller other = bench.caller(Role.OWNER);

        Created created = (Created) bench.apiKeys(bench.store)
                .create()
                .execute(new Command(root, other.user().id(), "Help", null, GERMAN, ORIGIN));

        assertThat(created.key().userId()).isEqualTo(other.user().id());
        assertThat(created.key().accountId()).isEqualTo(other.account().id());
        // The account of the key sees who made it.
        assertThat(bench.lastEvent().actor()).isEqualTo(root.user().id().text());
        assertThat(bench.lastEvent().account()).isEqualTo(other.account().id());
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.to()).isEqualTo(other.user().email());
            assertThat(letter.content().subject()).isEqualTo("A new API key for Leadr");
            assertThat(letter.content().text())
                    .contains(other.account().name().value())
                    .doesNotContain(root.account().name().value());
        });
    }

    @ParameterizedTest
    @EnumSource
    void nobodyElseMakesAKeyForSomebodyElse(Role role) {
        Caller caller = bench.caller(role);
        User colleague = owner(caller.account(), "ann@example.org");
        Caller foreign = bench.caller(Role.MEMBER);
        bench.in(store -> store.users().add(colleague));
        List<List<?>> before = bench.everythingButAudit();

        for (UserId named : List.of(colleague.id(), foreign.user().id(), new UserId(anId()))) {
            assertThat(create(caller, named, null)).isEqualTo(new Refused(Reason.FORBIDDEN));
            assertThat(bench.lastEvent()).isEqualTo(event(caller, named.text(), Outcome.REFUSED, "FORBIDDEN"));
        }

        assertThat(bench.everythingButAudit()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"INVITED", "SUSPENDED"})
    void nobodyMakesAKeyForAUserWhoIsNotActive(UserStatus status) {
        Caller root = superadmin();
        User asleep = user(root.account(), "ann@example.org", status);
        bench.in(store -> store.users().add(asleep));

        assertThat(create(root, asleep.id(), null)).isEqualTo(new Refused(Reason.USER_NOT_ACTIVE));

        assertThat(bench.lastEvent()).isEqualTo(event(root, asleep.id().text(), Outcome.REFUSED, "USER_NOT_ACTIVE"));
        assertThat(letters()).isEmpty();
    }

    @Test
    void nobodyMakesAKeyForAUserWhoIsNotThere() {
        Caller root = superadmin();
        User deleted = user(root.account(), "ann@example.org", UserStatus.DELETED);
        bench.in(store -> store.users().add(deleted));

        assertThat(create(root, new UserId(anId()), null)).isEqualTo(new Refused(Reason.USER_NOT_FOUND));
        assertThat(create(root, deleted.id(), null)).isEqualTo(new Refused(Reason.USER_NOT_FOUND));

        assertThat(bench.store.auditEvents()).isEmpty();
    }

    @Test
    void aKeyEndsInTheFuture() {
        Caller caller = bench.caller(Role.OWNER);

        assertThat(create(caller, null, NOON.minus(TICK))).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(create(caller, null, NOON)).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(create(caller, null, NOON.plus(TICK))).isInstanceOf(Created.class);

        assertThat(bench.store.auditEvents()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb"})
    void aNameThatIsNoneIsRefusedBeforeAnythingElse(String name) {
        Caller caller = bench.caller(Role.OWNER);

        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> assertThat(new Command(caller, null, name, null, PreferredLanguages.NONE, ORIGIN))
                        .isNull())
                .satisfies(broken -> assertThat(broken.field()).isEqualTo("name"));
    }

    @Test
    void whoWasSuspendedMeanwhileMakesNoKey() {
        Caller caller = bench.caller(Role.OWNER);
        bench.in(store -> store.users()
                .update(store.users().find(caller.user().id()).orElseThrow().suspend(NOON)));

        assertThatExceptionOfType(AccessEnded.class)
                .isThrownBy(() -> assertThat(create(caller, null, null)).isNull());

        assertThat(bench.store.apiKeys()).hasSize(1);
    }

    @Test
    void whoWasASuperadminMeansNothingToTheStore() {
        Caller caller = bench.caller(Role.OWNER);
        Caller pretender = new Caller(caller.user().asSuperAdmin(NOON), caller.account(), caller.key());
        Caller other = bench.caller(Role.OWNER);

        assertThat(create(pretender, other.user().id(), null)).isEqualTo(new Refused(Reason.FORBIDDEN));
    }

    @ParameterizedTest
    @EnumSource
    void aMishapMakesAtMostOneKey(Mishap mishap) {
        Caller caller = bench.caller(Role.OWNER);
        Command command = new Command(caller, null, "CI", null, PreferredLanguages.NONE, ORIGIN);
        CreateApiKey create = bench.apiKeys(mishap.on(bench.store)).create();
        if (mishap == Mishap.RUNS_AGAIN) {
            Created created = (Created) create.execute(command);
            assertThat(bench.authenticate(created.secret())).isInstanceOf(Authenticated.class);
        } else {
            assertThatExceptionOfType(StoreUnavailable.class)
                    .isThrownBy(() -> assertThat(create.execute(command)).isNull());
        }

        int made = mishap == Mishap.DIES_BEFORE_THE_COMMIT ? 0 : 1;
        assertThat(bench.store.apiKeys()).hasSize(1 + made);
        assertThat(letters()).hasSize(made);
    }

    @Test
    void aKeyOpensAtOnceThoughItsTextWasPresentedBefore() {
        Caller caller = bench.caller(Role.OWNER);
        byte[] known = SECRETS.bytes(ApiKeySecret.RANDOM_BYTES);
        SecretGenerator foretold = count -> known;
        assertThat(bench.authenticate(foretold.apiKey()))
                .isEqualTo(new AuthenticateApiKey.Refused(AuthenticateApiKey.Reason.UNKNOWN));

        Result created = new CreateApiKey(
                        bench.store, foretold, API_KEY_HASHER, bench.keyCache, bench.mails, bench.ids, bench.clock)
                .execute(new Command(caller, null, "CI", null, PreferredLanguages.NONE, ORIGIN));

        assertThat(created).isInstanceOf(Created.class);
        assertThat(bench.authenticate(foretold.apiKey())).isInstanceOf(Authenticated.class);
    }

    @Test
    void aUserHasAHundredKeysAtMostThatAreNotRevoked() {
        Caller caller = bench.caller(Role.MEMBER);
        for (int made = 1; made < CreateApiKey.MOST; made++) {
            assertThat(create(caller, null, null)).isInstanceOf(Created.class);
        }

        assertThat(create(caller, null, null)).isEqualTo(new Refused(Reason.TOO_MANY));

        assertThat(bench.lastEvent()).isEqualTo(event(caller, caller.user().id().text(), Outcome.REFUSED, "TOO_MANY"));
        assertThat(bench.store.apiKeys()).hasSize(CreateApiKey.MOST);
        bench.in(store -> store.apiKeys()
                .update(store.apiKeys()
                        .findForUpdate(caller.key())
                        .orElseThrow()
                        .revoke(NOON)));
        Caller again = new Caller(
                caller.user(), caller.account(), bench.store.apiKeys().get(1).id());
        assertThat(create(again, null, null)).isInstanceOf(Created.class);
    }
}
