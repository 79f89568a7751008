package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertInvalid;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.secret.SealedText;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/mails}, on one mail in each state and the four that went to those who call. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailListTest {
    private static final String MAILS = "/v1/mails";
    private static final String MISMATCH =
            "Query parameters don't match cursor state. Start a new pagination sequence.";
    private static final UUID QUEUED = id(1);
    private static final UUID DEFERRED = id(2);
    private static final UUID SENT = id(3);
    private static final UUID FAILED = id(4);

    private Api api;
    private Client root;
    private Client owner;

    private static UUID id(int number) {
        return new UUID(0x0193_70a0_1b2c_7000L, 0x8000_0000_0000_0000L + number);
    }

    @BeforeAll
    void start() {
        api = Api.start();
        root = api.superadmin();
        owner = api.owner("bob@example.com", "Bob Games");
        api.service.pass(Duration.ofHours(1));
        Instant now = api.service.clock().instant();
        add(QUEUED, MailState.QUEUED, 0, now, null, null);
        add(DEFERRED, MailState.DEFERRED, 3, now.plusSeconds(1), null, "451 later");
        add(SENT, MailState.SENT, 1, now.plusSeconds(2), now.plusSeconds(9), "250 <b> é");
        add(FAILED, MailState.FAILED, 2, now.plusSeconds(3), null, "550 unknown");
    }

    private void add(
            UUID id, MailState state, int attempts, Instant created, @Nullable Instant sent, @Nullable String reply) {
        OutgoingMail mail = new OutgoingMail(
                id,
                MailKind.ADDRESS_KNOWN,
                EmailAddress.of("Ann.Other@example.org"),
                state.isFinal() ? null : new SealedText("k1", Fixtures.SECRETS.bytes(20)),
                state,
                attempts,
                created,
                created,
                created.plusSeconds(86_400),
                sent,
                reply);
        api.service.in(store -> store.outbox().add(mail));
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private JsonNode page(String query) {
        HttpResponse<String> answer = root.get(MAILS + "?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.json(answer);
    }

    private static List<String> ids(JsonNode page) {
        return page.get("data").findValuesAsText("id");
    }

    private static List<String> wire(UUID... ids) {
        return List.of(ids).stream().map(id -> "eml_" + id).toList();
    }

    @Test
    void theListHasEveryMemberOfEveryMailAndNothingElse() {
        JsonNode page = page("kind=address_known");

        assertThat(page)
                .isEqualTo(Api.json(("{'data':["
                                + "{'id':'eml_" + FAILED + "','kind':'address_known','to':'A***@example.org',"
                                + "'status':'failed','attempts':2,'last_reply':'550 unknown',"
                                + "'created_at':'2026-11-20T13:00:03.250000Z','sent_at':null},"
                                + "{'id':'eml_" + SENT + "','kind':'address_known','to':'A***@example.org',"
                                + "'status':'sent','attempts':1,'last_reply':'250 <b> é',"
                                + "'created_at':'2026-11-20T13:00:02.250000Z','sent_at':'2026-11-20T13:00:09.250000Z'},"
                                + "{'id':'eml_" + DEFERRED + "','kind':'address_known','to':'A***@example.org',"
                                + "'status':'deferred','attempts':3,'last_reply':'451 later',"
                                + "'created_at':'2026-11-20T13:00:01.250000Z','sent_at':null},"
                                + "{'id':'eml_" + QUEUED + "','kind':'address_known','to':'A***@example.org',"
                                + "'status':'queued','attempts':0,'last_reply':null,"
                                + "'created_at':'2026-11-20T13:00:00.250000Z','sent_at':null}],"
                                + "'pagination':{'next_cursor':null,'prev_cursor':null,'has_next':false,"
                                + "'has_prev':false,'count':4}}")
                        .replace('\'', '"')));
    }

    @Test
    void whatWasJustAskedForIsInTheListWithoutItsCode() {
        HttpResponse<String> answer = root.get(MAILS + "?kind=verification&status=queued");

        assertThat(Api.json(answer).get("data").findValuesAsText("to"))
                .containsExactlyInAnyOrder("r***@example.com", "b***@example.com");
        assertThat(answer.body()).doesNotContain(api.service.lastCode(), "bob@", "root@");
    }

    @ParameterizedTest
    @CsvSource({
        "status=queued&kind=address_known, 1",
        "status=deferred, 2",
        "status=sent, 3",
        "status=failed, 4",
        "kind=address_known&status=failed, 4"
    })
    void aFilterLetsThroughWhatItSays(String query, int number) {
        assertThat(ids(page(query))).isEqualTo(wire(id(number)));
    }

    @ParameterizedTest
    @EnumSource(MailKind.class)
    void everyKindIsAFilter(MailKind kind) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        assertThat(page("kind=" + name).get("data"))
                .allSatisfy(mail -> assertThat(mail.get("kind").textValue()).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=SENT",
                "status=",
                "status=lost",
                "status=sent&status=sent",
                "status=sent%20",
                "kind=WELCOME",
                "kind=address-known",
                "kind=",
                "kind=invoice",
                "limit=0",
                "limit=101"
            })
    void aParameterThatIsNotKnownIsRefused(String query) {
        assertInvalid(root.get(MAILS + "?" + query), "query." + query.substring(0, query.indexOf('=')));
    }

    @Test
    void everythingWrongIsToldTogetherWithWhatWouldBeRight() {
        HttpResponse<String> answer = root.get(MAILS + "?kind=x&status=x&limit=x");

        assertInvalid(answer, "query.limit", "query.status", "query.kind");
        assertThat(Api.json(answer).get("error").findValuesAsText("msg"))
                .startsWith(
                        "Input should be an integer from 1 to 100",
                        "Input should be one of queued, sent, deferred, failed")
                .last()
                .asString()
                .startsWith("Input should be one of verification, verification_invited, ");
    }

    @ParameterizedTest
    @CsvSource({
        "created_at:desc, 4321",
        "created_at:asc, 1234",
        "id:desc, 4321",
        "id:asc, 1234",
        "sent_at:desc, 3124",
        "sent_at:asc, 3124",
        "'sent_at:asc,created_at:desc', 3421"
    })
    void forthAndBackGiveTheSamePagesInTheOrderThatIsAskedFor(String sort, String numbers) {
        String query = "kind=address_known&limit=1&sort=" + sort;
        List<String> forth = new ArrayList<>();
        JsonNode page = page(query);
        forth.addAll(ids(page));
        while (page.get("pagination").get("has_next").booleanValue()) {
            page = page(query + "&cursor="
                    + page.get("pagination").get("next_cursor").textValue());
            forth.addAll(ids(page));
        }
        assertThat(forth)
                .isEqualTo(numbers.chars()
                        .mapToObj(digit -> "eml_" + id(Character.digit(digit, 10)))
                        .toList());
        List<String> back = new ArrayList<>(ids(page));
        while (page.get("pagination").get("has_prev").booleanValue()) {
            page = page(query + "&cursor="
                    + page.get("pagination").get("prev_cursor").textValue());
            back.addAll(ids(page));
        }
        Collections.reverse(back);
        assertThat(back).isEqualTo(forth);
    }

    @Test
    void theNewestComeFirstAndTwentyOfThem() {
        assertThat(page("").get("data").findValuesAsText("created_at")).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(ids(page(""))).startsWith("eml_" + FAILED).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=failed", "kind=welcome", "sort=created_at:asc"})
    void aCursorLeadsOnOnlyWithTheFiltersAndTheSortItWasMadeWith(String change) {
        String cursor = page("limit=1").get("pagination").get("next_cursor").textValue();
        assertProblem(root.get(MAILS + "?cursor=" + cursor + "&" + change), 400, "cursor_invalid", MISMATCH);
        assertProblem(root.get("/v1/jam-codes?cursor=" + cursor), 400, "cursor_invalid", MISMATCH);
        assertThat(ids(page("cursor=" + cursor))).hasSize(7);
    }

    @Test
    void aSortThatIsNotThereIsToldWhichAre() {
        assertProblem(
                root.get(MAILS + "?sort=to:asc"),
                400,
                "sort_invalid",
                "Unknown sort field: to. Valid fields: created_at, id, sent_at");
        assertProblem(root.get(MAILS + "?cursor=x"), 400, "cursor_invalid", "Invalid pagination cursor");
    }

    @Test
    void onlySuperadminsGetInAndWhoElseTriesIsWrittenDown() {
        assertProblem(api.get(MAILS), 401, "api_key_required", "API key required");
        for (Client client : List.of(owner, api.member())) {
            assertProblem(client.get(MAILS), 403, "superadmin_required", "Superadmin access required");
            List<AuditEvent> events = api.service.store.auditEvents();
            AuditEvent last = events.get(events.size() - 1);
            assertThat(last.action()).isEqualTo(AuditAction.READ_MAILS);
            assertThat(last.target()).isEqualTo("mails");
            assertThat(last.outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
            assertThat(last.actor()).startsWith("usr_");
        }
        int events = api.service.store.auditEvents().size();
        assertThat(root.get(MAILS).statusCode()).isEqualTo(200);
        assertThat(api.service.store.auditEvents()).hasSize(events);
    }

    @Test
    void theKeyIsLookedAtFirstThenTheFormThenTheRightThenTheCursor() {
        assertThat(api.get(MAILS + "?limit=0").statusCode()).isEqualTo(401);
        assertInvalid(owner.get(MAILS + "?status=x"), "query.status");
        assertThat(owner.get(MAILS + "?sort=nonsense").statusCode()).isEqualTo(403);
        assertThat(owner.get(MAILS + "?cursor=nonsense").statusCode()).isEqualTo(403);
    }

    @Test
    void mailsAreReadAndNothingElse() {
        HttpResponse<String> answer = root.post(MAILS, "{}");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET", "HEAD");
        assertThat(root.get(MAILS + "/eml_" + SENT).statusCode()).isEqualTo(404);
        assertThat(ids(Api.json(root.get(MAILS + "/?status=sent")))).isEqualTo(wire(SENT));
    }
}
