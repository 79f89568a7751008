package leadr.registration.application.access;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.API_KEY_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.AuthenticateApiKey.Command;
import leadr.registration.application.access.AuthenticateApiKey.Reason;
import leadr.registration.application.access.AuthenticateApiKey.Refused;
import leadr.registration.application.access.AuthenticateApiKey.Result;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Interposed;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.apikey.ApiKeyStatus;
import leadr.registration.domain.secret.PlainSecret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticateApiKeyTest {
    private final Bench bench = new Bench();
    private final AtomicInteger transactions = new AtomicInteger();
    private final Transactions counted = new Transactions() {
        @Override
        public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
            assertThat(transactions.incrementAndGet()).isPositive();
            return bench.store.run(work);
        }
    };
    private final AuthenticateApiKey authenticate = new AuthenticateApiKey(counted, API_KEY_HASHER, bench.clock);
    private final Account account = account("Alpha");
    private final User owner = owner(account, "ann@example.org");
    private final ApiKeySecret secret = SECRETS.apiKey();
    private final ApiKey key = key(owner, secret);

    @BeforeEach
    void anOwnerWithAKey() {
        bench.addAccount(account, owner);
        bench.addKey(key);
    }

    private Result authenticate(ApiKeySecret presented) {
        return authenticate.execute(new Command(presented.secret().reveal()));
    }

    private ApiKey stored() {
        return bench.store.apiKeys().get(0);
    }

    @Test
    void aKeyOpensTheAccountOfItsUser() {
        assertThat(authenticate(secret)).isEqualTo(new Authenticated(new Caller(owner, account, key.id())));
        assertThat(transactions).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ldr_", "Bearer", "key_0123456789012345678901234567890123456789"})
    void aTextOfAnotherShapeIsRefusedWithoutAskingTheStore(String presented) {
        assertThat(authenticate.execute(new Command(presented))).isEqualTo(new Refused(Reason.MALFORMED));
        assertThat(transactions).hasValue(0);
    }

    @Test
    void aKeyWithAWrongChecksumIsRefusedWithoutAskingTheStore() {
        String text = secret.secret().reveal();
        String mistyped = text.substring(0, 10) + (text.charAt(10) == 'a' ? 'b' : 'a') + text.substring(11);

        assertThat(authenticate.execute(new Command(mistyped))).isEqualTo(new Refused(Reason.MALFORMED));
        assertThat(transactions).hasValue(0);
    }

    @Test
    void aKeyNobodyHasIsUnknown() {
        assertThat(authenticate(SECRETS.apiKey())).isEqualTo(new Refused(Reason.UNKNOWN));
    }

    @Test
    void aRevokedKeyIsRefused() {
        bench.in(store -> store.apiKeys()
                .update(store.apiKeys().findForUpdate(key.id()).orElseThrow().revoke(NOON)));

        assertThat(authenticate(secret)).isEqualTo(new Refused(Reason.REVOKED));
        assertThat(stored().lastUsedAt()).isNull();
    }

    @Test
    void aKeyOpensNothingFromTheMomentItExpires() {
        ApiKeySecret passing = SECRETS.apiKey();
        bench.addKey(new ApiKey(
                new ApiKeyId(anId()),
                account.id(),
                owner.id(),
                "Passing",
                passing.prefix(),
                API_KEY_HASHER.digest("", passing.secret()),
                ApiKeyStatus.ACTIVE,
                null,
                NOON.plusSeconds(10),
                NOON,
                NOON));

        bench.clock.set(NOON.plusSeconds(10).minus(TICK));
        assertThat(authenticate(passing)).isInstanceOf(Authenticated.class);
        bench.clock.set(NOON.plusSeconds(10));
        assertThat(authenticate(passing)).isEqualTo(new Refused(Reason.EXPIRED));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ACTIVE")
    void theKeyOfAUserWhoIsNotActiveIsRefused(UserStatus status) {
        User other = user(account, "bob@example.org", status);
        ApiKeySecret othersSecret = SECRETS.apiKey();
        bench.in(store -> {
            store.users().add(other);
            store.apiKeys().add(key(other, othersSecret));
        });

        assertThat(authenticate(othersSecret)).isEqualTo(new Refused(Reason.USER_NOT_ACTIVE));
    }

    @Test
    void theKeyOfASuspendedAccountIsRefused() {
        bench.in(store -> store.accounts()
                .update(store.accounts()
                        .findForUpdate(account.id())
                        .orElseThrow()
                        .suspend(NOON)));

        assertThat(authenticate(secret)).isEqualTo(new Refused(Reason.ACCOUNT_SUSPENDED));
        assertThat(stored().lastUsedAt()).isNull();
    }

    @Test
    void theFirstUseIsNotedAndNothingElseOfTheKeyChanges() {
        bench.clock.advance(Duration.ofDays(1));

        assertThat(authenticate(secret)).isInstanceOf(Authenticated.class);

        assertThat(stored())
                .isEqualTo(key.noteUse(NOON.plus(Duration.ofDays(1))).orElseThrow());
    }

    @Test
    void aUseIsNotedAtMostOnceAMinute() {
        assertThat(authenticate(secret)).isInstanceOf(Authenticated.class);

        bench.clock.set(NOON.plusSeconds(60).minus(TICK));
        assertThat(authenticate(secret)).isInstanceOf(Authenticated.class);
        assertThat(stored().lastUsedAt()).isEqualTo(NOON);

        bench.clock.set(NOON.plusSeconds(60));
        assertThat(authenticate(secret)).isInstanceOf(Authenticated.class);
        assertThat(stored().lastUsedAt()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aTextThatIsReplacedAtThisMomentOpensNothing() {
        ApiKeySecret fresh = SECRETS.apiKey();
        Interposed repeat = new Interposed(bench.store, "ApiKeys.noteUse", (store, call) -> {
            ApiKey loaded = store.apiKeys().findForUpdate(key.id()).orElseThrow();
            store.apiKeys().update(loaded.replaceSecret(fresh, API_KEY_HASHER.digest("", fresh.secret()), NOON));
            return call.call();
        });

        assertThat(new AuthenticateApiKey(repeat, API_KEY_HASHER, bench.clock)
                        .execute(new Command(secret.secret().reveal())))
                .isEqualTo(new Refused(Reason.UNKNOWN));

        assertThat(repeat.done()).isTrue();
        assertThat(stored().wasUsed()).isFalse();
        assertThat(authenticate(secret)).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(authenticate(fresh)).isInstanceOf(Authenticated.class);
    }

    @Test
    void aUseThatNeedsNoNoteIsNotHeldUp() {
        assertThat(authenticate(secret)).isInstanceOf(Authenticated.class);
        Interposed never = new Interposed(bench.store, "ApiKeys.noteUse", (store, call) -> false);

        assertThat(new AuthenticateApiKey(never, API_KEY_HASHER, bench.clock)
                        .execute(new Command(secret.secret().reveal())))
                .isInstanceOf(Authenticated.class);

        assertThat(never.done()).isFalse();
    }

    @Test
    void aKeyHashedWithAnOldKeyOfTheRingStillOpens() {
        String old = "k1:0123456789abcdef0123456789abcdef";
        String next = "k2:ffffffffffffffff0123456789abcdef";
        Command command = new Command(secret.secret().reveal());

        assertThat(new AuthenticateApiKey(bench.store, hasher(next + "," + old), bench.clock).execute(command))
                .isInstanceOf(Authenticated.class);
        assertThat(new AuthenticateApiKey(bench.store, hasher(next), bench.clock).execute(command))
                .isEqualTo(new Refused(Reason.UNKNOWN));
    }

    private static SecretHasher hasher(String ring) {
        return new SecretHasher(KeyRing.parse(new PlainSecret(ring)), "api-key");
    }

    @Test
    void aCommandDoesNotPrintTheKey() {
        assertThat(new Command("ldr_secret")).hasToString("Command[redacted]");
    }
}
