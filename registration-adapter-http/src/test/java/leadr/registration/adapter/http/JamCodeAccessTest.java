package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertInvalid;
import static leadr.registration.adapter.http.Problems.assertJamCodeNotFound;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import leadr.registration.application.store.AuditEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what with jam codes, and what is looked at first. */
class JamCodeAccessTest {
    private static final String CODES = "/v1/jam-codes";
    private static final String ID = "jam_019370a0-1b2c-7d3e-8f40-51627384a5b6";
    private static final String GOOD = "{\"code\":\"ABC\",\"description\":\"x\"}";

    private Api api;
    private Client owner;

    @BeforeEach
    void start() {
        api = Api.start();
        owner = api.owner("bob@example.com", "Bob Games");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String method, String body) {
        return body.isEmpty()
                ? api.send(request.method(method, BodyPublishers.noBody()))
                : api.send(request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|''|" + GOOD + "|CREATE_JAM_CODE|jam-codes",
                "GET|?limit=5|''|READ_JAM_CODES|jam-codes",
                "GET|/" + ID + "|''|READ_JAM_CODES|" + ID,
                "PATCH|/" + ID + "|{}|UPDATE_JAM_CODE|" + ID,
                "DELETE|/" + ID + "|''|DELETE_JAM_CODE|" + ID,
                "POST|/" + ID + "/restore|''|RESTORE_JAM_CODE|" + ID,
                "GET|/" + ID + "/redemptions|''|READ_JAM_CODES|" + ID
            })
    void onlySuperadminsGetInAndWhoElseTriesIsWrittenDown(
            String method, String path, String body, String action, String target) {
        assertProblem(send(api.request(CODES + path), method, body), 401, "api_key_required", "API key required");
        for (Client client : new Client[] {owner, api.member()}) {
            assertProblem(
                    send(client.request(CODES + path), method, body),
                    403,
                    "superadmin_required",
                    "Superadmin access required");
            AuditEvent last = api.service
                    .store
                    .auditEvents()
                    .get(api.service.store.auditEvents().size() - 1);
            assertThat(last.action().name()).isEqualTo(action);
            assertThat(last.target()).isEqualTo(target);
            assertThat(last.outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
            assertThat(last.actor()).startsWith("usr_");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|''|{}|body.code,body.description",
                "GET|?limit=0|''|query.limit",
                "GET|/x|''|path.jam_code_id",
                "PATCH|/x|{}|path.jam_code_id",
                "PATCH|/" + ID + "|{\"active\":1}|body.active",
                "DELETE|/x|''|path.jam_code_id",
                "POST|/x/restore|''|path.jam_code_id",
                "GET|/" + ID + "/redemptions?limit=x|''|query.limit"
            })
    void theKeyIsLookedAtFirstThenTheFormThenTheRightThenWhetherItIsThere(
            String method, String path, String body, String places) {
        assertThat(send(api.request(CODES + path), method, body).statusCode()).isEqualTo(401);
        assertThat(send(api.request(CODES + path).header("leadr-api-key", "ldr_x"), method, body)
                        .statusCode())
                .isEqualTo(401);
        assertInvalid(send(owner.request(CODES + path), method, body), places.split(",", -1));
        assertInvalid(send(api.superadmin().request(CODES + path), method, body), places.split(",", -1));
    }

    @Test
    void onlyASuperadminLearnsWhatIsThere() {
        Client root = api.superadmin();
        String path = root.jamCodePath("ABC", "");
        assertThat(owner.get(path).statusCode()).isEqualTo(403);
        assertThat(owner.get(CODES + "/" + ID).statusCode()).isEqualTo(403);
        assertThat(root.get(path).statusCode()).isEqualTo(200);
        assertJamCodeNotFound(root.get(CODES + "/" + ID));
        // What depends on the store comes after the right, too.
        assertThat(owner.post(CODES, GOOD).statusCode()).isEqualTo(403);
        assertThat(owner.get(CODES + "?sort=nonsense").statusCode()).isEqualTo(403);
        assertThat(owner.get(CODES + "?cursor=nonsense").statusCode()).isEqualTo(403);
    }

    @Test
    void syntaxAndMediaTypeComeBeforeTheKey() {
        assertThat(send(api.request(CODES), "POST", "{").statusCode()).isEqualTo(422);
        HttpResponse<String> patch = api.send(api.request(CODES + "/" + ID)
                .header("Content-Type", "text/plain")
                .method("PATCH", BodyPublishers.ofString("x")));
        assertThat(patch.statusCode()).isEqualTo(415);
    }

    @Test
    void whoeverRunsAnAccountRedeemsAndAMemberDoesNot() {
        Client root = api.superadmin();
        root.jamCodePath("ABC", "");
        assertThat(send(api.request(CODES + "/redeem"), "POST", GOOD).statusCode())
                .isEqualTo(401);
        Client member = api.member();
        assertInvalid(member.post(CODES + "/redeem", "{}"), "body.code");
        assertProblem(member.redeem("ABC"), 403, "admin_required", "Owner or admin access required");
        assertProblem(member.redeem("NOPE"), 403, "admin_required", "Owner or admin access required");
        assertThat(owner.redeem("ABC").statusCode()).isEqualTo(201);
        assertThat(root.redeem("ABC").statusCode()).isEqualTo(201);
    }
}
