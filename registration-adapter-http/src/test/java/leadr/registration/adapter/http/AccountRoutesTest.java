package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertInvalid;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.AccountId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountRoutesTest {
    private static final String ACCOUNTS = "/v1/accounts";
    private static final String NONE = ACCOUNTS + "/" + new AccountId(Fixtures.anId()).text();

    private Api api;
    private Staff staff;
    private String path;

    @BeforeEach
    void start() {
        api = Api.start();
        staff = new Staff(api);
        path = staff.accountPath();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static void assertNotFound(HttpResponse<String> answer) {
        assertProblem(answer, 404, "account_not_found", "Account not found");
    }

    private static void assertForbidden(HttpResponse<String> answer) {
        assertProblem(answer, 403, "forbidden", "Your role does not allow this");
    }

    @Test
    void anAccountIsShownWithAllItsFields() {
        HttpResponse<String> answer = staff.asMember.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"" + staff.account.id().text()
                        + "\",\"name\":\"Alpha\",\"slug\":\"alpha\",\"status\":\"active\",\"created_at\":\""
                        + WireTime.text(Fixtures.NOON) + "\",\"updated_at\":\"" + WireTime.text(Fixtures.NOON) + "\"}");
        assertThat(staff.asRoot.get(path).body()).isEqualTo(answer.body());
    }

    @Test
    void anotherAccountIsNotThere() {
        assertNotFound(staff.asForeigner.get(path));
        assertNotFound(staff.asOwner.get(NONE));
        assertNotFound(staff.asRoot.get(NONE));
        assertNotFound(staff.asForeigner.patch(path, "{\"name\":\"Mine\"}"));
        assertNotFound(staff.asRoot.patch(NONE, "{\"name\":\"Mine\"}"));
    }

    @Test
    void onlySuperadminsListAccounts() {
        for (Client client : List.of(staff.asMember, staff.asAdmin, staff.asOwner)) {
            assertProblem(
                    client.get(ACCOUNTS + "?sort=nonsense"), 403, "superadmin_required", "Superadmin access required");
            assertInvalid(
                    client.get(ACCOUNTS + "?limit=0&account_id=usr_1&email=nobody&q="),
                    "query.limit",
                    "query.account_id",
                    "query.email",
                    "query.q");
        }
        assertThat(api.get(ACCOUNTS).statusCode()).isEqualTo(401);

        JsonNode all = Api.json(staff.asRoot.get(ACCOUNTS + "?limit=2&sort=name:asc"));
        assertThat(all.get("data").findValuesAsText("name")).containsExactly("Alpha", "Foreign");
        assertThat(all.get("pagination").get("has_next").booleanValue()).isTrue();
        String next = all.get("pagination").get("next_cursor").textValue();
        assertThat(Api.json(staff.asRoot.get(ACCOUNTS + "?limit=2&sort=name:asc&cursor=" + next))
                        .get("data")
                        .findValuesAsText("name"))
                .containsExactly("Root");
        assertThat(Api.json(staff.asRoot.get(ACCOUNTS + "?q=ORE")).get("data").findValuesAsText("slug"))
                .containsExactly("foreign");
        for (String filter : List.of("account_id=" + staff.account.id().text(), "email=OLGA@example.com")) {
            assertThat(Api.json(staff.asRoot.get(ACCOUNTS + "?" + filter))
                            .get("data")
                            .findValuesAsText("name"))
                    .as(filter)
                    .containsExactly("Alpha");
        }
        assertThat(Api.json(staff.asRoot.get(ACCOUNTS + "?email=nobody@example.com"))
                        .get("data"))
                .isEmpty();
        assertThat(staff.asRoot.get(ACCOUNTS + "?sort=status:asc").statusCode()).isEqualTo(400);
    }

    @Test
    void anOwnerRenamesTheAccountByEitherKindOfPatch() {
        api.service.pass(Duration.ofSeconds(1));
        HttpResponse<String> answer = staff.asOwner.patch(path, "{\"name\":\" Beta \",\"status\":null,\"slug\":\"x\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode account = Api.json(answer);
        assertThat(account.get("name").textValue()).isEqualTo("Beta");
        assertThat(account.get("slug").textValue()).isEqualTo("alpha");
        assertThat(account.get("updated_at").textValue())
                .isNotEqualTo(account.get("created_at").textValue());
        assertThat(staff.asMember.get(path).body()).isEqualTo(answer.body());

        assertThat(staff.asOwner.mergePatch(path, "{\"name\":\"Gamma\"}").statusCode())
                .isEqualTo(200);
        assertThat(Api.json(staff.asOwner.get(path)).get("name").textValue()).isEqualTo("Gamma");
        assertThat(staff.asMember.patch(path, "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyElseRenamesAndOnlySuperadminsSuspend() {
        for (Client client : List.of(staff.asMember, staff.asAdmin)) {
            assertForbidden(client.patch(path, "{\"name\":\"Beta\"}"));
            assertForbidden(client.patch(NONE, "{\"name\":\"Beta\"}"));
        }
        assertForbidden(staff.asOwner.patch(path, "{\"name\":\"Beta\",\"status\":\"suspended\"}"));
        assertForbidden(staff.asOwner.patch(path, "{\"status\":\"active\"}"));
        assertThat(Api.json(staff.asOwner.get(path)).get("name").textValue()).isEqualTo("Alpha");
    }

    @Test
    void theFormIsLookedAtBeforeTheRight() {
        assertInvalid(
                staff.asMember.patch(ACCOUNTS + "/x", "{\"name\":\"A\",\"status\":\"gone\"}"),
                "path.account_id",
                "body.name",
                "body.status");
        assertInvalid(staff.asMember.mergePatch(path, "{\"name\":null,\"status\":null}"), "body.name", "body.status");
        assertInvalid(staff.asMember.patch(path, "{\"name\":1,\"status\":true}"), "body.name", "body.status");
        assertInvalid(staff.asMember.get(ACCOUNTS + "/usr_" + Fixtures.anId()), "path.account_id");
    }

    @Test
    void aSuspendedAccountIsShutOnEveryCall() {
        HttpResponse<String> answer = staff.asRoot.patch(path, "{\"status\":\"suspended\"}");
        assertThat(Api.json(answer).get("status").textValue()).isEqualTo("suspended");

        for (Client client : List.of(staff.asMember, staff.asOwner)) {
            assertProblem(client.get("/v1/me"), 403, "account_suspended", "Account is suspended");
        }
        assertThat(staff.asRoot.patch(path, "{\"status\":\"active\"}").statusCode())
                .isEqualTo(200);
        assertThat(staff.asMember.get("/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aNameThatIsTakenAndTheLastSuperadminsAccountStay() {
        assertProblem(
                staff.asOwner.patch(path, "{\"name\":\"FOREIGN\"}"),
                409,
                "account_name_taken",
                "Account name already taken");
        String own = ACCOUNTS + "/"
                + Api.json(staff.asRoot.get("/v1/me")).get("account").get("id").textValue();
        assertProblem(
                staff.asRoot.patch(own, "{\"status\":\"suspended\"}"),
                409,
                "last_superadmin",
                "The last active superadmin stays");
    }
}
