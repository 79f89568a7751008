package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.API_KEY_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.apikey.ApiKeyStatus;
import leadr.registration.domain.secret.SecretDigest;
import org.junit.jupiter.api.Test;

/** What every store promises of {@link leadr.registration.application.store.ApiKeys}. */
public interface ApiKeysContract extends StoreContract {
    private User addedOwner() {
        Account account = account("Alpha");
        User owner = owner(account, "ann@example.org");
        commit(store -> {
            store.accounts().add(account);
            store.users().add(owner);
        });
        return owner;
    }

    private ApiKey addedKey(User owner) {
        ApiKey key = key(owner, SECRETS.apiKey());
        commit(store -> store.apiKeys().add(key));
        return key;
    }

    private ApiKey stored(ApiKey key) {
        return look(store -> store.apiKeys().findForUpdate(key.id())).orElseThrow();
    }

    @Test
    default void aKeyComesBackAsItWasAdded() {
        User owner = addedOwner();
        ApiKey plain = key(owner, SECRETS.apiKey());
        ApiKey full = new ApiKey(
                new ApiKeyId(anId()),
                owner.accountId(),
                owner.id(),
                "Schlüssel \uD83D\uDD11".repeat(9),
                "ldr_0123456789",
                new SecretDigest("k0-._Z", SECRETS.bytes(SecretDigest.LENGTH)),
                ApiKeyStatus.REVOKED,
                NOON.plusSeconds(1),
                NOON.plus(Duration.ofDays(3650)),
                NOON,
                NOON.plusSeconds(2));
        commit(store -> {
            store.apiKeys().add(plain);
            store.apiKeys().add(full);
        });

        assertThat(stored(plain)).isEqualTo(plain);
        assertThat(stored(full)).isEqualTo(full);
        assertThat(find(store -> store.apiKeys().find(full.id()))).contains(full);
    }

    @Test
    default void aKeyThatWasNeverAddedIsNotFound() {
        commit(store -> {
            assertThat(store.apiKeys().find(new ApiKeyId(anId()))).isEmpty();
            assertThat(store.apiKeys().findForUpdate(new ApiKeyId(anId()))).isEmpty();
            assertThat(store.apiKeys()
                            .findHolder(
                                    API_KEY_HASHER.candidates(SECRETS.apiKey().secret())))
                    .isEmpty();
        });
    }

    @Test
    default void theNextStateOfAKeyIsStored() {
        ApiKey key = addedKey(addedOwner());
        ApiKey revoked = key.revoke(NOON.plusSeconds(3));

        commit(store -> {
            assertThat(store.apiKeys().findForUpdate(key.id())).contains(key);
            store.apiKeys().update(revoked);
        });

        assertThat(stored(key)).isEqualTo(revoked);
    }

