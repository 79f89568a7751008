package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertKeyReused;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Sending a request again. */
class JamCodeIdempotencyTest {
    private static final String CODES = "/v1/jam-codes";
    private static final String REDEEM = CODES + "/redeem";
    private static final String BODY = Client.jamCodeBody("JAM26", ",\"features\":{\"a\":1}");
    private static final String INVALID = "idempotency_key_invalid";

    private Api api;
    private Client root;

    @BeforeEach
    void start() {
        api = Api.start();
        root = api.superadmin();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static Optional<String> replayed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Idempotency-Replayed");
    }

    private static void assertReplayed(HttpResponse<String> repeat, HttpResponse<String> first) {
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(replayed(first)).isEmpty();
        assertThat(repeat.statusCode()).as(repeat.body()).isEqualTo(201);
        assertThat(replayed(repeat)).contains("true");
        assertThat(repeat.body()).isEqualTo(first.body());
    }

    @Test
    void aRepeatMakesNoSecondCode() {
        HttpResponse<String> first = root.post(CODES, BODY, "k1");
        api.service.pass(Duration.ofHours(24).minusNanos(1_000));
        assertReplayed(root.post(CODES, BODY, "k1"), first);
        assertThat(Api.json(root.get(CODES)).get("pagination").get("count").intValue())
                .isEqualTo(1);
    }

    @Test
    void aDayLaterTheKeyIsForgotten() {
        assertThat(root.post(CODES, BODY, "k1").statusCode()).isEqualTo(201);
        api.service.pass(Duration.ofHours(24));
        assertProblem(root.post(CODES, BODY, "k1"), 400, "jam_code_taken", "Jam code 'JAM26' already exists");
        HttpResponse<String> other = root.post(CODES, Client.jamCodeBody("OTHER", ""), "k1");
        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(replayed(other)).isEmpty();
    }

    @Test
    void whatMeansTheSameIsTheSameRequest() {
        HttpResponse<String> first = root.post(CODES, BODY, "k1");
        assertReplayed(
                root.post(
                        CODES,
                        "{\"features\":{\"a\":1},\"max_uses\":null,\"description\":\" For a test\",\"code\":\"jam26\"}",
                        "k1"),
                first);
    }

    @Test
    void aKeyStandsForOneBody() {
        assertThat(root.post(CODES, BODY, "k1").statusCode()).isEqualTo(201);
        assertKeyReused(root.post(CODES, Client.jamCodeBody("OTHER", ""), "k1"));
        assertKeyReused(root.post(CODES, Client.jamCodeBody("JAM26", ",\"features\":{\"a\":2}"), "k1"));
        assertKeyReused(root.post(CODES, Client.jamCodeBody("JAM26", ",\"features\":{\"a\":1},\"max_uses\":1"), "k1"));
        assertThat(root.post(CODES, Client.jamCodeBody("OTHER", ""), "K1").statusCode())
                .isEqualTo(201);
    }

    @Test
    void aRefusedRequestDoesNotUseUpItsKey() {
        root.jamCode("TAKEN", "");
        assertThat(root.post(CODES, Client.jamCodeBody("TAKEN", ""), "k1").statusCode())
                .isEqualTo(400);
        assertThat(root.post(CODES, BODY, "k1").statusCode()).isEqualTo(201);

        Client owner = api.owner("bob@example.com", "Bob Games");
        assertThat(owner.post(REDEEM, "{\"code\":\"LATER\"}", "k1").statusCode())
                .isEqualTo(400);
        root.jamCode("LATER", "");
        assertThat(owner.post(REDEEM, "{\"code\":\"LATER\"}", "k1").statusCode())
                .isEqualTo(201);
    }

    @Test
    void twentyAtOnceMakeOneCodeAndAllGetIt() {
        List<HttpResponse<String>> answers = Race.of(20, runner -> () -> root.post(CODES, BODY, "k1"));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(answers.stream().filter(answer -> replayed(answer).isEmpty()))
                .hasSize(1);
    }

