package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Proofs;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Joining an account and getting back in: complete with the tokens of invitations and recoveries. */
class CompletionTest {
    private static final String ANN = "ann@example.com";

    /** Fields that nobody may set, though somebody may try. */
    private static final String GREEDY =
            ",\"role\":\"owner\",\"super_admin\":true,\"status\":\"active\",\"account_id\":\"acc_x\"";

    private final Account alpha = Fixtures.account("Alpha");
    private Api api;
    private Proofs proofs;
    private User owner;

    @BeforeEach
    void start() {
        api = Api.start();
        proofs = api.service.proofs();
        owner = proofs.owner(alpha);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> complete(PlainSecret token, String rest) {
        return api.post("/v1/register/complete", "{\"verification_token\":\"" + token.reveal() + "\"" + rest + "}");
    }

    private void change(User user, UnaryOperator<User> how) {
        api.service.in(store -> store.users()
                .update(how.apply(store.users().findForUpdate(user.id()).orElseThrow())));
    }

    private void suspendAlpha() {
        api.service.in(store -> store.accounts()
                .update(store.accounts().findForUpdate(alpha.id()).orElseThrow().suspend(Service.NOON)));
    }

    private JsonNode me(JsonNode completed) {
        HttpResponse<String> answer = new Client(api, completed.get("api_key").textValue()).get("/v1/me");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Api.json(answer).get("user");
    }

    @Test
    void whoIsInvitedJoinsInTheRoleOfTheInvitationWhateverIsAskedFor() {
        User invited = proofs.invited(owner, ANN, Role.MEMBER);

        HttpResponse<String> answer =
                complete(proofs.invitation(invited), GREEDY + ",\"display_name\":\"Ann\",\"account_slug\":\"-\"");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode joined = Api.json(answer);
        assertThat(List.copyOf(joined.properties()))
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "account_id",
                        "account_name",
                        "account_slug",
                        "api_key",
                        "display_name",
                        "user_id",
                        "redemption");
        assertThat(joined.get("account_id").textValue()).isEqualTo(alpha.id().text());
        assertThat(joined.get("account_name").textValue()).isEqualTo("Alpha");
        assertThat(joined.get("account_slug").textValue()).isEqualTo("alpha");
        assertThat(joined.get("display_name").textValue()).isEqualTo("Ann");
        assertThat(joined.get("user_id").textValue()).isEqualTo(invited.id().text());
        assertThat(joined.get("redemption").isNull()).isTrue();
        assertThat(me(joined).get("role").textValue()).isEqualTo("member");
        assertThat(me(joined).get("super_admin").booleanValue()).isFalse();
    }

    @Test
    void whoFoundsAnAccountIsItsOwnerAndNoMoreWhateverIsAskedFor() {
        api.post("/v1/register/initiate", "{\"email\":\"" + ANN + "\"" + GREEDY + "}");
        HttpResponse<String> verified = api.post(
                "/v1/register/verify",
                "{\"email\":\"" + ANN + "\",\"code\":\"" + api.service.lastCode() + "\",\"type\":\"invite\"" + GREEDY
                        + "}");
        assertThat(Api.json(verified).get("type").textValue()).isEqualTo("registration");
        String token = Api.json(verified).get("verification_token").textValue();

        JsonNode founded = Api.json(complete(new PlainSecret(token), GREEDY + ",\"account_name\":\"Ann Games\""));

        assertThat(founded.get("account_id").textValue())
                .isNotEqualTo(alpha.id().text());
        assertThat(me(founded).get("role").textValue()).isEqualTo("owner");
        assertThat(me(founded).get("super_admin").booleanValue()).isFalse();
    }

