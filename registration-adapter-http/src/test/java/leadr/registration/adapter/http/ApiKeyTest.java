package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertInvalid;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import leadr.registration.adapter.http.People.Person;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKeyId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final String KEYS = "/v1/api-keys";
    private static final String REVOKED = "{\"status\":\"revoked\"}";

    private Api api;
    private People people;
    private Client member;
    private Client admin;
    private Client owner;
    private Client root;

    @BeforeEach
    void start() {
        api = Api.start();
        people = People.in(api.service);
        member = people.client(api, Person.MEMBER);
        admin = people.client(api, Person.ADMIN);
        owner = people.client(api, Person.OWNER);
        root = people.client(api, Person.SUPERADMIN);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private String pathOf(Person person) {
        return KEYS + "/" + people.key(person).id().text();
    }

    private String idOf(Person person) {
        return people.who(person).id().text();
    }

    private static JsonNode made(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Api.json(answer);
    }

    private List<String> owners(Client client, String query) {
        HttpResponse<String> answer = client.get(KEYS + "?limit=100" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.json(answer).get("data").findValuesAsText("user_id");
    }

    private List<String> idsOf(Person... persons) {
        return Stream.of(persons).map(this::idOf).toList();
    }

    @Test
    void aNewKeyIsShownOnceAndOpensTheAccount() {
        HttpResponse<String> answer =
                member.post(KEYS, "{\"name\":\" Build server \",\"expires_at\":\"2026-12-01T00:00:00Z\"}");

        JsonNode key = made(answer);
        assertThat(List.copyOf(key.properties()))
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "id",
                        "account_id",
                        "user_id",
                        "name",
                        "prefix",
                        "status",
                        "last_used_at",
                        "expires_at",
                        "created_at",
                        "updated_at",
                        "key");
        String text = key.get("key").textValue();
        assertThat(text).startsWith(key.get("prefix").textValue()).hasSize(53);
        assertThat(key.get("name").textValue()).isEqualTo("Build server");
        assertThat(key.get("user_id").textValue()).isEqualTo(idOf(Person.MEMBER));
        assertThat(key.get("status").textValue()).isEqualTo("active");
        assertThat(key.get("expires_at").textValue()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");

        assertThat(new Client(api, text).get("/v1/me").statusCode()).isEqualTo(200);
        HttpResponse<String> shown = member.get(KEYS + "/" + key.get("id").textValue());
        assertThat(shown.body()).doesNotContain(text);
        assertThat(Api.json(shown).get("last_used_at").textValue()).isEqualTo("2026-11-20T12:00:00.250000Z");
        assertThat(api.service.lastMail().subject()).isNotEmpty();
    }

    @Test
    void aKeyOpensNothingFromItsEndOn() {
        String text = made(member.post(KEYS, "{\"name\":\"Short\",\"expires_at\":\"2026-11-20T12:01:00\"}"))
                .get("key")
                .textValue();
        Client shortLived = new Client(api, text);

        assertThat(shortLived.get("/v1/me").statusCode()).isEqualTo(200);
        api.service.pass(Duration.ofMinutes(1));
        assertProblem(shortLived.get("/v1/me"), 401, "api_key_invalid", "Invalid or expired API key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                         | body.name",
                "{\"name\":null}                                            | body.name",
                "{\"name\":\" \"}                                           | body.name",
                "{\"name\":7}                                               | body.name",
                "{\"name\":\"x\",\"expires_at\":\"tomorrow\"}               | body.expires_at",
                "{\"name\":\"x\",\"expires_at\":\"2026-11-20T12:00:00.25Z\"}| body.expires_at",
                "{\"name\":\"x\",\"user_id\":\"acc_1\"}                     | body.user_id"
            })
    void aKeyOfAWrongFormIsNotMade(String body, String place) {
        assertInvalid(member.post(KEYS, body), place);
        assertThat(api.service.store.apiKeys()).hasSize(Person.values().length);
    }

    @Test
    void nobodyButASuperadminMakesAKeyForSomebodyElse() {
        for (Client client : List.of(member, admin, owner)) {
            for (String user :
                    idsOf(Person.OTHER_MEMBER, Person.OTHER_OWNER, Person.FOREIGN_OWNER, Person.SUPERADMIN)) {
                assertProblem(
                        client.post(KEYS, "{\"name\":\"Mine\",\"user_id\":\"" + user + "\"}"),
                        403,
                        "api_key_for_another",
                        "API keys can be made for oneself only");
            }
        }
        assertThat(api.service.store.apiKeys()).hasSize(Person.values().length);

        JsonNode key = made(root.post(KEYS, "{\"name\":\"Theirs\",\"user_id\":\"" + idOf(Person.OWNER) + "\"}"));
        assertThat(key.get("user_id").textValue()).isEqualTo(idOf(Person.OWNER));
        assertThat(key.get("account_id").textValue()).isEqualTo(people.home.id().text());
    }

    @Test
    void aSuperadminIsToldWhyThereIsNoKeyForSomebody() {
        String nobody = new UserId(Fixtures.anId()).text();
        assertProblem(
                root.post(KEYS, "{\"name\":\"x\",\"user_id\":\"" + nobody + "\"}"),
                404,
                "user_not_found",
                "User not found");
        assertProblem(
                root.post(KEYS, "{\"name\":\"x\",\"user_id\":\"" + idOf(Person.INVITED) + "\"}"),
                409,
                "user_not_active",
                "User is not active");
    }

    @Test
    void everybodySeesTheKeysThatAreTheirBusiness() {
        Person[] home = {
            Person.MEMBER,
            Person.ADMIN,
            Person.OWNER,
            Person.SUSPENDED,
            Person.OTHER_MEMBER,
            Person.OTHER_ADMIN,
            Person.OTHER_OWNER,
            Person.SUPERADMIN_AMONG_US,
            Person.INVITED
        };

        assertThat(owners(member, "")).containsExactlyElementsOf(idsOf(Person.MEMBER));
        assertThat(owners(admin, ""))
                .containsExactlyInAnyOrderElementsOf(idsOf(
                        Person.MEMBER, Person.OTHER_MEMBER, Person.ADMIN, Person.SUPERADMIN_AMONG_US, Person.INVITED));
        assertThat(owners(owner, "")).containsExactlyInAnyOrderElementsOf(idsOf(home));
        assertThat(owners(root, "")).containsExactlyInAnyOrderElementsOf(idsOf(Person.values()));
    }

    @Test
    void whatIsListedIsWhatIsShownAlone() {
        for (Person reader :
                List.of(Person.MEMBER, Person.ADMIN, Person.OWNER, Person.FOREIGN_OWNER, Person.SUPERADMIN)) {
            Client client = people.client(api, reader);
            List<String> shown = new ArrayList<>();
            for (Person person : Person.values()) {
                if (client.get(pathOf(person)).statusCode() == 200) {
                    shown.add(idOf(person));
                }
            }
            assertThat(owners(client, "")).as("%s", reader).containsExactlyInAnyOrderElementsOf(shown);
        }
    }

    @Test
    void aFilterNarrowsAndNeverWidens() {
        String home = "&account_id=" + people.home.id().text();
        String foreign =
                "&account_id=" + people.who(Person.FOREIGN_OWNER).accountId().text();

        assertThat(owners(root, foreign)).containsExactlyElementsOf(idsOf(Person.FOREIGN_OWNER));
        assertThat(owners(root, home)).hasSize(9);
        assertThat(owners(root, "&user_id=" + idOf(Person.ADMIN))).containsExactlyElementsOf(idsOf(Person.ADMIN));
        assertThat(owners(root, home + "&user_id=" + idOf(Person.FOREIGN_OWNER)))
                .isEmpty();
        assertThat(owners(root, "&email=ADMIN@example.com")).containsExactlyElementsOf(idsOf(Person.ADMIN));
        assertThat(owners(root, "&q=" + people.key(Person.ADMIN).prefix()))
                .containsExactlyElementsOf(idsOf(Person.ADMIN));

        for (Client client : List.of(member, admin, owner)) {
            assertThat(owners(client, foreign)).isEmpty();
            assertProblem(client.get(KEYS + "?email=x@y.zz"), 403, "superadmin_required", "Superadmin access required");
            assertThat(owners(client, "&user_id=" + idOf(Person.FOREIGN_OWNER))).isEmpty();
            assertThat(owners(client, home)).isEqualTo(owners(client, ""));
        }
        assertThat(owners(member, "&user_id=" + idOf(Person.OTHER_MEMBER))).isEmpty();
        assertThat(owners(admin, "&user_id=" + idOf(Person.OTHER_ADMIN))).isEmpty();
        assertThat(owners(owner, "&user_id=" + idOf(Person.OTHER_ADMIN)))
                .containsExactlyElementsOf(idsOf(Person.OTHER_ADMIN));
    }

    @ParameterizedTest
    @CsvSource({
        "account_id=usr_1, query.account_id",
        "user_id=x, query.user_id",
        "email=x, query.email",
        "q=, query.q",
        "limit=0, query.limit"
    })
    void aFilterOfAWrongFormIsNamed(String query, String place) {
        assertInvalid(member.get(KEYS + "?" + query), place);
    }

    @Test
    void aListIsPagedAndItsCursorLeadsOnWithItsFiltersOnly() {
        JsonNode first = Api.json(owner.get(KEYS + "?limit=4&sort=name:asc"));
        String cursor = first.get("pagination").get("next_cursor").textValue();

        JsonNode second = Api.json(owner.get(KEYS + "?limit=4&sort=name:asc&cursor=" + cursor));
        assertThat(second.get("data")).hasSize(4);
        assertThat(second.get("data")).doesNotContainAnyElementsOf(first.get("data"));
        for (HttpResponse<String> other : List.of(
                owner.get(KEYS + "?limit=4&sort=name:asc&q=x&cursor=" + cursor),
                member.get(KEYS + "?limit=4&sort=name:asc&cursor=" + cursor))) {
            assertProblem(
                    other,
                    400,
                    "cursor_invalid",
                    "Query parameters don't match cursor state. Start a new pagination sequence.");
        }
    }

    @Test
    void aForeignKeyIsNotThereAndSomebodyElsesInTheAccountIsForbidden() {
        assertProblem(owner.get(pathOf(Person.FOREIGN_OWNER)), 404, "api_key_not_found", "API key not found");
        assertProblem(
                owner.get(KEYS + "/" + new ApiKeyId(Fixtures.anId()).text()),
                404,
                "api_key_not_found",
                "API key not found");
        assertProblem(
                member.get(pathOf(Person.OTHER_MEMBER)),
                403,
                "api_key_of_another",
                "This API key belongs to somebody whose keys you cannot manage");
        assertInvalid(member.get(KEYS + "/usr_1"), "path.api_key_id");
    }

    @Test
    void aRevokedKeyOpensNothingFromTheAnswerOn() {
        Client other = people.client(api, Person.OTHER_MEMBER);
        assertThat(other.get("/v1/me").statusCode()).isEqualTo(200);

        JsonNode revoked = Api.json(admin.patch(pathOf(Person.OTHER_MEMBER), REVOKED));

        assertThat(revoked.get("status").textValue()).isEqualTo("revoked");
        assertThat(revoked.get("updated_at").textValue()).isEqualTo("2026-11-20T12:00:00.250000Z");
        assertProblem(other.get("/v1/me"), 401, "api_key_invalid", "Invalid or expired API key");
        assertThat(admin.mergePatch(pathOf(Person.OTHER_MEMBER), REVOKED).statusCode())
                .as("again, as a merge patch")
                .isEqualTo(200);
    }

    @Test
    void anAdminDoesNotRevokeAnOwnersKeyNorAnOwnerThatOfASuperadmin() {
        String detail = "This API key belongs to somebody whose keys you cannot manage";
        assertProblem(admin.patch(pathOf(Person.OWNER), REVOKED), 403, "api_key_of_another", detail);
        assertProblem(owner.patch(pathOf(Person.SUPERADMIN_AMONG_US), REVOKED), 403, "api_key_of_another", detail);
        assertThat(api.service.store.apiKeys()).noneMatch(key -> key.isRevoked());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                        | body.status",
                "{\"status\":\"active\"}                   | body.status",
                "{\"status\":\"REVOKED\"}                  | body.status",
                "{\"status\":null}                         | body.status",
                "{\"status\":true}                         | body.status",
                "{\"status\":\"revoked\",\"name\":\"x\"}   | body.name",
                "{\"status\":\"revoked\",\"expires_at\":null} | body.expires_at"
            })
    void nothingOfAKeyChangesButItsStatus(String body, String place) {
        assertInvalid(member.patch(pathOf(Person.MEMBER), body), place);
        assertInvalid(member.mergePatch(pathOf(Person.MEMBER), body), place);
        assertThat(member.get("/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverHoldsAKeyRevokesIt() {
        String key = people.secret(Person.OTHER_OWNER).secret().reveal();

        HttpResponse<String> answer = api.post(KEYS + "/revoke-leaked", "{\"api_key\":\"" + key + "\"}");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(new Client(api, key).get("/v1/me").statusCode()).isEqualTo(401);
        assertThat(api.service.store.mails()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "ldr_nothing", "ldr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA000000"})
    void whatIsNoKeyIsAnsweredLikeOne(String text) {
        HttpResponse<String> answer = api.post(KEYS + "/revoke-leaked", "{\"api_key\":\"" + text + "\"}");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aHandedInKeyHasToBeAText() {
        assertInvalid(api.post(KEYS + "/revoke-leaked", "{}"), "body.api_key");
        assertInvalid(api.post(KEYS + "/revoke-leaked", "{\"api_key\":7}"), "body.api_key");
    }

    /** The last thing that happens before the use case begins. */
    private void afterAuthentication(Runnable happening) {
        AtomicInteger transactions = new AtomicInteger();
        api.service.beforeEachTransaction(() -> {
            if (transactions.incrementAndGet() == 2) {
                happening.run();
            }
        });
    }

    @Test
    void whoseKeyIsRevokedAfterTheRequestWasAuthenticatedGetsTheAnswerOfARevokedKey() {
        afterAuthentication(() -> api.service.in(store -> store.apiKeys()
                .update(store.apiKeys()
                        .findForUpdate(people.key(Person.MEMBER).id())
                        .orElseThrow()
                        .revoke(Service.NOON))));

        HttpResponse<String> answer = member.post(KEYS, "{\"name\":\"Too late\"}");

        assertProblem(answer, 401, "api_key_invalid", "Invalid or expired API key");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"leadr\", error=\"invalid_token\"");
        assertThat(api.service.store.apiKeys()).hasSize(Person.values().length);
    }

    @Test
    void whoIsSuspendedAfterTheRequestWasAuthenticatedIsToldSo() {
        UserId id = people.who(Person.MEMBER).id();
        afterAuthentication(() -> api.service.in(store -> store.users()
                .update(store.users().findForUpdate(id).orElseThrow().suspend(Service.NOON))));

        assertProblem(member.patch(pathOf(Person.MEMBER), REVOKED), 403, "user_suspended", "User is suspended");
        assertThat(api.service.store.apiKeys()).noneMatch(key -> key.isRevoked());
    }

    @Test
    void whoseAccountIsSuspendedAfterTheRequestWasAuthenticatedIsToldSo() {
        AccountId id = people.home.id();
        afterAuthentication(() -> api.service.in(store -> store.accounts()
                .update(store.accounts().findForUpdate(id).orElseThrow().suspend(Service.NOON))));

        assertProblem(member.patch(pathOf(Person.MEMBER), REVOKED), 403, "account_suspended", "Account is suspended");
    }
}