    @Test
    default void aKeyIsNotUpdatedUnlessItWasLoadedInTheSameTransaction() {
        ApiKey key = addedKey(addedOwner());

        assertThatThrownBy(() -> commit(store -> store.apiKeys().update(key.revoke(NOON))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(stored(key)).isEqualTo(key);
    }

    @Test
    default void theHolderOfAKeyIsFoundByAnyOfItsDigests() {
        User owner = addedOwner();
        Account account =
                look(store -> store.accounts().find(owner.accountId())).orElseThrow();
        ApiKeySecret current = SECRETS.apiKey();
        ApiKeySecret old = SECRETS.apiKey();
        ApiKey currentKey = key(owner, current);
        ApiKey oldKey = new ApiKey(
                new ApiKeyId(anId()),
                owner.accountId(),
                owner.id(),
                "Old",
                old.prefix(),
                API_KEY_HASHER.digest("k0", "", old.secret()).orElseThrow(),
                ApiKeyStatus.REVOKED,
                null,
                null,
                NOON,
                NOON);
        commit(store -> {
            store.apiKeys().add(currentKey);
            store.apiKeys().add(oldKey);
        });

        commit(store -> {
            assertThat(store.apiKeys().findHolder(API_KEY_HASHER.candidates(current.secret())))
                    .contains(new KeyHolder(currentKey, owner, account));
            assertThat(store.apiKeys().findHolder(API_KEY_HASHER.candidates(old.secret())))
                    .contains(new KeyHolder(oldKey, owner, account));
        });
    }

    @Test
    default void theSameHashOfAnotherKeyIdIsAnotherDigest() {
        ApiKey key = addedKey(addedOwner());

        SecretDigest foreign = new SecretDigest("k0", key.digest().hash());

        assertThat(find(store -> store.apiKeys().findHolder(List.of(foreign)))).isEmpty();
    }

    @Test
    default void aSecondKeyWithTheSameDigestIsRefused() {
        User owner = addedOwner();
        ApiKeySecret secret = SECRETS.apiKey();
        commit(store -> store.apiKeys().add(key(owner, secret)));

        Duplicates.assertDuplicate(
                UniqueRule.API_KEY, () -> commit(store -> store.apiKeys().add(key(owner, secret))));
    }

    @RaceTest(value = "keys with one digest", runners = 20)
    default void ofTwentyKeysWithOneDigestAtOnceOneIsAdded() {
        User owner = addedOwner();
        ApiKeySecret secret = SECRETS.apiKey();

        List<Optional<UniqueRule>> outcomes =
                race(20, number -> store -> store.apiKeys().add(key(owner, secret)));

        StoreContract.assertOneWinner(outcomes, UniqueRule.API_KEY);
    }

    @Test
    default void aNotedUseChangesNothingElse() {
        ApiKey key = addedKey(addedOwner());
        Instant first = NOON.plusSeconds(10);
        Instant second = first.plus(Duration.ofHours(1));

        assertThat(ask(store -> store.apiKeys().noteUse(key, first))).isTrue();
        ApiKey once = stored(key);
        assertThat(ask(store -> store.apiKeys().noteUse(key, second))).isTrue();

        assertThat(once).isEqualTo(key.noteUse(first).orElseThrow());
        assertThat(stored(key)).isEqualTo(key.noteUse(second).orElseThrow());
        assertThat(ask(store -> store.apiKeys().noteUse(key, first))).isTrue();
        assertThat(stored(key))
                .as("an earlier use")
                .isEqualTo(key.noteUse(second).orElseThrow());
    }

    @Test
    default void theUseOfATextThatWasReplacedIsNotNoted() {
        ApiKey key = addedKey(addedOwner());
        ApiKeySecret fresh = Fixtures.SECRETS.apiKey();
        ApiKey replaced = key.replaceSecret(fresh, Fixtures.API_KEY_HASHER.digest("", fresh.secret()), NOON);
        commit(store -> {
            assertThat(store.apiKeys().findForUpdate(key.id())).contains(key);
            store.apiKeys().update(replaced);
        });

        assertThat(ask(store -> store.apiKeys().noteUse(key, NOON.plusSeconds(10))))
                .isFalse();
        assertThat(stored(key)).isEqualTo(replaced);
        assertThat(find(store -> store.apiKeys().findHolder(List.of(key.digest()))))
                .isEmpty();
        assertThat(find(store -> store.apiKeys().findHolder(List.of(replaced.digest()))))
                .isPresent();
    }

    @Test
    default void aReplacedTextIsStoredWithItsPrefixAndNothingElseChanges() {
        User owner = addedOwner();
        ApiKey key = addedKey(owner);
        ApiKey beside = addedKey(owner);
        ApiKeySecret fresh = SECRETS.apiKey();
        SecretDigest digest = API_KEY_HASHER.digest("", fresh.secret());
        commit(store -> {
            ApiKey loaded = store.apiKeys().findForUpdate(key.id()).orElseThrow();
            store.apiKeys().update(loaded.replaceSecret(fresh, digest, NOON.plusSeconds(5)));
        });

        assertThat(stored(key))
                .isEqualTo(new ApiKey(
                        key.id(),
                        key.accountId(),
                        key.userId(),
                        key.name(),
                        fresh.prefix(),
                        digest,
                        ApiKeyStatus.ACTIVE,
                        null,
                        null,
                        key.createdAt(),
                        NOON.plusSeconds(5)));
        assertThat(stored(beside)).isEqualTo(beside);
        assertThat(find(store -> store.apiKeys().findHolder(API_KEY_HASHER.candidates(fresh.secret())))
                        .map(KeyHolder::key))
                .contains(stored(key));
    }

    @RaceTest(value = "first uses of a key against replacements of its text", runners = 20)
    default void aTextIsUsedOrReplacedButNotBoth() {
        ApiKey key = addedKey(addedOwner());

        List<Boolean> results = Race.of(
                20,
                number -> () -> ask(store -> {
                    if (number % 2 == 0) {
                        return store.apiKeys().noteUse(key, NOON.plusSeconds(1));
                    }
                    ApiKey loaded = store.apiKeys().findForUpdate(key.id()).orElseThrow();
                    if (loaded.wasUsed()) {
                        return false;
                    }
                    ApiKeySecret fresh = SECRETS.apiKey();
                    store.apiKeys()
                            .update(loaded.replaceSecret(fresh, API_KEY_HASHER.digest("", fresh.secret()), NOON));
                    return true;
                }));

        boolean used = IntStream.range(0, 20).anyMatch(number -> number % 2 == 0 && results.get(number));
        boolean replaced = IntStream.range(0, 20).anyMatch(number -> number % 2 == 1 && results.get(number));
        assertThat(used).as("used, or replaced").isNotEqualTo(replaced);
        assertThat(stored(key).wasUsed()).isEqualTo(used);
        assertThat(stored(key).digest().equals(key.digest())).isEqualTo(used);
    }

    @RaceTest(value = "uses and revocations of ten keys", runners = 20)
    default void aUseNotedWhileTheKeyIsRevokedDoesNotUndoTheRevocation() {
        User owner = addedOwner();
        List<ApiKey> keys =
                IntStream.range(0, 10).mapToObj(number -> addedKey(owner)).toList();
        Instant later = NOON.plus(Duration.ofHours(1));

        List<Optional<UniqueRule>> outcomes = race(20, number -> store -> {
            ApiKeyId id = keys.get(number / 2).id();
            if (number % 2 == 0) {
                assertThat(store.apiKeys().noteUse(keys.get(number / 2), later)).isTrue();
            } else {
                ApiKey loaded = store.apiKeys().findForUpdate(id).orElseThrow();
                store.apiKeys().update(loaded.revoke(later));
            }
        });

        assertThat(outcomes).containsOnly(Optional.empty());
        assertThat(keys).allSatisfy(key -> {
            assertThat(stored(key).isRevoked()).isTrue();
            assertThat(stored(key).lastUsedAt()).isEqualTo(later);
        });
    }

    @RaceTest(value = "revocations of one key", runners = 20)
    default void aKeyIsRevokedOnceHoweverManyTryAtOnce() {
        ApiKey key = addedKey(addedOwner());

        List<Boolean> revoked = Race.of(
                20,
                number -> () -> look(store -> {
                    ApiKey loaded = store.apiKeys().findForUpdate(key.id()).orElseThrow();
                    if (loaded.isRevoked()) {
                        return false;
                    }
                    store.apiKeys().update(loaded.revoke(NOON.plusSeconds(3)));
                    return true;
                }));

        assertThat(revoked).containsOnlyOnce(true);
        assertThat(stored(key)).isEqualTo(key.revoke(NOON.plusSeconds(3)));
    }

    @Test
    default void theActiveKeysOfAUserAreFoundOldestFirstAndMayBeUpdated() {
        User owner = addedOwner();
        User other = user(
                look(store -> store.accounts().find(owner.accountId())).orElseThrow(), "bob@example.org", Role.MEMBER);
        commit(store -> store.users().add(other));
        ApiKey second = addedKey(owner);
        ApiKey third = addedKey(owner);
        ApiKey first = issuedAt(owner, NOON.minusSeconds(1));
        ApiKey revoked = key(owner, SECRETS.apiKey()).revoke(NOON);
        commit(store -> {
            store.apiKeys().add(first);
            store.apiKeys().add(revoked);
        });
        ApiKey others = addedKey(other);

        commit(store -> {
            List<ApiKey> active = store.apiKeys().findActiveForUpdate(owner.id());
            assertThat(active).containsExactly(first, second, third);
            active.forEach(key -> store.apiKeys().update(key.revoke(NOON.plusSeconds(9))));
        });

        assertThat(list(store -> store.apiKeys().findActiveForUpdate(owner.id())))
                .isEmpty();
        assertThat(stored(first).isRevoked()).isTrue();
        assertThat(stored(others)).isEqualTo(others);
    }

    private static ApiKey issuedAt(User user, Instant at) {
        ApiKeySecret secret = SECRETS.apiKey();
        return ApiKey.issue(
                new ApiKeyId(anId()),
                user.accountId(),
                user.id(),
                "Key",
                secret,
                API_KEY_HASHER.digest("", secret.secret()),
                at);
    }

    @RaceTest(value = "revocations of all keys of a user while they are used", runners = 16)
    default void allKeysOfAUserAreRevokedAndNoUseIsLost() {
        User owner = addedOwner();
        List<ApiKey> keys =
                IntStream.range(0, 8).mapToObj(number -> addedKey(owner)).toList();

        List<Optional<UniqueRule>> outcomes = race(16, number -> store -> {
            if (number % 2 == 0) {
                store.apiKeys()
                        .findActiveForUpdate(owner.id())
                        .forEach(key -> store.apiKeys().update(key.revoke(NOON.plusSeconds(number))));
            } else {
                assertThat(store.apiKeys().noteUse(keys.get(number / 2), NOON.plusSeconds(5)))
                        .isTrue();
            }
        });

        assertThat(outcomes).containsOnly(Optional.empty());
        assertThat(keys).allSatisfy(key -> {
            assertThat(stored(key).isRevoked()).isTrue();
            assertThat(stored(key).lastUsedAt()).isEqualTo(NOON.plusSeconds(5));
        });
    }
}