    @Test
    void twentyAtOnceRedeemOnceAndAllGetTheRedemption() {
        String path = root.jamCodePath("JAM26", ",\"max_uses\":5");
        Client owner = api.owner("bob@example.com", "Bob Games");
        List<HttpResponse<String>> answers =
                Race.of(20, runner -> () -> owner.post(REDEEM, "{\"code\":\"JAM26\"}", "k1"));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(answers.stream().filter(answer -> replayed(answer).isEmpty()))
                .hasSize(1);
        assertThat(Api.json(root.get(path)).get("current_uses").intValue()).isEqualTo(1);
    }

    @Test
    void aRepeatedRedemptionIsAnsweredAgainAndAnotherIsNot() {
        root.jamCode("JAM26", "");
        root.jamCode("OTHER", "");
        Client owner = api.owner("bob@example.com", "Bob Games");
        String body = "{\"code\":\"JAM26\",\"meta\":{\"a\":1}}";
        HttpResponse<String> first = owner.post(REDEEM, body, "k1");
        assertReplayed(owner.post(REDEEM, body, "k1"), first);
        assertKeyReused(owner.post(REDEEM, "{\"code\":\"JAM26\"}", "k1"));
        assertKeyReused(owner.post(REDEEM, "{\"code\":\"OTHER\",\"meta\":{\"a\":1}}", "k1"));
        assertProblem(
                owner.post(REDEEM, body, "k2"),
                400,
                "jam_code_redeemed",
                "This account has already redeemed this jam code");
    }

    @Test
    void keysOfDifferentPeopleAndCallsDoNotMeet() {
        assertThat(root.post(CODES, BODY, "k1").statusCode()).isEqualTo(201);
        HttpResponse<String> mine = root.post(REDEEM, "{\"code\":\"JAM26\"}", "k1");
        assertThat(mine.statusCode()).isEqualTo(201);
        HttpResponse<String> bobs =
                api.owner("bob@example.com", "Bob Games").post(REDEEM, "{\"code\":\"JAM26\"}", "k1");
        assertThat(bobs.statusCode()).isEqualTo(201);
        assertThat(replayed(bobs)).isEmpty();
        assertThat(bobs.body()).isNotEqualTo(mine.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "LONG"})
    void aMalformedKeyIsRefused(String key) {
        String sentence = "Idempotency-Key must have 1 to 255 visible characters";
        String sent = key.replace("LONG", "x".repeat(256));
        assertProblem(root.post(CODES, BODY, sent), 400, INVALID, sentence);
        assertProblem(root.post(REDEEM, "{\"code\":\"JAM26\"}", sent), 400, INVALID, sentence);
    }

    @Test
    void aKeyIsInAscii() {
        // The HTTP client would not send it.
        Raw answer = Raw.send(
                api.port(),
                "POST " + CODES + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + BODY.length() + "\r\nleadr-api-key: " + root.key() + "\r\nIdempotency-Key: \u00e9\r\n\r\n"
                        + BODY);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(INVALID);
    }

    @Test
    void aKeyMayHave255VisibleCharacters() {
        assertThat(root.post(CODES, BODY, "\"!~,".repeat(63) + "abc").statusCode())
                .isEqualTo(201);
    }

    @Test
    void nobodyChoosesAmongSeveralKeys() {
        HttpResponse<String> answer = api.send(root.request(CODES)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k1")
                .header("Idempotency-Key", "k1")
                .POST(BodyPublishers.ofString(BODY)));
        assertProblem(answer, 400, INVALID, "Idempotency-Key must not be repeated");
    }

    @Test
    void theFormComesBeforeTheKeyAndTheKeyBeforeTheRight() {
        Client owner = api.owner("bob@example.com", "Bob Games");
        assertThat(owner.post(CODES, "{}", "a b").statusCode()).isEqualTo(422);
        assertThat(owner.post(CODES, BODY, "a b").statusCode()).isEqualTo(400);
        assertThat(owner.post(CODES, BODY, "k1").statusCode()).isEqualTo(403);
    }
}
