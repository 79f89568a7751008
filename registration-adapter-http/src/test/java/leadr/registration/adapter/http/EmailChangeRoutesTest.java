package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertInvalid;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmailChangeRoutesTest {
    private static final String EMAIL = "/v1/users/me/email";
    private static final String CONFIRM = EMAIL + "/confirm";
    private static final String SENT = "{\"message\":\"Verification code sent to email\",\"code_expires_in\":600}";

    private Api api;
    private Staff staff;

    @BeforeEach
    void start() {
        api = Api.start();
        staff = new Staff(api);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> ask(String email) {
        return staff.asMember.post(EMAIL, "{\"email\":\"" + email + "\"}");
    }

    private HttpResponse<String> confirm(String code) {
        return staff.asMember.post(CONFIRM, "{\"code\":\"" + code + "\"}");
    }

    private static void assertWrong(HttpResponse<String> answer) {
        assertProblem(answer, 400, "verification_code_invalid", "Invalid or expired verification code");
    }

    @Test
    void anAddressIsChangedWithTheCodeThatItGets() {
        HttpResponse<String> asked = ask("new@example.com");
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(asked.body()).isEqualTo(SENT);
        String code = api.service.lastCode();

        HttpResponse<String> confirmed =
                confirm(" " + code.toLowerCase(Locale.ROOT).substring(0, 3) + "-" + code.substring(3));
        assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
        assertThat(Api.json(confirmed).get("email").textValue()).isEqualTo("new@example.com");
        assertThat(Api.json(staff.asMember.get("/v1/me")).get("user")).isEqualTo(Api.json(confirmed));

        assertWrong(confirm(code));
    }

    @Test
    void anAddressThatSomebodyHasAnswersTheSame() {
        HttpResponse<String> free = ask("new@example.com");
        HttpResponse<String> taken = staff.asAdmin.post(EMAIL, "{\"email\":\"olga@example.com\"}");

        assertThat(taken.statusCode()).isEqualTo(free.statusCode());
        assertThat(taken.body()).isEqualTo(free.body());
        assertThat(taken.headers().map().keySet())
                .isEqualTo(free.headers().map().keySet());
        assertWrong(staff.asAdmin.post(CONFIRM, "{\"code\":\"" + api.service.lastCode() + "\"}"));
    }

    @Test
    void theFormIsLookedAt() {
        assertInvalid(staff.asMember.post(EMAIL, "{}"), "body.email");
        assertInvalid(ask("nobody"), "body.email");
        assertInvalid(ask("ann@example.test"), "body.email");
        assertInvalid(staff.asMember.post(CONFIRM, "{\"code\":null}"), "body.code");
        assertInvalid(confirm("12345"), "body.code");
        assertThat(api.post(EMAIL, "{}").statusCode()).isEqualTo(401);
        assertThat(api.post(CONFIRM, "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void tooManyMailsAndTooManyGuessesWait() {
        for (int mail = 0; mail < 3; mail++) {
            assertThat(ask("new@example.com").statusCode()).isEqualTo(202);
            api.service.pass(Duration.ofMinutes(1));
        }
        HttpResponse<String> limited = ask("new@example.com");
        assertProblem(limited, 429, "too_many_mails", "Too many verification emails for this user");
        assertThat(limited.headers().firstValue("Retry-After")).contains("3420");

        for (int guess = 0; guess < 5; guess++) {
            assertWrong(confirm("000000"));
        }
        HttpResponse<String> locked = confirm(api.service.lastCode());
        assertProblem(locked, 429, "too_many_attempts", "Too many verification attempts");
        assertThat(locked.headers().firstValue("Retry-After")).contains("3600");
    }

    @Test
    void aCodeThatIsTooOldAndAnAddressThatIsTakenByNow() {
        ask("new@example.com");
        String code = api.service.lastCode();
        api.register("new@example.com", "First");
        assertProblem(confirm(code), 409, "email_taken", "Email already registered");

        api.service.pass(Duration.ofMinutes(10));
        assertProblem(confirm(code), 400, "verification_code_expired", "Verification code has expired");
    }
}
