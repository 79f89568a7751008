package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertInvalid;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changing a jam code: plain JSON as LEADR reads it, and merge patches. */
class JamCodePatchTest {
    private static final String LATER = "2026-11-20T12:00:01.250000Z";

    private Api api;
    private Client root;
    private JsonNode before;
    private String path;

    @BeforeEach
    void start() {
        api = Api.start();
        root = api.superadmin();
        before = root.jamCode(
                "JAM26",
                ",\"features\":{\"a\":1,\"b\":{\"c\":2}},\"max_uses\":5,\"expires_at\":\"2027-01-01T00:00:00Z\"");
        path = "/v1/jam-codes/" + before.get("id").textValue();
        api.service.pass(Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** The code is as before but for these fields, in the answer and in the store. */
    private void assertChanged(HttpResponse<String> answer, String changes) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ObjectNode expected = before.deepCopy();
        expected.put("updated_at", LATER);
        Api.json(changes).properties().forEach(change -> expected.set(change.getKey(), change.getValue()));
        assertThat(answer.body()).isEqualTo(expected.toString());
        assertThat(root.get(path).body()).isEqualTo(expected.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"description\":\"New\"}",
                "{\"features\":{\"z\":[1.5,null]}}",
                "{\"features\":{}}",
                "{\"max_uses\":1}",
                "{\"active\":false}",
                "{\"active\":true}",
                "{\"expires_at\":\"2026-01-01T00:00:00Z\"}",
                "{\"description\":\"New\",\"features\":{\"y\":null},\"max_uses\":6,\"active\":false,\"expires_at\":\"2028-02-29T12:30:00.500000Z\"}"
            })
    void whatIsGivenIsChangedByEitherKindOfPatchAndNothingElse(String patch) {
        assertChanged(root.patch(path, patch), patch);
        assertChanged(root.mergePatch(path, patch), patch);
    }

    @Test
    void nullInPlainJsonLeavesAFieldAsItIs() {
        assertChanged(
                root.patch(
                        path,
                        "{\"description\":null,\"features\":null,\"max_uses\":null,\"active\":null,\"expires_at\":null}"),
                "{}");
    }

    @Test
    void nullInAMergePatchClearsAField() {
        assertChanged(root.mergePatch(path, "{\"max_uses\":null}"), "{\"max_uses\":null}");
        assertChanged(
                root.mergePatch(path, "{\"features\":null,\"expires_at\":null}"),
                "{\"features\":{},\"max_uses\":null,\"expires_at\":null}");
    }

    @Test
    void aMergePatchClearsNothingThatAlwaysHasAValue() {
        HttpResponse<String> answer = root.mergePatch(path, "{\"active\":null,\"max_uses\":null,\"description\":null}");
        assertInvalid(answer, "body.description", "body.active");
        assertThat(Api.json(answer).get("error").findValuesAsText("msg")).containsOnly("Field must not be null");
        assertThat(Api.json(root.get(path))).isEqualTo(before);
    }

    @Test
    void featuresAreReplacedWholeByAMergePatchToo() {
        assertChanged(root.mergePatch(path, "{\"features\":{\"b\":{}}}"), "{\"features\":{\"b\":{}}}");
    }

    @Test
    void aPatchWithoutABodyChangesNothing() {
        assertChanged(api.send(root.request(path).method("PATCH", BodyPublishers.noBody())), "{}");
    }

    @Test
    void whatIsNobodysToChangeIsIgnored() {
        assertChanged(
                root.patch(
                        path, "{\"id\":\"x\",\"code\":\"OTHER\",\"current_uses\":3,\"created_at\":1,\"deleted_at\":1}"),
                "{}");
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/merge-patch+json", "Application/Merge-Patch+JSON; charset=UTF-8"})
    void theMediaTypeIsReadAsHttpDoes(String mediaType) {
        assertChanged(root.sendAs("PATCH", mediaType, path + "/", "{\"max_uses\":7}"), "{\"max_uses\":7}");
    }

    @Test
    void aLimitDoesNotGoBelowTheUsesThereAre() {
        assertThat(api.owner("a@example.com", "A Games").redeem("JAM26").statusCode())
                .isEqualTo(201);
        assertThat(api.owner("b@example.com", "B Games").redeem("JAM26").statusCode())
                .isEqualTo(201);
        String sentence = "Max uses must not be less than the uses there are";
        assertProblem(
                root.patch(path, "{\"max_uses\":1,\"description\":\"New\"}"),
                409,
                "jam_code_limit_below_uses",
                sentence);
        assertProblem(root.mergePatch(path, "{\"max_uses\":1}"), 409, "jam_code_limit_below_uses", sentence);
        assertThat(Api.json(root.get(path)).get("description").textValue()).isEqualTo("For a test");
        assertChanged(root.patch(path, "{\"max_uses\":2}"), "{\"max_uses\":2,\"current_uses\":2}");
        assertProblem(
                api.owner("c@example.com", "C Games").redeem("JAM26"),
                400,
                "jam_code_invalid",
                "Invalid or expired jam code");
    }

    @Test
    void aCodeCanBeSwitchedOffAndOnAgain() {
        Client owner = api.owner("a@example.com", "A Games");
        root.patch(path, "{\"active\":false}");
        assertThat(owner.redeem("JAM26").statusCode()).isEqualTo(400);
        root.patch(path, "{\"active\":true}");
        assertThat(owner.redeem("JAM26").statusCode()).isEqualTo(201);
    }
}
