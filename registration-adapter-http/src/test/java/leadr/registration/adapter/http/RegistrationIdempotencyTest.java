package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertKeyReused;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.testkit.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sending verify and complete again because the first answer was lost. */
class RegistrationIdempotencyTest {
    private static final String VERIFY = "/v1/register/verify";
    private static final String COMPLETE = "/v1/register/complete";

    private Api api;

    @BeforeEach
    void start() {
        api = Api.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> post(String path, String json, String... keys) {
        HttpRequest.Builder request = api.request(path).header("Content-Type", "application/json");
        for (String key : keys) {
            request = request.header("Idempotency-Key", key);
        }
        return api.send(request.POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> complete(String token, String name, String... keys) {
        return post(COMPLETE, "{\"verification_token\":\"" + token + "\",\"account_name\":\"" + name + "\"}", keys);
    }

    private String guess() {
        api.post("/v1/register/initiate", "{\"email\":\"bob@example.com\"}");
        return "{\"email\":\"bob@example.com\",\"code\":\"" + api.service.lastCode() + "\"}";
    }

    private static Optional<String> replayed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Idempotency-Replayed");
    }

    private int me(HttpResponse<String> completed) {
        return new Client(api, Api.json(completed).get("api_key").textValue())
                .get("/v1/me")
                .statusCode();
    }

    private static void assertSameAccount(HttpResponse<String> one, HttpResponse<String> other) {
        for (String field : List.of("account_id", "account_name", "account_slug", "display_name", "user_id")) {
            assertThat(Api.json(one).get(field)).isEqualTo(Api.json(other).get(field));
        }
    }

    @Test
    void aRepeatedVerifyGetsTheSameToken() {
        String guess = guess();
        HttpResponse<String> first = post(VERIFY, guess, "k1");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(replayed(first)).isEmpty();
        api.service.pass(Duration.ofSeconds(60));

        HttpResponse<String> repeat = post(VERIFY, guess.replace("bob@", " BOB@"), "k1");
        assertThat(repeat.statusCode()).isEqualTo(200);
        assertThat(replayed(repeat)).contains("true");
        JsonNode token = Api.json(first).get("verification_token");
        assertThat(Api.json(repeat).get("verification_token")).isEqualTo(token);
        assertThat(Api.json(repeat).get("expires_in").intValue()).isEqualTo(539);
        assertThat(complete(token.textValue(), "Bob Games").statusCode()).isEqualTo(201);
    }

    @Test
    void twentyVerificationsAtOnceGetOneToken() {
        String guess = guess();
        List<HttpResponse<String>> answers = Race.of(20, runner -> () -> post(VERIFY, guess, "k1"));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(answers.stream()
                        .map(answer -> Api.json(answer).get("verification_token"))
                        .distinct())
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> replayed(answer).isEmpty()))
                .hasSize(1);
    }

    @Test
    void withoutItsKeyAVerifyIsNoRepeat() {
        String guess = guess();
        assertThat(post(VERIFY, guess, "k1").statusCode()).isEqualTo(200);
        String sentence = "Invalid or expired verification code";
        assertProblem(post(VERIFY, guess), 400, "verification_code_invalid", sentence);
        assertProblem(post(VERIFY, guess, "k2"), 400, "verification_code_invalid", sentence);
    }

    @Test
    void aVerifyKeyStandsForOneCode() {
        String guess = guess();
        assertThat(post(VERIFY, guess, "k1").statusCode()).isEqualTo(200);
        assertKeyReused(post(VERIFY, "{\"email\":\"bob@example.com\",\"code\":\"AAAAAA\"}", "k1"));
    }

    @Test
    void aRepeatedCompleteGetsTheSameAccountWithAFreshSecret() {
        String token = api.tokenFor("bob@example.com");
        HttpResponse<String> first = complete(token, "Bob Games", "k1");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(replayed(first)).isEmpty();
        // The token is long over by then.
        api.service.pass(Duration.ofHours(23));

        HttpResponse<String> repeat = complete(token, "Bob Games", "k1");
        assertThat(repeat.statusCode()).as(repeat.body()).isEqualTo(201);
        assertThat(replayed(repeat)).contains("true");
        assertSameAccount(repeat, first);
        assertThat(Api.json(repeat).get("redemption").isNull()).isTrue();
        assertThat(Api.json(repeat).get("api_key")).isNotEqualTo(Api.json(first).get("api_key"));
        assertThat(me(first)).isEqualTo(401);
        assertThat(me(repeat)).isEqualTo(200);
        assertThat(api.service.store.accounts()).hasSize(1);
        assertThat(api.service.store.apiKeys()).hasSize(1);
    }