    @Test
    void whoHasAUserGetsBackInWithACodeFromTheMail() {
        String email = owner.email().value();
        api.post("/v1/register/initiate", "{\"email\":\"" + email + "\"}");
        HttpResponse<String> verified = api.post(
                "/v1/register/verify", "{\"email\":\"" + email + "\",\"code\":\"" + api.service.lastCode() + "\"}");
        assertThat(Api.json(verified).get("type").textValue()).isEqualTo("recovery");
        String token = Api.json(verified).get("verification_token").textValue();

        HttpResponse<String> answer = complete(new PlainSecret(token), GREEDY);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode recovered = Api.json(answer);
        assertThat(recovered.get("account_id").textValue()).isEqualTo(alpha.id().text());
        assertThat(recovered.get("user_id").textValue()).isEqualTo(owner.id().text());
        assertThat(recovered.get("redemption").isNull()).isTrue();
        assertThat(me(recovered).get("super_admin").booleanValue()).isFalse();
        assertThat(api.service.lastMail().text()).contains("Recovered key 2026-11-20");
    }

    @Test
    void whyAnInvitationIsNotAcceptedIsSaid() {
        User invited = proofs.invited(owner, ANN, Role.MEMBER);
        PlainSecret token = proofs.invitation(invited);
        PlainSecret another = proofs.invitation(invited);
        PlainSecret stray = proofs.token(VerificationCodeType.INVITE, ANN, new UserId(Fixtures.anId()));

        assertProblem(complete(stray, ""), 404, "user_not_found", "User not found");
        assertProblem(
                complete(token, ",\"display_name\":\"" + "x".repeat(101) + "\""),
                400,
                "name_rule_broken",
                "Display name must not exceed 100 characters");
        assertThat(complete(token, "").statusCode()).isEqualTo(201);
        assertProblem(complete(another, ""), 400, "user_not_invited", "User is not in invited status");
        assertProblem(complete(token, ""), 400, "verification_token_used", "Verification token has already been used");
    }

    @Test
    void nobodyJoinsWhoIsElsewhereOrWhereEverythingIsSuspended() {
        PlainSecret token = proofs.invitation(proofs.invited(owner, ANN, Role.MEMBER));
        User elsewhere = proofs.owner(Fixtures.account("Beta"));
        PlainSecret late =
                proofs.invitation(proofs.invited(owner, elsewhere.email().value(), Role.MEMBER));

        assertProblem(complete(late, ""), 409, "email_taken", "Email already registered");
        suspendAlpha();
        assertProblem(complete(token, ""), 403, "account_suspended", "Account is suspended");
    }

    @Test
    void whySomebodyDoesNotGetBackInIsSaid() {
        PlainSecret token = proofs.recovery(owner);
        change(owner, user -> user.asSuperAdmin(Service.NOON));
        assertProblem(complete(token, ""), 403, "recovery_refused", "Access cannot be recovered by e-mail");
        change(owner, user -> user.withoutSuperAdmin(Service.NOON));
        suspendAlpha();
        assertProblem(complete(token, ""), 403, "account_suspended", "Account is suspended");
        change(owner, user -> user.suspend(Service.NOON));
        assertProblem(complete(token, ""), 403, "user_suspended", "User is suspended");
        change(owner, user -> user.delete(Service.NOON));
        assertProblem(complete(token, ""), 404, "user_not_found", "User not found");
    }

    @Test
    void whateverAnAddressIsTheAnswersToWhoAsksForACodeAreTheSame() {
        User invited = proofs.invited(owner, ANN, Role.MEMBER);
        User suspended = Fixtures.user(alpha, "sus@example.com", UserStatus.SUSPENDED);
        api.service.in(store -> store.users().add(suspended));
        for (String path : List.of("/v1/register/initiate", "/v1/register/resend-code")) {
            HttpResponse<String> stranger = api.post(path, "{\"email\":\"new" + path.length() + "@example.com\"}");
            for (User user : List.of(invited, suspended, owner)) {
                HttpResponse<String> answer =
                        api.post(path, "{\"email\":\"" + user.email().value() + "\"}");
                assertThat(answer.statusCode()).isEqualTo(stranger.statusCode());
                assertThat(answer.body()).isEqualTo(stranger.body());
                assertThat(answer.headers().map().keySet())
                        .isEqualTo(stranger.headers().map().keySet());
            }
        }
    }
}
