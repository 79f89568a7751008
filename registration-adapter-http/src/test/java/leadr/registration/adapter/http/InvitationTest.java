package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertInvalid;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKeySecret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/register/invite} and {@code /v1/register/invites}. */
class InvitationTest {
    private static final String INVITE = "/v1/register/invite";
    private static final String INVITES = "/v1/register/invites";
    private static final String NOBODY = INVITES + "/usr_01937000-0000-7000-8000-000000000001";

    private Api api;
    private JsonNode registered;
    private Client owner;
    private Client admin;

    @BeforeEach
    void start() {
        api = Api.start();
        registered = api.register("olga@example.com", "Olga Games");
        owner = new Client(api, registered.get("api_key").textValue());
        admin = colleague("adam@example.com", Role.ADMIN);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Client colleague(String email, Role role) {
        ApiKeySecret secret = Fixtures.SECRETS.apiKey();
        api.service.in(store -> {
            User user = Fixtures.user(
                    store.accounts()
                            .find(AccountId.parse(registered.get("account_id").textValue()))
                            .orElseThrow(),
                    email,
                    role);
            store.users().add(user);
            store.apiKeys().add(Fixtures.key(user, secret));
        });
        return new Client(api, secret.secret().reveal());
    }

    /** Invites somebody and answers the path of the invitation. */
    private String invited(Client inviter, String email, String moreFields) {
        HttpResponse<String> answer = inviter.post(INVITE, "{\"email\":\"" + email + "\"" + moreFields + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return INVITES + "/" + Api.json(answer).get("user_id").textValue();
    }

    private String invited(String email) {
        return invited(owner, email, "");
    }

    private static JsonNode rows(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.json(answer).get("data");
    }

    private static void assertAdminRequired(HttpResponse<String> answer) {
        assertProblem(answer, 403, "admin_required", "Owner or admin access required");
    }

    private static void assertOwnerRequired(HttpResponse<String> answer) {
        assertProblem(answer, 403, "owner_required", "Owner access required");
    }

    private static void assertNotFound(HttpResponse<String> answer) {
        assertProblem(answer, 404, "invitation_not_found", "Invitation not found");
    }

    @Test
    void anInvitationAnswersWhatLeadrDoes() {
        HttpResponse<String> answer = admin.post(INVITE, "{\"email\":\" Ann@Example.org \"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode sent = Api.json(answer);
        assertThat(List.copyOf(sent.properties()))
                .extracting(Map.Entry::getKey)
                .containsExactly("user_id", "email", "status", "message");
        assertThat(UserId.parse(sent.get("user_id").textValue())).isNotNull();
        assertThat(sent.get("email").textValue()).isEqualTo("Ann@Example.org");
        assertThat(sent.get("status").textValue()).isEqualTo("invited");
        assertThat(sent.get("message").textValue()).isEqualTo("Invitation sent to Ann@Example.org");
        assertThat(answer.body()).doesNotContain(api.service.lastCode());
    }

    @Test
    void theMailIsInTheLanguageOfTheRequest() {
        assertThat(api.send(owner.request(INVITE)
                                .header("Content-Type", "application/json")
                                .header("Accept-Language", "de")
                                .POST(BodyPublishers.ofString("{\"email\":\"ann@example.org\"}")))
                        .statusCode())
                .isEqualTo(201);

        assertThat(api.service.lastMail().subject()).isEqualTo("Einladung in das Konto Olga Games bei LEADR");
        assertThat(api.service.lastMail().code()).isEqualTo(api.service.lastCode());
    }

    @Test
    void theListHasEveryMemberOfEveryInvitationAndNothingElse() {
        String path = invited(owner, "ann@example.org", ",\"display_name\":\" Ann B. \",\"role\":\"admin\"");

        assertThat(rows(admin.get(INVITES)))
                .isEqualTo(Api.json(("[{'user_id':'" + path.substring(INVITES.length() + 1)
                                + "','email':'ann@example.org','display_name':'Ann B.','role':'admin',"
                                + "'status':'pending','invited_by':"
                                + registered.get("user_id") + ",'sent_at':'2026-11-20T12:00:00.250000Z',"
                                + "'expires_at':'2026-11-21T12:00:00.250000Z','accepted_at':null,"
                                + "'created_at':'2026-11-20T12:00:00.250000Z'}]")
                        .replace('\'', '"')));
    }

    @Test
    void theStatusIsAFilterAndPagesLeadOn() {
        invited("ann@example.org");
        String revoked = invited("bob@example.org");
        assertThat(owner.delete(revoked).statusCode()).isEqualTo(204);
        api.service.pass(Duration.ofHours(24));
        invited("cid@example.org");
        String expiredAgain = invited("dan@example.org");

        assertThat(rows(owner.get(INVITES + "?status=expired")).findValuesAsText("email"))
                .containsExactly("ann@example.org");
        assertThat(rows(owner.get(INVITES + "?status=revoked")).findValuesAsText("email"))
                .containsExactly("bob@example.org");
        assertThat(rows(owner.get(INVITES + "?status=accepted"))).isEmpty();
        JsonNode page = Api.json(owner.get(INVITES + "?status=pending&limit=1&sort=id:desc"));
        assertThat(page.get("data").findValuesAsText("user_id"))
                .containsExactly(expiredAgain.substring(INVITES.length() + 1));
        String next = page.get("pagination").get("next_cursor").textValue();
        assertThat(rows(owner.get(INVITES + "?status=pending&limit=1&sort=id:desc&cursor=" + next))
                        .findValuesAsText("email"))
                .containsExactly("cid@example.org");
        assertProblem(
                owner.get(INVITES + "?sort=email:asc"),
                400,
                "sort_invalid",
                "Unknown sort field: email. Valid fields: accepted_at, created_at, expires_at, id, sent_at");
    }

    @Test
    void inAnotherAccountThereIsNothingForAnybodyButSuperadmins() {
        invited("ann@example.org");
        String elsewhere =
                INVITES + "?account_id=" + registered.get("account_id").textValue();

        assertThat(rows(owner.get(elsewhere))).hasSize(1);
        assertThat(rows(api.owner("eve@example.com", "Eve Games").get(elsewhere)))
                .isEmpty();
        Client root = api.superadmin();
        assertThat(rows(root.get(elsewhere)).findValuesAsText("email")).containsExactly("ann@example.org");
        assertThat(rows(root.get(INVITES))).isEmpty();
    }

    @Test
    void anInvitationIsSentAgainAndAnswersAsAtFirst() {
        String path = invited("ann@example.org");
        String first = api.service.lastCode();
        api.service.pass(Duration.ofDays(3));

        HttpResponse<String> answer = owner.postEmpty(path + "/resend");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Api.json(answer))
                .isEqualTo(Api.json("{\"user_id\":\"" + path.substring(INVITES.length() + 1)
                        + "\",\"email\":\"ann@example.org\",\"status\":\"invited\","
                        + "\"message\":\"Invitation sent to ann@example.org\"}"));
        assertThat(api.service.lastMail().code())
                .isEqualTo(api.service.lastCode())
                .isNotEqualTo(first);
        assertThat(rows(owner.get(INVITES)).get(0).get("sent_at").textValue()).isEqualTo("2026-11-23T12:00:00.250000Z");
    }

    @Test
    void anInvitationIsRevokedAsOftenAsOneLikesAndNotSentAgain() {
        String path = invited("ann@example.org");

        assertThat(admin.delete(path).statusCode()).isEqualTo(204);
        assertThat(owner.delete(path).statusCode()).isEqualTo(204);

        assertNotFound(owner.postEmpty(path + "/resend"));
        assertThat(invited("ann@example.org")).isNotEqualTo(path);
    }

    @Test
    void whatWasAcceptedIsNeitherSentAgainNorRevoked() {
        String path = invited("ann@example.org");
        UserId id = UserId.parse(path.substring(INVITES.length() + 1));
        api.service.in(store -> {
            User invited = store.users().find(id).orElseThrow();
            store.users().update(invited.acceptInvitation(invited.displayName(), Service.NOON));
            store.invitations()
                    .update(store.invitations().find(id).orElseThrow().accept(Service.NOON));
        });
        String detail = "Invitation has already been accepted";

        assertProblem(owner.postEmpty(path + "/resend"), 409, "invitation_accepted", detail);
        assertProblem(owner.delete(path), 409, "invitation_accepted", detail);
        assertThat(rows(owner.get(INVITES + "?status=accepted"))
                        .get(0)
                        .get("accepted_at")
                        .textValue())
                .isEqualTo("2026-11-20T12:00:00.250000Z");
        assertProblem(
                owner.post(INVITE, "{\"email\":\"ANN@example.org\"}"),
                400,
                "user_exists",
                "User with email ANN@example.org already exists and is active");
    }

    @Test
    void foreignAndUnknownInvitationsAreNotThere() {
        String foreign = invited(api.owner("eve@example.com", "Eve Games"), "ann@example.org", "");

        for (String path : List.of(foreign, NOBODY)) {
            assertNotFound(owner.postEmpty(path + "/resend"));
            assertNotFound(owner.delete(path));
        }
        assertThat(api.superadmin().delete(foreign).statusCode()).isEqualTo(204);
    }

    @Test
    void aMemberDoesNoneOfIt() {
        Client member = colleague("max@example.com", Role.MEMBER);
        String path = invited("ann@example.org");

        assertAdminRequired(member.post(INVITE, "{\"email\":\"bob@example.org\"}"));
        assertAdminRequired(member.get(INVITES));
        for (String each : List.of(path, NOBODY)) {
            assertAdminRequired(member.postEmpty(each + "/resend"));
            assertAdminRequired(member.delete(each));
        }
    }

    @Test
    void onlyOwnersHandleTheInvitationsOfAdmins() {
        String asAdmin = "{\"email\":\"ann@example.org\",\"role\":\"admin\"}";
        assertOwnerRequired(admin.post(INVITE, asAdmin));
        String path = invited(owner, "ann@example.org", ",\"role\":\"admin\"");

        assertOwnerRequired(admin.post(INVITE, asAdmin.replace("admin", "member")));
        assertOwnerRequired(admin.postEmpty(path + "/resend"));
        assertOwnerRequired(admin.delete(path));
        assertThat(owner.delete(path).statusCode()).isEqualTo(204);
    }

    @Test
    void withoutAKeyNothingIsSaid() {
        assertThat(api.post(INVITE, "{\"email\":\"ann@example.org\"}").statusCode())
                .isEqualTo(401);
        assertThat(api.get(INVITES).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | body.email",
                "{\"email\":null} | body.email",
                "{\"email\":7} | body.email",
                "{\"email\":\"ann@localhost\"} | body.email",
                "{\"email\":\"ann@jam.test\"} | body.email",
                "{\"email\":\"a@b.org\",\"role\":\"owner\"} | body.role",
                "{\"email\":\"a@b.org\",\"role\":\"Admin\"} | body.role",
                "{\"email\":\"a@b.org\",\"role\":\"\"} | body.role",
                "{\"email\":\"a@b.org\",\"role\":1} | body.role",
                "{\"email\":\"a@b.org\",\"display_name\":[]} | body.display_name",
                "{\"email\":\"a@b.org\",\"display_name\":\"a\\u0007b\"} | body.display_name"
            })
    void aFormThatIsWrongIsRefused(String json, String place) {
        assertInvalid(owner.post(INVITE, json), place);
        // Before anything is said about the role of who calls.
        assertInvalid(colleague("max@example.com", Role.MEMBER).post(INVITE, json), place);
    }

    @Test
    void everythingWrongIsToldTogether() {
        String name = "x".repeat(101);
        assertInvalid(
                owner.post(INVITE, "{\"role\":\"x\",\"display_name\":\"" + name + "\",\"email\":\"\"}"),
                "body.email",
                "body.display_name",
                "body.role");
        assertInvalid(owner.postEmpty(INVITE), "body.");
    }

    @Test
    void aNameThatIsNullOrBlankIsNone() {
        invited(owner, "ann@example.org", ",\"display_name\":\" \",\"role\":null");
        invited(owner, "bob@example.org", ",\"display_name\":null");

        assertThat(rows(owner.get(INVITES + "?sort=id:asc")).findValuesAsText("display_name"))
                .containsExactly("ann", "bob");
        assertThat(rows(owner.get(INVITES)).findValuesAsText("role")).containsOnly("member");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=PENDING", "status=", "status=open", "account_id=usr_1", "limit=0"})
    void aParameterThatIsNotKnownIsRefused(String query) {
        assertInvalid(owner.get(INVITES + "?" + query), "query." + query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "01937000-0000-7000-8000-000000000001", "acc_01937000-0000-7000-8000-000000000001"})
    void anIdOfAnotherShapeIsRefused(String id) {
        assertInvalid(owner.postEmpty(INVITES + "/" + id + "/resend"), "path.user_id");
        assertInvalid(owner.delete(INVITES + "/" + id), "path.user_id");
    }
}