    @Test
    void onceTheApiKeyWasUsedThereIsNoRepeat() {
        String token = api.tokenFor("bob@example.com");
        HttpResponse<String> first = complete(token, "Bob Games", "k1");
        assertThat(me(first)).isEqualTo(200);
        assertProblem(
                complete(token, "Bob Games", "k1"), 409, "registration_completed", "Registration already completed");
        assertThat(me(first)).isEqualTo(200);
    }

    @Test
    void withoutItsKeyACompleteIsNoRepeatAndADayLaterNothingIs() {
        String token = api.tokenFor("bob@example.com");
        assertThat(complete(token, "Bob Games", "k1").statusCode()).isEqualTo(201);
        for (String[] keys : new String[][] {{}, {"k2"}}) {
            assertProblem(
                    complete(token, "Bob Games", keys),
                    400,
                    "verification_token_used",
                    "Verification token has already been used");
        }
        api.service.pass(Duration.ofHours(24));
        assertProblem(
                complete(token, "Bob Games", "k1"),
                400,
                "verification_token_expired",
                "Verification token has expired");
    }

    @Test
    void aCompleteKeyStandsForOneBody() {
        String token = api.tokenFor("bob@example.com");
        assertThat(complete(token, "Bob Games", "k1").statusCode()).isEqualTo(201);
        assertKeyReused(complete(token, "Bob Games 2", "k1"));
    }

    @Test
    void aRefusedCompleteDoesNotUseUpItsKey() {
        String token = api.tokenFor("bob@example.com");
        assertThat(complete(token, "B", "k1").statusCode()).isEqualTo(400);
        assertThat(complete(token, "Bob Games", "k1").statusCode()).isEqualTo(201);
    }

    @Test
    void twentyCompletionsAtOnceMakeOneAccountOfWhichTheLastSecretOpens() {
        String token = api.tokenFor("bob@example.com");
        List<HttpResponse<String>> answers = Race.of(20, runner -> () -> complete(token, "Bob Games", "k1"));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(201);
            assertSameAccount(answer, answers.get(0));
        });
        assertThat(answers.stream().filter(answer -> replayed(answer).isEmpty()))
                .hasSize(1);
        assertThat(api.service.store.accounts()).hasSize(1);
        assertThat(answers.stream().map(this::me)).containsOnlyOnce(200).containsOnly(200, 401);
    }

    @Test
    void theRedemptionIsRepeatedWithTheAccount() {
        api.superadmin().jamCodePath("JAM26", ",\"features\":{\"a\":1}");
        String body = "{\"verification_token\":\"" + api.tokenFor("bob@example.com")
                + "\",\"account_name\":\"Bob Games\",\"jam_code\":\"jam26\"}";
        HttpResponse<String> first = post(COMPLETE, body, "k1");
        HttpResponse<String> repeat = post(COMPLETE, body, "k1");
        assertThat(replayed(repeat)).contains("true");
        assertThat(Api.json(repeat).get("redemption")).isEqualTo(Api.json(first).get("redemption"));
        assertThat(Api.json(repeat).get("redemption").get("meta")).isEqualTo(Api.json("{\"a\":1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {VERIFY, COMPLETE})
    void aMalformedKeyAndSeveralAreRefused(String path) {
        String body = "{\"email\":\"bob@example.com\",\"code\":\"AAAAAA\",\"verification_token\":\"x\"}";
        assertProblem(
                post(path, body, "a b"),
                400,
                "idempotency_key_invalid",
                "Idempotency-Key must have 1 to 255 visible characters");
        assertProblem(
                post(path, body, "a", "b"), 400, "idempotency_key_invalid", "Idempotency-Key must not be repeated");
        assertThat(post(path, "{}", "a b").statusCode()).isEqualTo(422);
    }
}
