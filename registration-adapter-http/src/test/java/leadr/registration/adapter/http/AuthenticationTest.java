package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final String ME = "/v1/me";
    private static final String OWN_HEADER = "leadr-api-key";

    private Api api;
    private JsonNode bob;
    private String key;

    @BeforeEach
    void start() {
        api = Api.start();
        bob = api.register("bob@example.com", "Bob Games");
        key = bob.get("api_key").textValue();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpRequest.Builder me() {
        return api.request(ME).GET();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Api.json(answer).get("code").textValue()).isEqualTo(code);
        assertThat(Api.json(answer).get("detail").textValue()).isEqualTo(detail);
    }

    private static void assertNoKey(HttpResponse<String> answer) {
        assertRefused(answer, 401, "api_key_required", "API key required");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"leadr\"");
    }

    private static void assertBadKey(HttpResponse<String> answer) {
        assertRefused(answer, 401, "api_key_invalid", "Invalid or expired API key");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"leadr\", error=\"invalid_token\"");
    }

    @Test
    void aKeyIsTakenFromEitherHeader() {
        assertThat(api.send(me().header(OWN_HEADER, key)).statusCode()).isEqualTo(200);
        assertThat(api.send(me().header("Authorization", "Bearer " + key)).statusCode())
                .isEqualTo(200);
        assertThat(api.send(me().header("Authorization", "bearer " + key)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void withoutAKeyOneIsRequired() {
        assertNoKey(api.send(me()));
        assertNoKey(api.send(me().header(OWN_HEADER, "")));
        assertNoKey(api.send(me().header("Authorization", "Basic " + key)));
        assertNoKey(api.send(me().header("Authorization", key)));
        assertNoKey(api.send(me().header("Authorization", "Bearer ")));
        assertNoKey(api.get(ME + "?leadr-api-key=" + key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ldr_", "ldr_short", "ldr_0123456789012345678901234567", "Bearer ldr_x"})
    void whatIsNoKeyOfOursIsInvalid(String presented) {
        assertBadKey(api.send(me().header(OWN_HEADER, presented)));
        assertBadKey(api.send(me().header("Authorization", "Bearer " + presented)));
    }

    @Test
    void ourOwnHeaderCountsWhenBothAreThere() {
        assertThat(api.send(me().header(OWN_HEADER, key).header("Authorization", "Bearer ldr_x"))
                        .statusCode())
                .isEqualTo(200);
        assertBadKey(api.send(me().header(OWN_HEADER, "ldr_x").header("Authorization", "Bearer " + key)));
        assertThat(api.send(me().header(OWN_HEADER, "").header("Authorization", "Bearer " + key))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void nobodyChoosesAmongSeveralKeys() {
        assertBadKey(api.send(me().header(OWN_HEADER, key).header(OWN_HEADER, "ldr_x")));
        assertBadKey(api.send(me().header("Authorization", "Bearer " + key).header("Authorization", "Bearer " + key)));
    }

    @ParameterizedTest
    @CsvSource({
        "REVOKED_KEY, 401, api_key_invalid, Invalid or expired API key",
        "EXPIRED_KEY, 401, api_key_invalid, Invalid or expired API key",
        "SUSPENDED_USER, 403, user_suspended, User is suspended",
        "SUSPENDED_ACCOUNT, 403, account_suspended, Account is suspended"
    })
    void aKeyOpensNothingOnceItsOwnerLostTheRight(Loss loss, int status, String code, String detail) {
        boolean done = api.service.store.run(store -> {
            bring(loss, store);
            return true;
        });
        assertThat(done).isTrue();
        assertRefused(api.send(me().header(OWN_HEADER, key)), status, code, detail);
    }

    private void bring(Loss loss, RegistrationStore store) {
        switch (loss) {
            case REVOKED_KEY -> store.apiKeys().update(loadKey(store).revoke(Service.NOON));
            case EXPIRED_KEY -> store.apiKeys().update(expired(loadKey(store)));
            case SUSPENDED_USER -> {
                UserId id = UserId.parse(bob.get("user_id").textValue());
                User user = store.users().findForUpdate(id).orElseThrow();
                store.users().update(user.suspend(Service.NOON));
            }
            case SUSPENDED_ACCOUNT -> {
                AccountId id = AccountId.parse(bob.get("account_id").textValue());
                Account account = store.accounts().findForUpdate(id).orElseThrow();
                store.accounts().update(account.suspend(Service.NOON));
            }
        }
    }

    private ApiKey loadKey(RegistrationStore store) {
        var digests = Fixtures.API_KEY_HASHER.candidates(ApiKeySecret.parse(key).secret());
        ApiKey found = store.apiKeys().findHolder(digests).orElseThrow().key();
        return store.apiKeys().findForUpdate(found.id()).orElseThrow();
    }

    private static ApiKey expired(ApiKey key) {
        return new ApiKey(
                key.id(),
                key.accountId(),
                key.userId(),
                key.name(),
                key.prefix(),
                key.digest(),
                key.status(),
                key.lastUsedAt(),
                Service.NOON,
                key.createdAt(),
                Service.NOON);
    }

    private enum Loss {
        REVOKED_KEY,
        EXPIRED_KEY,
        SUSPENDED_USER,
        SUSPENDED_ACCOUNT
    }
}
