package leadr.registration.application.access;

import static leadr.registration.application.testkit.Bench.KEY_CACHE_LIFE;
import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.API_KEY_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.AuthenticateApiKey.Reason;
import leadr.registration.application.access.AuthenticateApiKey.Refused;
import leadr.registration.application.access.AuthenticateApiKey.Result;
import leadr.registration.application.access.KeyCache.Answer;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.secret.SecretDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of keys, and for how long. */
class KeyCacheTest {
    private final Bench bench = new Bench();
    private final StatementLog log = new StatementLog(bench.store);
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
        return authenticate(bench.keyCache, presented);
    }

    private Result authenticate(KeyCache cache, ApiKeySecret presented) {
        return new AuthenticateApiKey(log, API_KEY_HASHER, cache, bench.clock)
                .execute(new AuthenticateApiKey.Command(presented.secret().reveal()));
    }

    private List<String> statements() {
        List<String> statements = log.statements();
        log.clear();
        return statements;
    }

    private void revokeElsewhere() {
        bench.in(store -> store.apiKeys()
                .update(store.apiKeys().findForUpdate(key.id()).orElseThrow().revoke(NOON)));
    }

    @Test
    void whatAKeyOpensIsAskedOnceUntilItIsTooOld() {
        Result first = authenticate(secret);
        assertThat(statements()).containsExactly("ApiKeys.findHolder", "ApiKeys.noteUse");
        revokeElsewhere();

        bench.clock.set(NOON.plus(KEY_CACHE_LIFE).minus(TICK));
        assertThat(authenticate(secret)).isEqualTo(first).isInstanceOf(Authenticated.class);
        assertThat(statements()).isEmpty();

        bench.clock.set(NOON.plus(KEY_CACHE_LIFE));
        assertThat(authenticate(secret)).isEqualTo(new Refused(Reason.REVOKED));
        assertThat(statements()).containsExactly("ApiKeys.findHolder");
    }

    @Test
    void thatNobodyHasAKeyIsAskedOnceUntilItIsTooOld() {
        ApiKeySecret later = SECRETS.apiKey();
        assertThat(authenticate(later)).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(statements()).containsExactly("ApiKeys.findHolder");
        bench.addKey(key(owner, later));

        bench.clock.set(NOON.plus(KEY_CACHE_LIFE).minus(TICK));
        assertThat(authenticate(later)).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(statements()).isEmpty();

        bench.clock.set(NOON.plus(KEY_CACHE_LIFE));
        assertThat(authenticate(later)).isInstanceOf(Authenticated.class);
    }

    @Test
    void aKeyThatOpensNothingIsAskedOnceToo() {
        revokeElsewhere();
        assertThat(authenticate(secret)).isEqualTo(new Refused(Reason.REVOKED));
        assertThat(statements()).hasSize(1);

        assertThat(authenticate(secret)).isEqualTo(new Refused(Reason.REVOKED));
        assertThat(statements()).isEmpty();
    }

    @Test
    void anAnswerFromTheFutureIsNone() {
        assertThat(authenticate(secret)).isInstanceOf(Authenticated.class);
        revokeElsewhere();

        bench.clock.set(NOON.minus(TICK));
        assertThat(authenticate(secret)).isEqualTo(new Refused(Reason.REVOKED));
    }

    @Test
    void withoutLifeNothingIsRemembered() {
        KeyCache none = new KeyCache(Duration.ZERO);

        assertThat(authenticate(none, secret)).isInstanceOf(Authenticated.class);
        log.clear();
        assertThat(authenticate(none, secret)).isInstanceOf(Authenticated.class);
        assertThat(statements()).containsExactly("ApiKeys.findHolder");
    }

    @Test
    void theEndOfAKeyIsAskedOfTheClockEachTime() {
        ApiKeySecret passing = SECRETS.apiKey();
        bench.addKey(ApiKey.issue(
                new ApiKeyId(anId()),
                account.id(),
                owner.id(),
                "Passing",
                passing,
                API_KEY_HASHER.digest("", passing.secret()),
                NOON.plusSeconds(1),
                NOON));
        assertThat(authenticate(passing)).isInstanceOf(Authenticated.class);
        log.clear();

        bench.clock.set(NOON.plusSeconds(1).minus(TICK));
        assertThat(authenticate(passing)).isInstanceOf(Authenticated.class);
        bench.clock.set(NOON.plusSeconds(1));
        assertThat(authenticate(passing)).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(statements()).isEmpty();
    }

    @Test
    void aUseIsNotedOnceAMinuteHoweverLongTheKeyIsRemembered() {
        KeyCache longLived = new KeyCache(Duration.ofMinutes(10));
        assertThat(authenticate(longLived, secret)).isInstanceOf(Authenticated.class);
        log.clear();

        bench.clock.set(NOON.plusSeconds(60).minus(TICK));
        assertThat(authenticate(longLived, secret)).isInstanceOf(Authenticated.class);
        assertThat(statements()).isEmpty();
        bench.clock.set(NOON.plusSeconds(60));
        assertThat(authenticate(longLived, secret)).isInstanceOf(Authenticated.class);
        assertThat(statements()).containsExactly("ApiKeys.findHolder", "ApiKeys.noteUse");
        assertThat(bench.store.apiKeys().get(0).lastUsedAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(authenticate(longLived, secret)).isInstanceOf(Authenticated.class);
        assertThat(statements()).isEmpty();
    }

    @Test
    void aUseThatIsToBeNotedRevivesNoRevokedKey() {
        KeyCache longLived = new KeyCache(Duration.ofMinutes(10));
        assertThat(authenticate(longLived, secret)).isInstanceOf(Authenticated.class);
        revokeElsewhere();

        bench.clock.set(NOON.plusSeconds(60));
        assertThat(authenticate(longLived, secret)).isEqualTo(new Refused(Reason.REVOKED));

        assertThat(bench.store.apiKeys().get(0).lastUsedAt()).isEqualTo(NOON);
        bench.clock.set(NOON.plusSeconds(120));
        log.clear();
        assertThat(authenticate(longLived, secret)).isEqualTo(new Refused(Reason.REVOKED));
        assertThat(statements()).isEmpty();
    }

    record Change(String what, Consumer<KeyCacheTest> forgets) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Change> changes() {
        return Stream.of(
                new Change("the key", test -> test.bench.keyCache.forget(test.key.id())),
                new Change("its user", test -> test.bench.keyCache.forget(test.owner.id())),
                new Change("its account", test -> test.bench.keyCache.forget(test.account.id())),
                new Change("its digest", test -> test.bench.keyCache.forget(test.key.digest())));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatIsForgottenIsAskedAgain(Change change) {
        assertThat(authenticate(secret)).isInstanceOf(Authenticated.class);
        revokeElsewhere();

        change.forgets().accept(this);

        assertThat(authenticate(secret)).isEqualTo(new Refused(Reason.REVOKED));
        log.clear();
        assertThat(authenticate(secret)).isEqualTo(new Refused(Reason.REVOKED));
        assertThat(statements()).as("remembered again").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void anAnswerThatIsOnItsWayWhenSomethingIsForgottenIsNotRemembered(Change change) {
        Transactions overtaken = new Transactions() {
            @Override
            public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
                R answer = bench.store.run(work);
                revokeElsewhere();
                change.forgets().accept(KeyCacheTest.this);
                return answer;
            }
        };

        assertThat(new AuthenticateApiKey(overtaken, API_KEY_HASHER, bench.keyCache, bench.clock)
                        .execute(new AuthenticateApiKey.Command(secret.secret().reveal())))
                .isInstanceOf(Authenticated.class);

        assertThat(authenticate(secret)).isEqualTo(new Refused(Reason.REVOKED));
    }

    @Test
    void whatIsForgottenOfOthersIsNoneOfAKeysBusiness() {
        assertThat(authenticate(secret)).isInstanceOf(Authenticated.class);
        log.clear();

        bench.keyCache.forget(new ApiKeyId(anId()));
        bench.keyCache.forget(new UserId(anId()));
        bench.keyCache.forget(new AccountId(anId()));
        bench.keyCache.forget(digest(1));

        assertThat(authenticate(secret)).isInstanceOf(Authenticated.class);
        assertThat(statements()).isEmpty();
    }

    @Test
    void aKeyThatIsMadeIsKnownAtOnce() {
        ApiKeySecret next = SECRETS.apiKey();
        assertThat(authenticate(next)).isEqualTo(new Refused(Reason.UNKNOWN));
        ApiKey made = key(owner, next);
        bench.addKey(made);

        bench.keyCache.forget(made.digest());

        assertThat(authenticate(next)).isInstanceOf(Authenticated.class);
    }

    @Test
    void aLaterAnswerTakesThePlaceOfAnEarlierOne() {
        KeyCache cache = new KeyCache(KEY_CACHE_LIFE);
        Answer held = new Answer(Optional.of(new KeyHolder(key, owner, account)), NOON);
        Answer none = new Answer(Optional.empty(), NOON);

        cache.remember(cache.mark(), digest(1), held);
        cache.remember(cache.mark(), digest(1), none);
        assertThat(cache.find(digest(1), NOON)).isEqualTo(none);
        cache.remember(cache.mark(), digest(1), held);
        assertThat(cache.find(digest(1), NOON)).isEqualTo(held);
        cache.forget(key.id());
        assertThat(cache.find(digest(1), NOON)).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTooManyAnswersTheOldestGo(boolean known) {
        KeyCache cache = new KeyCache(KEY_CACHE_LIFE);
        Answer answer = new Answer(known ? Optional.of(new KeyHolder(key, owner, account)) : Optional.empty(), NOON);
        for (int number = 0; number < KeyCache.MOST; number++) {
            cache.remember(cache.mark(), digest(number), answer);
        }
        // Said again, it is the newest.
        cache.remember(cache.mark(), digest(0), answer);

        cache.remember(cache.mark(), digest(KeyCache.MOST), answer);

        assertThat(KeyCache.MOST).isEqualTo(10_000);
        assertThat(cache.find(digest(1), NOON)).isNull();
        assertThat(List.of(0, 2, KeyCache.MOST)).allMatch(number -> answer.equals(cache.find(digest(number), NOON)));
    }

    @Test
    void aFloodOfKeysNobodyHasPushesNoRealOneOut() {
        assertThat(authenticate(secret)).isInstanceOf(Authenticated.class);
        log.clear();

        for (int number = 0; number <= KeyCache.MOST; number++) {
            bench.keyCache.remember(bench.keyCache.mark(), digest(number), new Answer(Optional.empty(), NOON));
        }

        assertThat(authenticate(secret)).isInstanceOf(Authenticated.class);
        assertThat(statements()).isEmpty();
    }

    private static SecretDigest digest(int number) {
        return new SecretDigest(
                "k1", ByteBuffer.allocate(SecretDigest.LENGTH).putInt(number).array());
    }
}
