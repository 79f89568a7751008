package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertInvalid;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import leadr.registration.adapter.http.People.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {
    private static final String AUDIT = "/v1/audit";

    private Api api;
    private People people;
    private Client root;
    private Client admin;

    @BeforeEach
    void start() {
        api = Api.start();
        people = People.in(api.service);
        root = people.client(api, Person.SUPERADMIN);
        admin = people.client(api, Person.ADMIN);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static JsonNode rows(Client client, String query) {
        HttpResponse<String> answer = client.get(AUDIT + "?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.json(answer).get("data");
    }

    private static String instanceOf(HttpResponse<String> refusal) {
        return Api.json(refusal).get("instance").textValue();
    }

    private HttpResponse<String> refusedVerification(String email, String code) {
        return api.post("/v1/register/verify", "{\"email\":\"" + email + "\",\"code\":\"" + code + "\"}");
    }

    @Test
    void theInstanceOfAProblemLeadsASuperadminToTheExactReason() {
        api.post("/v1/register/initiate", "{\"email\":\"bob@example.com\"}");
        String code = api.service.lastCode();
        String wrong = code.startsWith("A") ? "B" + code.substring(1) : "A" + code.substring(1);
        HttpResponse<String> used = used(code);
        HttpResponse<String> wrongly = refusedVerification("bob@example.com", wrong);
        HttpResponse<String> forbidden = people.client(api, Person.MEMBER)
                .get("/v1/api-keys/" + people.key(Person.OWNER).id().text());

        assertThat(used.statusCode()).isEqualTo(400);
        assertThat(Api.json(used).get("detail"))
                .as("one answer for both")
                .isEqualTo(Api.json(wrongly).get("detail"));
        for (Map.Entry<HttpResponse<String>, String> refusal :
                Map.of(used, "USED", wrongly, "WRONG", forbidden, "FORBIDDEN").entrySet()) {
            String instance = instanceOf(refusal.getKey());
            JsonNode found = rows(root, "reference=" + instance);
            assertThat(found).hasSize(1);
            assertThat(found.get(0).get("reason").textValue()).isEqualTo(refusal.getValue());
            assertThat(found.get(0).get("outcome").textValue()).isEqualTo("refused");
            assertThat(found.get(0).get("reference").textValue()).isEqualTo(instance);
            assertThat(rows(root, "reference=" + instance.replace("urn:uuid:", "")))
                    .isEqualTo(found);
        }
    }

    private HttpResponse<String> used(String code) {
        assertThat(refusedVerification("bob@example.com", code).statusCode()).isEqualTo(200);
        return refusedVerification("bob@example.com", code);
    }

    @Test
    void aRowSaysWhoDidWhatToWhomAndTheAddressIsMasked() {
        api.post("/v1/register/initiate", "{\"email\":\"bob@example.com\"}");

        JsonNode row = rows(root, "action=initiate_registration").get(0);

        assertThat(List.copyOf(row.properties()))
                .extracting(Map.Entry::getKey)
                .containsExactly("id", "at", "actor", "action", "target", "outcome", "reason", "reference", "client");
        assertThat(row.get("id").textValue()).matches("aud_[0-9a-f-]{36}");
        assertThat(row.get("at").textValue()).isEqualTo("2026-11-20T12:00:00.250000Z");
        assertThat(row.get("actor").textValue()).isEqualTo("anonymous");
        assertThat(row.get("action").textValue()).isEqualTo("initiate_registration");
        assertThat(row.get("target").textValue()).isEqualTo("b***@example.com");
        assertThat(row.get("outcome").textValue()).isEqualTo("done");
        assertThat(row.get("reason").textValue()).isEqualTo("CODE_SENT");
        assertThat(row.get("client").textValue()).isEqualTo("127.0.0.1");
        assertThat(rows(root, "target=b***%40example.com")).hasSize(1);
    }

    private void revokeOwnKeys() {
        for (Person person : List.of(Person.OTHER_MEMBER, Person.FOREIGN_OWNER)) {
            HttpResponse<String> revoked = people.client(api, person)
                    .patch("/v1/api-keys/" + people.key(person).id().text(), "{\"status\":\"revoked\"}");
            assertThat(revoked.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoRunsAnAccountSeesWhatConcernsItAndASuperadminEverything() {
        revokeOwnKeys();
        String home = people.home.id().text();
        String foreign = people.who(Person.FOREIGN_OWNER).accountId().text();
        String ours = people.key(Person.OTHER_MEMBER).id().text();
        String theirs = people.key(Person.FOREIGN_OWNER).id().text();

        for (Person person : List.of(Person.ADMIN, Person.OWNER)) {
            Client client = people.client(api, person);
            assertThat(rows(client, "").findValuesAsText("target")).containsExactly(ours);
            assertThat(rows(client, "account_id=" + home)).hasSize(1);
            assertThat(rows(client, "account_id=" + foreign)).isEmpty();
            assertThat(rows(client, "target=" + theirs)).isEmpty();
        }
        assertThat(rows(root, "").findValuesAsText("target")).containsExactlyInAnyOrder(ours, theirs);
        assertThat(rows(root, "account_id=" + foreign).findValuesAsText("target"))
                .containsExactly(theirs);
    }

    @Test
    void aMemberSeesNothingAndThatIsNoted() {
        HttpResponse<String> refused = people.client(api, Person.MEMBER).get(AUDIT);

        assertProblem(refused, 403, "admin_required", "Owner or admin access required");
        JsonNode row = rows(admin, "reference=" + instanceOf(refused)).get(0);
        assertThat(row.get("action").textValue()).isEqualTo("read_audit");
        assertThat(row.get("actor").textValue())
                .isEqualTo(people.who(Person.MEMBER).id().text());
    }

    @Test
    void fromWhereAKeyWasHandedInIsForSuperadminsOnly() {
        revokeOwnKeys();
        api.post(
                "/v1/api-keys/revoke-leaked",
                "{\"api_key\":\"" + people.secret(Person.OTHER_ADMIN).secret().reveal() + "\"}");
        String handedIn = "action=revoke_leaked_key";

        assertThat(rows(admin, handedIn).get(0).get("client").isNull()).isTrue();
        assertThat(rows(root, handedIn).get(0).get("client").textValue()).isEqualTo("127.0.0.1");
        assertThat(rows(admin, "action=revoke_api_key").get(0).get("client").textValue())
                .as("of somebody who has said who they are")
                .isEqualTo("127.0.0.1");
    }

    @Test
    void whatIsAskedForIsWhatIsThere() {
        revokeOwnKeys();
        api.service.pass(Duration.ofSeconds(10));
        api.post("/v1/register/initiate", "{\"email\":\"bob@example.com\"}");
        String actor = people.who(Person.OTHER_MEMBER).id().text();

        assertThat(rows(root, "")).hasSize(3);
        assertThat(rows(root, "actor=" + actor)).hasSize(1);
        assertThat(rows(root, "actor=anonymous")).hasSize(1);
        assertThat(rows(root, "actor=system")).isEmpty();
        assertThat(rows(root, "from=2026-11-20T12:00:10.25Z")).hasSize(1);
        assertThat(rows(root, "to=2026-11-20T12:00:10.25Z")).hasSize(2);
        assertThat(rows(root, "action=revoke_api_key&actor=" + actor)).hasSize(1);
        assertThat(rows(root, "sort=at:asc").findValuesAsText("at")).isSorted();
        JsonNode page = Api.json(root.get(AUDIT + "?limit=2"));
        String next = page.get("pagination").get("next_cursor").textValue();
        assertThat(rows(root, "limit=2&cursor=" + next)).hasSize(1);
        assertThat(admin.get(AUDIT + "?limit=2&cursor=" + next).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "actor=bob, query.actor",
        "actor=key_1, query.actor",
        "action=INITIATE_REGISTRATION, query.action",
        "action=dance, query.action",
        "target=, query.target",
        "target=%00, query.target",
        "reference=x, query.reference",
        "reference=urn:uuid:1-1-1-1-1, query.reference",
        "from=yesterday, query.from",
        "to=1, query.to",
        "account_id=usr_1, query.account_id",
        "limit=101, query.limit"
    })
    void aFilterOfAWrongFormIsNamed(String query, String place) {
        assertInvalid(root.get(AUDIT + "?" + query), place);
        assertInvalid(people.client(api, Person.MEMBER).get(AUDIT + "?" + query), place);
    }
}
