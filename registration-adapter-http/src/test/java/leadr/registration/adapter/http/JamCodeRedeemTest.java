package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import leadr.registration.application.testkit.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Using jam codes: by an account that is there, and by one that begins with it. */
class JamCodeRedeemTest {
    private static final String REDEEM = "/v1/jam-codes/redeem";

    private Api api;
    private Client root;
    private JsonNode bob;
    private Client owner;

    @BeforeEach
    void start() {
        api = Api.start();
        root = api.superadmin();
        bob = api.register("bob@example.com", "Bob Games");
        owner = new Client(api, bob.get("api_key").textValue());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static void assertInvalidCode(HttpResponse<String> answer) {
        assertProblem(answer, 400, "jam_code_invalid", "Invalid or expired jam code");
    }

    private HttpResponse<String> complete(String email, String jamCode) {
        return api.post(
                "/v1/register/complete",
                "{\"verification_token\":\"" + api.tokenFor(email) + "\",\"account_name\":\"" + email
                        + "\",\"jam_code\":\"" + jamCode + "\"}");
    }

    @Test
    void aRedemptionKeepsTheFeaturesOfThatMoment() {
        JsonNode code = root.jamCode("JAM26", ",\"features\":{\"Coins\":5,\"List\":[1.0]}");
        String path = "/v1/jam-codes/" + code.get("id").textValue();
        HttpResponse<String> redeemed = owner.post(REDEEM, "{\"code\":\" jam26 \"}");
        assertThat(redeemed.statusCode()).as(redeemed.body()).isEqualTo(201);
        String id = Api.json(redeemed).get("id").textValue();
        assertThat(id).startsWith("red_");
        assertThat(redeemed.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"jam_code_id\":\""
                        + code.get("id").textValue()
                        + "\",\"account_id\":\"" + bob.get("account_id").textValue()
                        + "\",\"redeemed_at\":\"2026-11-20T12:00:00.250000Z\",\"meta\":{\"Coins\":5,\"List\":[1.0]}}");

        root.patch(path, "{\"features\":{\"Coins\":9}}");
        assertThat(Api.json(root.get(path)).get("current_uses").intValue()).isEqualTo(1);
        assertThat(Api.json(root.get(path + "/redemptions")).get("data").get(0)).isEqualTo(Api.json(redeemed));
    }

    @Test
    void aNoteIsKeptBesideTheFeaturesWhichWin() {
        root.jamCode("JAM26", ",\"features\":{\"coins\":5}");
        JsonNode redeemed =
                Api.json(owner.post(REDEEM, "{\"code\":\"JAM26\",\"meta\":{\"from\":\"stream\",\"coins\":9999}}"));
        assertThat(redeemed.get("meta")).isEqualTo(Api.json("{\"from\":\"stream\",\"coins\":5}"));
    }

    @Test
    void anAccountRedeemsACodeOnce() {
        root.jamCode("JAM26", "");
        root.jamCode("OTHER", "");
        assertThat(owner.post(REDEEM, "{\"code\":\"JAM26\",\"meta\":null}").statusCode())
                .isEqualTo(201);
        assertProblem(
                owner.redeem("jam26"), 400, "jam_code_redeemed", "This account has already redeemed this jam code");
        assertThat(owner.redeem("OTHER").statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NO", "NOPE", "N-O-P-E", "ÄÖÜ", "\\u0000\\u0000\\u0000", "\\ud800", "LONG"})
    void whatIsNoCodeIsRefusedAlike(String code) {
        String json = "{\"code\":\"" + code.replace("LONG", "x".repeat(10_000)) + "\"}";
        assertInvalidCode(owner.post(REDEEM, json));
    }

    @Test
    void aCodeThatIsOverIsRefusedAsOneThatNeverWas() {
        root.patch(root.jamCodePath("OFF", ""), "{\"active\":false}");
        root.delete(root.jamCodePath("GONE", ""));
        root.jamCode("USED", ",\"max_uses\":1");
        assertThat(root.redeem("USED").statusCode()).isEqualTo(201);
        root.jamCode("LATE", ",\"expires_at\":\"2026-11-20T12:00:01.25Z\"");
        api.service.pass(Duration.ofSeconds(1));
        for (String code : List.of("OFF", "GONE", "USED", "LATE", "NEVER")) {
            assertInvalidCode(owner.redeem(code));
            assertInvalidCode(complete(code + "@example.com", code));
        }
    }

    @Test
    void aCodeIsGoodUntilTheMomentItEnds() {
        root.jamCode("SOON", ",\"expires_at\":\"2026-11-20T12:00:01.25Z\"");
        api.service.pass(Duration.ofSeconds(1).minusNanos(1_000));
        assertThat(owner.redeem("SOON").statusCode()).isEqualTo(201);
    }

    @Test
    void anAccountMayBeginWithACode() {
        JsonNode code = root.jamCode("JAM26", ",\"features\":{\"Coins\":5,\"aB\":null},\"max_uses\":1");
        HttpResponse<String> completed = complete("alice@example.com", "jam26");
        assertThat(completed.statusCode()).as(completed.body()).isEqualTo(201);
        JsonNode redemption = Api.json(completed).get("redemption");
        assertThat(completed.body())
                .endsWith("\"redemption\":{\"id\":\"" + redemption.get("id").textValue() + "\",\"jam_code_id\":\""
                        + code.get("id").textValue() + "\",\"account_id\":\""
                        + Api.json(completed).get("account_id").textValue()
                        + "\",\"redeemed_at\":\"2026-11-20T12:00:00.250000Z\",\"meta\":{\"Coins\":5,\"aB\":null}}}");

        String path = "/v1/jam-codes/" + code.get("id").textValue();
        assertThat(Api.json(root.get(path)).get("current_uses").intValue()).isEqualTo(1);
        assertThat(Api.json(root.get(path + "/redemptions")).get("data").get(0)).isEqualTo(redemption);
        assertInvalidCode(complete("carol@example.com", "JAM26"));
        assertInvalidCode(owner.redeem("JAM26"));
    }

    @Test
    void aRefusedCodeLeavesNoAccountAndTheTokenCanBeTriedWithoutIt() {
        String token = api.tokenFor("alice@example.com");
        String start = "{\"verification_token\":\"" + token + "\",\"account_name\":\"Alice\"";
        assertInvalidCode(api.post("/v1/register/complete", start + ",\"jam_code\":\"NOPE\"}"));
        HttpResponse<String> completed = api.post("/v1/register/complete", start + ",\"jam_code\":\" \"}");
        assertThat(completed.statusCode()).isEqualTo(201);
        assertThat(Api.json(completed).get("redemption").isNull()).isTrue();
    }

    @Test
    void neverMoreThanAreAllowedHoweverManyComeAtOnce() {
        String path = root.jamCodePath("RACE", ",\"max_uses\":3");
        List<Client> owners = IntStream.range(0, 10)
                .mapToObj(number -> api.owner("o" + number + "@example.com", "Owner " + number))
                .toList();
        List<Integer> answers = Race.of(
                20, runner -> () -> owners.get(runner / 2).redeem("RACE").statusCode());
        assertThat(answers).containsOnly(201, 400);
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(3);
        assertThat(Api.json(root.get(path)).get("current_uses").intValue()).isEqualTo(3);
        assertThat(Api.json(root.get(path + "/redemptions")).get("data").findValuesAsText("account_id"))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }
}
