package leadr.registration.domain.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.UUID;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.secret.SecretDigest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final ApiKeyId ID = new ApiKeyId(new UUID(1, 1));
    private static final AccountId ACCOUNT = new AccountId(new UUID(2, 2));
    private static final UserId USER = new UserId(new UUID(3, 3));
    private static final SecretDigest DIGEST = new SecretDigest("k", new byte[32]);

    private final ApiKey key = named("CI");

    @Test
    void aNewKeyIsActiveUnusedAndEndless() {
        assertThat(key)
                .isEqualTo(new ApiKey(
                        ID, ACCOUNT, USER, "CI", "ldr_AAAAAAAAAA", DIGEST, ApiKeyStatus.ACTIVE, null, null, NOW, NOW));
        assertThat(key.isRevoked()).isFalse();
        assertThat(key.isExpired(Instant.MAX)).isFalse();
    }

    @Test
    void aRegistrationKeyHasTheNameOfTheContract() {
        assertThat(ApiKey.REGISTRATION_KEY_NAME).isEqualTo("CLI API Key");
    }

    @Test
    void aNameOfOneToAHundredCharactersIsTaken() {
        assertThat(named("x").name()).isEqualTo("x");
        assertThat(named("x".repeat(100)).name()).hasSize(100);
        assertThat(named("\uD83D\uDD79".repeat(100)).name()).hasSize(200);
    }

    @Test
    void blanksAroundANameAreNoPartOfIt() {
        assertThat(named(" CI \u2003").name()).isEqualTo("CI");
        assertThat(ApiKey.normalName("\tCI " + " ".repeat(200))).isEqualTo("CI");
    }

    @Test
    void theFirstKeyIsNamedAfterItsOwner() {
        assertThat(ApiKey.nameFor(new DisplayName("Ann"))).isEqualTo("Ann's Key");
    }

    @Test
    void aLongNameOfAnOwnerIsCutToFit() {
        assertThat(ApiKey.nameFor(new DisplayName("x".repeat(94)))).isEqualTo("x".repeat(94) + "'s Key");
        assertThat(ApiKey.nameFor(new DisplayName("x".repeat(95)))).isEqualTo("x".repeat(94) + "'s Key");
        assertThat(ApiKey.nameFor(new DisplayName("x".repeat(93) + " y"))).isEqualTo("x".repeat(93) + "'s Key");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 93, 94, 95, 100})
    void noCharacterOfAnOwnersNameIsCutInTwo(int length) {
        String name = ApiKey.nameFor(new DisplayName("\uD83D\uDD79".repeat(length)));

        assertThat(name).isEqualTo("\uD83D\uDD79".repeat(Math.min(length, 94)) + "'s Key");
        assertThat(named(name).name()).isEqualTo(name);
    }

    @Test
    void aKeyMayBeMadeWithAnEnd() {
        Instant end = NOW.plusSeconds(90);

        assertThat(ApiKey.issue(ID, ACCOUNT, USER, "CI", ApiKeySecret.of(new byte[32]), DIGEST, end, NOW))
                .isEqualTo(stored(ApiKeyStatus.ACTIVE, null, end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "a\u007F", "a\u0085b", "a\u2028b", "a\u2029b", "a\u202Eb"})
    void aBlankNameOrControlCharactersAreRefused(String name) {
        nameRefused(name);
    }

    @Test
    void aNameOfMoreThanAHundredCharactersIsRefused() {
        nameRefused("x".repeat(101));
        nameRefused("\uD83D\uDD79".repeat(101));
    }

    @Test
    void aPrefixThatIsNoneOfAKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiKey(
                        ID, ACCOUNT, USER, "CI", "sk_live_", DIGEST, ApiKeyStatus.ACTIVE, null, null, NOW, NOW))
                .withMessage("the prefix of a key is its first 14 characters");
    }

    @Test
    void aWholeKeyIsNoPrefix() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiKey(
                        ID,
                        ACCOUNT,
                        USER,
                        "CI",
                        "ldr_" + "x".repeat(49),
                        DIGEST,
                        ApiKeyStatus.ACTIVE,
                        null,
                        null,
                        NOW,
                        NOW))
                .withMessage("the prefix of a key is its first 14 characters");
    }

    @Test
    void aKeyOpensNothingFromTheMomentItExpires() {
        ApiKey expiring = stored(ApiKeyStatus.ACTIVE, null, NOW);

        assertThat(expiring.isExpired(NOW.minusNanos(1))).isFalse();
        assertThat(expiring.isExpired(NOW)).isTrue();
        assertThat(expiring.isExpired(NOW.plusNanos(1))).isTrue();
    }

    @Test
    void aKeyIsRevokedForGood() {
        Instant lastUse = NOW.plusSeconds(1);
        Instant end = NOW.plusSeconds(90);
        ApiKey revoked = stored(ApiKeyStatus.ACTIVE, lastUse, end).revoke(NOW.plusSeconds(2));

        assertThat(revoked.isRevoked()).isTrue();
        assertThat(revoked)
                .isEqualTo(new ApiKey(
                        ID,
                        ACCOUNT,
                        USER,
                        "CI",
                        "ldr_AAAAAAAAAA",
                        DIGEST,
                        ApiKeyStatus.REVOKED,
                        lastUse,
                        end,
                        NOW,
                        NOW.plusSeconds(2)));
        assertThat(revoked.revoke(NOW.plusSeconds(3))).isSameAs(revoked);
    }

    @Test
    void theTextOfAKeyThatWasNeverUsedCanBeReplaced() {
        ApiKeySecret secret = ApiKeySecret.of(new byte[ApiKeySecret.RANDOM_BYTES]);
        byte[] other = new byte[32];
        other[0] = 1;
        SecretDigest digest = new SecretDigest("k", other);

        ApiKey replaced = key.replaceSecret(secret, digest, NOW.plusSeconds(5));

        assertThat(replaced.id()).isEqualTo(key.id());
        assertThat(replaced.digest()).isEqualTo(digest);
        assertThat(replaced.prefix()).isEqualTo(secret.prefix());
        assertThat(replaced.updatedAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(replaced.wasUsed()).isFalse();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> stored(ApiKeyStatus.ACTIVE, NOW, null).replaceSecret(secret, digest, NOW));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> stored(ApiKeyStatus.REVOKED, null, null).replaceSecret(secret, digest, NOW));
    }

    @Test
    void theFirstUseIsNotedAndIsNoChangeOfTheKey() {
        Instant use = NOW.plusSeconds(7);

        assertThat(key.noteUse(use)).contains(stored(ApiKeyStatus.ACTIVE, use, null));
    }

    @Test
    void aUseWithinAMinuteOfTheLastNotedOneIsNotNoted() {
        ApiKey used = stored(ApiKeyStatus.ACTIVE, NOW, null);

        assertThat(used.noteUse(NOW)).isEmpty();
        assertThat(used.noteUse(NOW.plusSeconds(60).minusNanos(1))).isEmpty();
        assertThat(used.noteUse(NOW.plusSeconds(60))).contains(stored(ApiKeyStatus.ACTIVE, NOW.plusSeconds(60), null));
        assertThat(used.noteUse(NOW.plusSeconds(60).plusNanos(1))).isPresent();
    }

    @Test
    void aUseBeforeTheLastNotedOneIsNotNoted() {
        assertThat(stored(ApiKeyStatus.ACTIVE, NOW, null).noteUse(NOW.minusSeconds(5)))
                .isEmpty();
    }

    @Test
    void notingAUseRevivesNoRevokedKey() {
        assertThat(stored(ApiKeyStatus.REVOKED, null, null).noteUse(NOW))
                .hasValueSatisfying(noted -> assertThat(noted.isRevoked()).isTrue());
    }

    private static void nameRefused(String name) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> named(name))
                .withMessage("name: Name must have 1 to 100 characters, none of them control characters");
    }

    private static ApiKey named(String name) {
        return ApiKey.issue(ID, ACCOUNT, USER, name, ApiKeySecret.of(new byte[32]), DIGEST, NOW);
    }

    private static ApiKey stored(ApiKeyStatus status, @Nullable Instant lastUsedAt, @Nullable Instant expiresAt) {
        return new ApiKey(ID, ACCOUNT, USER, "CI", "ldr_AAAAAAAAAA", DIGEST, status, lastUsedAt, expiresAt, NOW, NOW);
    }
}
