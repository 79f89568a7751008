package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
    private static final String INITIATE = "/v1/register/initiate";
    private static final String RESEND = "/v1/register/resend-code";
    private static final String VERIFY = "/v1/register/verify";
    private static final String COMPLETE = "/v1/register/complete";
    private static final String BOB = "{\"email\":\"bob@example.com\"}";

    private Api api;

    @BeforeEach
    void start() {
        api = Api.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static String guess(String email, String code) {
        return "{\"email\":\"" + email + "\",\"code\":\"" + code + "\"}";
    }

    private HttpResponse<String> complete(String token, String rest) {
        return api.post(COMPLETE, "{\"verification_token\":\"" + token + "\"" + rest + "}");
    }

    @Test
    void anAddressBecomesAnAccountInThreeCalls() {
        HttpResponse<String> initiated = api.post(INITIATE, BOB);
        assertThat(initiated.statusCode()).isEqualTo(201);
        assertThat(initiated.body())
                .isEqualTo("{\"message\":\"Verification code sent to email\",\"code_expires_in\":600}");
        assertThat(initiated.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");

        HttpResponse<String> verified = api.post(VERIFY, guess(" BOB@Example.com ", api.service.lastCode()));
        assertThat(verified.statusCode()).isEqualTo(200);
        String token = Api.json(verified).get("verification_token").textValue();
        assertThat(verified.body())
                .isEqualTo("{\"verification_token\":\"" + token + "\",\"expires_in\":600,\"type\":\"registration\"}");

        HttpResponse<String> completed = complete(token, ",\"account_name\":\"Café Games\",\"more\":1");
        assertThat(completed.statusCode()).as(completed.body()).isEqualTo(201);
        JsonNode account = Api.json(completed);
        assertThat(List.copyOf(account.properties()))
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "account_id",
                        "account_name",
                        "account_slug",
                        "api_key",
                        "display_name",
                        "user_id",
                        "redemption");
        assertThat(account.get("account_id").textValue()).startsWith("acc_");
        assertThat(account.get("user_id").textValue()).startsWith("usr_");
        assertThat(account.get("account_name").textValue()).isEqualTo("Café Games");
        assertThat(account.get("account_slug").textValue()).isEqualTo("cafe-games");
        assertThat(account.get("display_name").textValue()).isEqualTo("bob");
        assertThat(account.get("redemption").isNull()).isTrue();

        String key = account.get("api_key").textValue();
        HttpResponse<String> me = api.send(api.request("/v1/me").header("leadr-api-key", key));
        assertThat(me.statusCode()).isEqualTo(200);
        String moments =
                "\"created_at\":\"2026-11-20T12:00:00.250000Z\",\"updated_at\":\"2026-11-20T12:00:00.250000Z\"";
        assertThat(me.body())
                .isEqualTo("{\"user\":{\"id\":\"" + account.get("user_id").textValue() + "\",\"account_id\":\""
                        + account.get("account_id").textValue()
                        + "\",\"email\":\"bob@example.com\",\"username\":null,\"display_name\":\"bob\",\"role\":\"owner\","
                        + "\"status\":\"active\",\"super_admin\":false," + moments + "},\"account\":{\"id\":\""
                        + account.get("account_id").textValue()
                        + "\",\"name\":\"Café Games\",\"slug\":\"cafe-games\",\"status\":\"active\"," + moments + "}}");
    }

    @Test
    void resendAnswersTheSameWithinTheCoolDownAndAfter() {
        String body = "{\"message\":\"Verification code sent to email\",\"code_expires_in\":600}";
        for (Duration pause : List.of(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(2))) {
            api.service.pass(pause);
            HttpResponse<String> answer = api.post(RESEND, BOB);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {INITIATE, RESEND})
    void theMailsOfAnHourAreLimitedAndTheAnswerSaysUntilWhen(String path) {
        for (int mail = 1; mail <= 3; mail++) {
            assertThat(api.post(path, BOB).statusCode()).isLessThan(300);
            api.service.pass(Duration.ofMinutes(2));
        }
        // The first of the three leaves the hour in 54 minutes; a started second counts as a whole one.
        api.service.pass(Duration.ofMillis(1));
        HttpResponse<String> refused = api.post(path, BOB);
        assertProblem(refused, 429, "too_many_mails", "Too many verification emails for this address");
        assertThat(refused.headers().firstValue("Retry-After")).contains("3240");

        api.service.pass(Duration.ofMinutes(54).minusMillis(2));
        assertThat(api.post(path, BOB).headers().firstValue("Retry-After")).contains("1");
        api.service.pass(Duration.ofMillis(1));
        assertThat(api.post(path, BOB).statusCode()).isLessThan(300);
    }

    @Test
    void aWrongAUsedAndASupersededCodeAreRefusedAlike() {
        String sentence = "Invalid or expired verification code";
        assertProblem(
                api.post(VERIFY, guess("nobody@example.com", "AAAAAA")), 400, "verification_code_invalid", sentence);

        api.post(INITIATE, BOB);
        String first = api.service.lastCode();
        api.service.pass(Duration.ofMinutes(2));
        api.post(INITIATE, BOB);
        String second = api.service.lastCode();
        assertProblem(api.post(VERIFY, guess("bob@example.com", first)), 400, "verification_code_invalid", sentence);
        assertThat(api.post(VERIFY, guess("bob@example.com", second)).statusCode())
                .isEqualTo(200);
        assertProblem(api.post(VERIFY, guess("bob@example.com", second)), 400, "verification_code_invalid", sentence);
    }

    @Test
    void theRightCodeComeTooLateIsToldSo() {
        api.post(INITIATE, BOB);
        api.service.pass(Duration.ofMinutes(10));
        assertProblem(
                api.post(VERIFY, guess("bob@example.com", api.service.lastCode())),
                400,
                "verification_code_expired",
                "Verification code has expired");
    }

    @Test
    void tooManyWrongCodesLockTheRightOneOutAndTheAnswerSaysUntilWhen() {
        api.post(INITIATE, BOB);
        for (int wrong = 1; wrong <= 5; wrong++) {
            assertThat(api.post(VERIFY, guess("bob@example.com", "000000")).statusCode())
                    .isEqualTo(400);
        }
        HttpResponse<String> locked = api.post(VERIFY, guess("bob@example.com", api.service.lastCode()));
        assertProblem(locked, 429, "too_many_attempts", "Too many verification attempts");
        assertThat(locked.headers().firstValue("Retry-After")).contains("3600");
    }

    @Test
    void aCodeIsReadAsPeopleTypeIt() {
        api.post(INITIATE, BOB);
        String code = api.service.lastCode().toLowerCase(Locale.ROOT);
        String typed = " " + code.substring(0, 3) + " - " + code.substring(3) + " ";
        assertThat(api.post(VERIFY, guess("bob@example.com", typed)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'', verification_token_invalid, Invalid verification token",
        "no-token, verification_token_invalid, Invalid verification token",
        "token-of-wrong-type, verification_token_type_invalid, Invalid token type"
    })
    void whatIsNoTokenIsRefusedByTheUseCase(String token, String code, String detail) {
        assertProblem(complete(token, ",\"account_name\":\"Bob Games\""), 400, code, detail);
    }

    @Test
    void aTokenDiesWithItsTimeAndWithItsUse() {
        String late = api.tokenFor("late@example.com");
        api.service.pass(Duration.ofMinutes(10));
        assertProblem(
                complete(late, ",\"account_name\":\"Late\""),
                400,
                "verification_token_expired",
                "Verification token has expired");

        String token = api.tokenFor("bob@example.com");
        assertThat(complete(token, ",\"account_name\":\"Bob Games\"").statusCode())
                .isEqualTo(201);
        assertProblem(
                complete(token, ",\"account_name\":\"Bob Games 2\""),
                400,
                "verification_token_used",
                "Verification token has already been used");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|account_name_required|Account name is required for registration",
                ",\"account_name\":null|account_name_required|Account name is required for registration",
                ",\"account_name\":\" \"|account_name_required|Account name is required for registration",
                ",\"account_name\":\"B\"|name_rule_broken|Account name must be at least 2 characters",
                ",\"account_name\":\"Bob\",\"account_slug\":\"A\"|name_rule_broken|Account slug must be at least 2 characters",
                ",\"account_name\":\"Bob\",\"account_slug\":\"A B\"|name_rule_broken|Account slug must be lowercase alphanumeric"
                        + " with hyphens, and cannot start or end with a hyphen",
                ",\"account_name\":\"!!\"|name_rule_broken|Cannot generate slug from text with no valid characters",
                ",\"account_name\":\"Bob\",\"display_name\":\"LONG\"|name_rule_broken|Display name must not exceed 100"
                        + " characters",
                ",\"account_name\":\"Bob\",\"jam_code\":\"JAM26\"|jam_code_invalid|Invalid or expired jam code"
            })
    void aRefusedCompletionSaysWhyAndTheTokenCanBeTriedAgain(String rest, String code, String detail) {
        String token = api.tokenFor("bob@example.com");
        String fields = rest == null ? "" : rest.replace("LONG", "x".repeat(101));
        assertProblem(complete(token, fields), 400, code, detail);
        assertThat(complete(token, ",\"account_name\":\"Bob Games\",\"jam_code\":null,\"account_slug\":null")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatSomebodyElseHasIsAConflict() {
        assertThat(complete(api.tokenFor("bob@example.com"), ",\"account_name\":\"Bob Games\"")
                        .statusCode())
                .isEqualTo(201);
        String alice = api.tokenFor("alice@example.com");
        assertProblem(
                complete(alice, ",\"account_name\":\"Other\",\"account_slug\":\"bob-games\""),
                409,
                "slug_taken",
                "An account with slug 'bob-games' already exists");
        assertProblem(
                complete(alice, ",\"account_name\":\"BOB GAMES\",\"account_slug\":\"other\""),
                409,
                "account_name_taken",
                "Account name already taken");

        String first = api.tokenFor("carol@example.com");
        api.service.pass(Duration.ofMinutes(2));
        String second = api.tokenFor("carol@example.com");
        assertThat(complete(first, ",\"account_name\":\"Carol One\"").statusCode())
                .isEqualTo(201);
        assertProblem(
                complete(second, ",\"account_name\":\"Carol Two\""), 409, "email_taken", "Email already registered");
    }

    @Test
    void aSlugMadeFromTheNameIsNumberedWhenItIsTaken() {
        assertThat(complete(api.tokenFor("bob@example.com"), ",\"account_name\":\"Bob Games\"")
                        .statusCode())
                .isEqualTo(201);
        JsonNode second = Api.json(complete(api.tokenFor("alice@example.com"), ",\"account_name\":\"Bob, Games\""));
        assertThat(second.get("account_slug").textValue()).isEqualTo("bob-games-1");
    }
}
