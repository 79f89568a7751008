package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertJamCodeNotFound;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a jam code. */
class JamCodeTest {
    private static final String CODES = "/v1/jam-codes";
    private static final String NOW = "2026-11-20T12:00:00.250000Z";
    private static final String UNKNOWN = CODES + "/jam_019370a0-1b2c-7d3e-8f40-51627384a5b6";

    private Api api;
    private Client root;

    @BeforeEach
    void start() {
        api = Api.start();
        root = api.superadmin();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aCodeIsMadeWithEverythingThatCanBeSaidAboutIt() {
        HttpResponse<String> made = root.post(
                CODES,
                "{\"expires_at\":\"2026-12-31T23:59:59+01:00\",\"max_uses\":100,\"features\":{\"Bonus Coins\":5},"
                        + "\"description\":\" Global Game Jam \",\"code\":\"  ggj2026 \",\"more\":1}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String id = Api.json(made).get("id").textValue();
        assertThat(id).matches("jam_[0-9a-f-]{36}");
        assertThat(made.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"code\":\"GGJ2026\",\"description\":\"Global Game Jam\","
                        + "\"features\":{\"Bonus Coins\":5},\"max_uses\":100,\"current_uses\":0,\"active\":true,"
                        + "\"expires_at\":\"2026-12-31T22:59:59Z\",\"created_at\":\"" + NOW + "\",\"updated_at\":\""
                        + NOW + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", ",\"features\":null,\"max_uses\":null,\"expires_at\":null"})
    void whatIsNotSaidAboutACodeIsUnlimited(String rest) {
        JsonNode made = root.jamCode("ABC", rest);
        assertThat(made.get("features")).isEqualTo(Api.json("{}"));
        assertThat(made.get("max_uses").isNull()).isTrue();
        assertThat(made.get("expires_at").isNull()).isTrue();
    }

    @Test
    void featuresKeepTheirNamesTheirOrderAndTheirNumbers() {
        String features = "{\"zebraStripes\":1.50,\"aB_c D\":{\"innerName\":null},\"list\":[1,\"x\",true,{}],"
                + "\"big\":12345678901234567890,\"small\":0.0000001,\"\":-0.1,\"exact\":0.1000000000000000000000001}";
        HttpResponse<String> made = root.post(CODES, Client.jamCodeBody("ABC", ",\"features\":" + features));
        assertThat(made.body()).contains("\"features\":" + features);
        String path = CODES + "/" + Api.json(made).get("id").textValue();
        assertThat(root.get(path).body()).contains("\"features\":" + features);
    }

    @Test
    void numbersAreWrittenWithoutExponentAsLongAsTheyStayShort() {
        HttpResponse<String> made =
                root.post(CODES, Client.jamCodeBody("ABC", ",\"features\":{\"a\":1e3,\"b\":2.5E+2,\"c\":1e300}"));
        assertThat(made.body()).contains("{\"a\":1000,\"b\":250,\"c\":1E+300}");
    }

    @Test
    void theTextOfACodeIsTakenOnceIgnoringCase() {
        root.jamCodePath("JAM26", "");
        assertProblem(
                root.post(CODES, Client.jamCodeBody(" jam26", "")),
                400,
                "jam_code_taken",
                "Jam code 'JAM26' already exists");
    }

    @Test
    void aCodeIsFoundByItsIdWithAndWithoutThePrefix() {
        JsonNode made = root.jamCode("ABC", "");
        String id = made.get("id").textValue();
        for (String text : List.of(id, id.substring("jam_".length()), id + "/")) {
            HttpResponse<String> found = root.get(CODES + "/" + text);
            assertThat(found.statusCode()).isEqualTo(200);
            assertThat(Api.json(found)).isEqualTo(made);
        }
    }

    @Test
    void headAnswersAsGetDoesWithoutTheBody() {
        String path = root.jamCodePath("ABC", "");
        for (String each : List.of(path, CODES, path + "/redemptions")) {
            HttpResponse<String> head = api.send(root.request(each).method("HEAD", BodyPublishers.noBody()));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        }
        assertThat(api.send(root.request(UNKNOWN).method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anUnknownCodeIsNotFoundWhateverIsWanted() {
        assertJamCodeNotFound(root.get(UNKNOWN));
        assertJamCodeNotFound(root.patch(UNKNOWN, "{}"));
        assertJamCodeNotFound(root.delete(UNKNOWN));
        assertJamCodeNotFound(root.postEmpty(UNKNOWN + "/restore"));
        assertJamCodeNotFound(root.get(UNKNOWN + "/redemptions"));
    }

    @Test
    void aDeletedCodeIsOutOfSightAndItsTextStaysReserved() {
        String path = root.jamCodePath("GONE", "");
        HttpResponse<String> deleted = root.delete(path);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(deleted.headers().firstValue("Content-Type")).isEmpty();

        assertJamCodeNotFound(root.get(path));
        assertJamCodeNotFound(root.patch(path, "{}"));
        assertJamCodeNotFound(root.delete(path));
        assertJamCodeNotFound(root.get(path + "/redemptions"));
        assertProblem(
                root.post(CODES, Client.jamCodeBody("gone", "")),
                400,
                "jam_code_taken",
                "Jam code 'GONE' already exists");
    }

    @Test
    void aRestoredCodeIsAsItWas() {
        String path = root.jamCodePath("BACK", ",\"features\":{\"x\":1},\"max_uses\":3");
        JsonNode before = Api.json(root.get(path));
        root.delete(path);
        api.service.pass(Duration.ofSeconds(1));
        HttpResponse<String> restored = root.postEmpty(path + "/restore");
        assertThat(restored.statusCode()).isEqualTo(200);
        assertThat(Api.json(restored).get("updated_at").textValue()).isEqualTo("2026-11-20T12:00:01.250000Z");
        assertThat(restored.body().replace("12:00:01.25", "12:00:00.25")).isEqualTo(before.toString());
        assertThat(Api.json(root.get(path))).isEqualTo(Api.json(restored));
        // Restoring what is there changes nothing.
        api.service.pass(Duration.ofSeconds(1));
        assertThat(Api.json(root.postEmpty(path + "/restore"))).isEqualTo(Api.json(restored));
    }

    @Test
    void theListShowsWhatTheFiltersLetThrough() {
        root.jamCodePath("ONE", "");
        root.patch(root.jamCodePath("TWO", ""), "{\"active\":false}");
        root.delete(root.jamCodePath("THREE", ""));
        assertThat(listed("")).containsExactly("ONE", "TWO");
        assertThat(listed("&active=true")).containsExactly("ONE");
        assertThat(listed("&active=false")).containsExactly("TWO");
        assertThat(listed("&include_deleted=false")).containsExactly("ONE", "TWO");
        assertThat(listed("&include_deleted=true")).containsExactly("ONE", "THREE", "TWO");
        assertThat(listed("&code=two")).containsExactly("TWO");
        assertThat(listed("&code=three")).isEmpty();
        assertThat(listed("&code=three&include_deleted=true")).containsExactly("THREE");
        assertThat(listed("&code=one&active=false")).isEmpty();
        assertThat(listed("&unknown=1&unknown=2")).containsExactly("ONE", "TWO");
    }

    private List<String> listed(String filters) {
        HttpResponse<String> answer = root.get(CODES + "?sort=code:asc" + filters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.json(answer).get("data").findValuesAsText("code");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, '', 'GET,HEAD,POST'",
        "DELETE, '', 'GET,HEAD,POST'",
        "POST, /x, 'DELETE,GET,HEAD,PATCH'",
        "GET, /x/restore, POST",
        "POST, /x/redemptions, 'GET,HEAD'"
    })
    void anotherMethodIsToldWhichThereAre(String method, String path, String allowed) {
        HttpResponse<String> answer = api.send(api.request(CODES + path).method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        String allow = answer.headers().firstValue("Allow").orElseThrow().toUpperCase(Locale.ROOT);
        assertThat(allow.split(", *")).containsExactlyInAnyOrder(allowed.split(","));
    }
}
