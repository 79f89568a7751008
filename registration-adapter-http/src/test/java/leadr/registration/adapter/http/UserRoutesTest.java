package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertInvalid;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserRoutesTest {
    private static final String USERS = "/v1/users";
    private static final String NONE = USERS + "/" + new UserId(Fixtures.anId()).text();

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

    private static void assertNotFound(HttpResponse<String> answer) {
        assertProblem(answer, 404, "user_not_found", "User not found");
    }

    private static void assertForbidden(HttpResponse<String> answer) {
        assertProblem(answer, 403, "forbidden", "Your role does not allow this");
    }

    private static void assertLastOwner(HttpResponse<String> answer) {
        assertProblem(answer, 409, "last_owner", "The last active owner of an account stays");
    }

    private User invited() {
        User invited = Fixtures.user(staff.account, "ina@example.com", UserStatus.INVITED);
        api.service.in(store -> {
            store.users().add(invited);
            store.invitations()
                    .add(Invitation.issue(invited, staff.owner.id(), Fixtures.NOON.plusSeconds(600), Fixtures.NOON));
        });
        return invited;
    }

    @Test
    void aUserIsShownWithAllFieldsAndTheAddressToWhoMaySeeIt() {
        String moment = WireTime.text(Fixtures.NOON);
        String shown = "{\"id\":\"" + staff.member.id().text() + "\",\"account_id\":\""
                + staff.account.id().text()
                + "\",\"email\":%s,\"username\":null,\"display_name\":\"mia\",\"role\":\"member\","
                + "\"status\":\"active\",\"super_admin\":false,\"created_at\":\"" + moment + "\",\"updated_at\":\""
                + moment + "\"}";
        Client colleague = staff.add(Fixtures.user(staff.account, "carl@example.com", Role.MEMBER));

        for (Client client : List.of(staff.asMember, staff.asAdmin, staff.asOwner, staff.asRoot)) {
            HttpResponse<String> answer = client.get(Staff.path(staff.member));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(shown.formatted("\"mia@example.com\""));
        }
        assertThat(colleague.get(Staff.path(staff.member)).body()).isEqualTo(shown.formatted("null"));
        assertThat(Api.json(staff.asMember.get("/v1/me")).get("user").toString())
                .isEqualTo(shown.formatted("\"mia@example.com\""));
    }

    @Test
    void whoIsForeignDeletedOrNobodyIsNotThere() {
        assertNotFound(staff.asForeigner.get(Staff.path(staff.member)));
        assertNotFound(staff.asForeigner.patch(Staff.path(staff.member), "{\"role\":\"owner\"}"));
        assertNotFound(staff.asForeigner.delete(Staff.path(staff.member)));
        staff.change(staff.member.id(), user -> user.delete(Fixtures.NOON));
        for (String path : List.of(NONE, Staff.path(staff.member))) {
            assertNotFound(staff.asOwner.get(path));
            assertNotFound(staff.asRoot.patch(path, "{}"));
            assertNotFound(staff.asRoot.delete(path));
        }
    }

    @Test
    void theListHoldsTheOwnAccountAndForSuperadminsEverybody() {
        JsonNode own = Api.json(staff.asMember.get(USERS + "?sort=display_name:asc"));
        assertThat(own.get("data").findValuesAsText("display_name")).containsExactly("adam", "mia", "olga");
        assertThat(own.get("data").findValuesAsText("email")).containsExactly("null", "mia@example.com", "null");
        assertThat(own.get("pagination").get("count").intValue()).isEqualTo(3);

        String ofAccount = USERS + "?account_id=" + staff.account.id().text();
        assertThat(Api.json(staff.asOwner.get(ofAccount)).get("data")).hasSize(3);
        assertProblem(staff.asForeigner.get(ofAccount), 404, "account_not_found", "Account not found");
        assertThat(Api.json(staff.asRoot.get(USERS)).get("data")).hasSize(5);
        assertThat(Api.json(staff.asRoot.get(ofAccount)).get("data")).hasSize(3);
        assertThat(Api.json(staff.asRoot.get(USERS + "?email=OLGA@example.com"))
                        .get("data")
                        .findValuesAsText("display_name"))
                .containsExactly("olga");
        assertThat(Api.json(staff.asRoot.get(USERS + "?q=fay")).get("data").findValuesAsText("email"))
                .containsExactly("fay@example.com");
        assertThat(Api.json(staff.asMember.get(USERS + "?q=example")).get("data"))
                .isEmpty();
        assertProblem(
                staff.asOwner.get(USERS + "?email=fay@example.com"),
                403,
                "superadmin_required",
                "Superadmin access required");
        assertThat(staff.asOwner.get(USERS + "?sort=email:asc").statusCode()).isEqualTo(400);
    }

    @Test
    void theListLooksAtItsParametersFirst() {
        assertThat(api.get(USERS).statusCode()).isEqualTo(401);
        assertInvalid(
                staff.asMember.get(USERS + "?limit=x&account_id=usr_1&email=nobody&q=%20"),
                "query.limit",
                "query.account_id",
                "query.email",
                "query.q");
    }

    @Test
    void aPatchChangesWhatIsGivenByEitherMediaType() {
        api.service.pass(Duration.ofSeconds(1));
        HttpResponse<String> answer = staff.asOwner.patch(
                Staff.path(staff.member),
                "{\"display_name\":\"Mia M.\",\"role\":\"admin\",\"status\":null,\"super_admin\":null,\"email\":\"x\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode user = Api.json(answer);
        assertThat(user.get("display_name").textValue()).isEqualTo("Mia M.");
        assertThat(user.get("role").textValue()).isEqualTo("admin");
        assertThat(user.get("email").textValue()).isEqualTo("mia@example.com");
        assertThat(user.get("status").textValue()).isEqualTo("active");
        assertThat(staff.asOwner.get(Staff.path(staff.member)).body()).isEqualTo(answer.body());

        assertThat(Api.json(staff.asOwner.mergePatch(Staff.path(staff.member), "{\"role\":\"member\"}"))
                        .get("role")
                        .textValue())
                .isEqualTo("member");
        assertThat(Api.json(staff.asRoot.patch(Staff.path(staff.member), "{\"super_admin\":true}"))
                        .get("super_admin")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void theFormOfAPatchIsLookedAtBeforeTheRight() {
        assertInvalid(
                staff.asMember.patch(
                        USERS + "/x",
                        "{\"display_name\":\"\",\"role\":\"king\",\"status\":\"deleted\",\"super_admin\":\"yes\"}"),
                "path.user_id",
                "body.display_name",
                "body.role",
                "body.status",
                "body.super_admin");
        assertInvalid(staff.asMember.patch(Staff.path(staff.owner), "{\"status\":\"invited\"}"), "body.status");
        assertInvalid(
                staff.asMember.mergePatch(
                        Staff.path(staff.owner),
                        "{\"display_name\":null,\"role\":null,\"status\":null,\"super_admin\":null}"),
                "body.display_name",
                "body.role",
                "body.status",
                "body.super_admin");
        assertInvalid(staff.asMember.delete(USERS + "/x"), "path.user_id");
        assertInvalid(staff.asMember.get(USERS + "/acc_" + Fixtures.anId()), "path.user_id");
    }

    @Test
    void whoReachesForMoreIsForbidden() {
        assertForbidden(staff.asMember.patch(Staff.path(staff.admin), "{\"display_name\":\"X\"}"));
        assertForbidden(staff.asMember.patch(Staff.path(staff.member), "{\"role\":\"owner\"}"));
        assertForbidden(staff.asAdmin.patch(Staff.path(staff.admin), "{\"role\":\"owner\"}"));
        assertForbidden(staff.asAdmin.patch(Staff.path(staff.owner), "{\"status\":\"suspended\"}"));
        assertForbidden(staff.asAdmin.delete(Staff.path(staff.owner)));
        assertForbidden(staff.asOwner.patch(Staff.path(staff.owner), "{\"super_admin\":true}"));
        assertForbidden(staff.asMember.delete(Staff.path(staff.admin)));
    }

    @Test
    void theLastOwnerStaysUntilThereIsAnother() {
        String path = Staff.path(staff.owner);
        assertLastOwner(staff.asOwner.patch(path, "{\"role\":\"admin\"}"));
        assertLastOwner(staff.asRoot.patch(path, "{\"status\":\"suspended\"}"));
        assertLastOwner(staff.asOwner.delete(USERS + "/me"));
        assertLastOwner(staff.asRoot.delete(path));

        staff.asOwner.patch(Staff.path(staff.admin), "{\"role\":\"owner\"}");
        assertThat(staff.asOwner.delete(USERS + "/me").statusCode()).isEqualTo(204);
        assertLastOwner(staff.asAdmin.delete(Staff.path(staff.admin)));
    }

    @Test
    void theLastSuperadminStays() {
        String path = USERS + "/"
                + Api.json(staff.asRoot.get("/v1/me")).get("user").get("id").textValue();
        staff.asRoot.patch(path, "{}");
        for (HttpResponse<String> answer : List.of(
                staff.asRoot.patch(path, "{\"super_admin\":false}"),
                staff.asRoot.patch(path, "{\"super_admin\":false,\"display_name\":\"X\"}"))) {
            assertProblem(answer, 409, "last_superadmin", "The last active superadmin stays");
        }
    }

    @Test
    void whoIsInvitedIsOnlyRevoked() {
        User invited = invited();
        assertProblem(
                staff.asAdmin.patch(Staff.path(invited), "{\"status\":\"active\"}"),
                409,
                "user_invited",
                "User has not accepted the invitation yet");
        assertProblem(
                staff.asOwner.patch(Staff.path(invited), "{\"role\":\"owner\"}"),
                409,
                "user_not_active",
                "User is not active");

        assertThat(staff.asAdmin.delete(Staff.path(invited)).statusCode()).isEqualTo(204);
        assertNotFound(staff.asAdmin.get(Staff.path(invited)));
    }

    @Test
    void aSuspendedUserIsShutOutAndADeletedOneIsUnknown() {
        staff.asAdmin.patch(Staff.path(staff.member), "{\"status\":\"suspended\"}");
        assertProblem(staff.asMember.get("/v1/me"), 403, "user_suspended", "User is suspended");
        assertThat(Api.json(staff.asAdmin.get(Staff.path(staff.member)))
                        .get("status")
                        .textValue())
                .isEqualTo("suspended");

        HttpResponse<String> deleted = staff.asAdmin.delete(Staff.path(staff.member));
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        HttpResponse<String> refused = staff.asMember.get("/v1/me");
        assertProblem(refused, 401, "api_key_invalid", "Invalid or expired API key");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void whoLosesTheRightBetweenKeyAndChangeGetsTheAnswerOfTheKey() {
        api.service.beforeEachTransaction(new Runnable() {
            private int transactions;

            @Override
            public void run() {
                if (++transactions == 2) {
                    staff.change(staff.admin.id(), user -> user.suspend(Fixtures.NOON));
                }
            }
        });

        assertProblem(
                staff.asAdmin.patch(Staff.path(staff.member), "{\"status\":\"suspended\"}"),
                403,
                "user_suspended",
                "User is suspended");
    }
}
