package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertInvalid;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request has to look like before anything is asked of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JamCodeFormTest {
    private static final String CODES = "/v1/jam-codes";
    private static final String SOME = CODES + "/jam_019370a0-1b2c-7d3e-8f40-51627384a5b6";

    private Api api;
    private Client root;

    @BeforeAll
    void start() {
        api = Api.start();
        root = api.superadmin();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "1", "\"\"", "\"AB\"", "\"A-B\"", "\"A B C\"", "\"ÄBC\"", "\"straße\"", "[\"ABC\"]"})
    void aCodeIsThreeToFiftyLettersAndDigits(String code) {
        assertInvalid(root.post(CODES, "{\"description\":\"x\",\"code\":" + code + "}"), "body.code");
    }

    @Test
    void aCodeIsNotLongerThanFiftyCharacters() {
        String fifty = "A1".repeat(25);
        assertInvalid(root.post(CODES, Client.jamCodeBody(fifty + "B", "")), "body.code");
        assertThat(root.jamCode(fifty, "").get("code").textValue()).isEqualTo(fifty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "\"\"", "\" \"", "\"a\\u0000b\"", "\"a\\u202eb\"", "\"LONG\"", "{}"})
    void aDescriptionIsATextThatPeopleCanRead(String description) {
        String json = "{\"code\":\"ABC\",\"description\":" + description.replace("LONG", "x".repeat(501)) + "}";
        assertInvalid(root.post(CODES, json), "body.description");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"x\"",
                "1",
                "true",
                "{\"a\":\"\\u0000\"}",
                "{\"\\u0000\":1}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":1e301}",
                "{\"a\":1e-301}",
                "{\"a\":1e999999999}",
                "{\"a\":-1E-999999999}",
                "{\"a\":DEEP}"
            })
    void featuresAreAnObjectThatCanBeStored(String features) {
        String value = features.replace("DEEP", "[".repeat(16) + "]".repeat(16));
        assertInvalid(root.post(CODES, Client.jamCodeBody("ABC", ",\"features\":" + value)), "body.features");
        assertInvalid(root.patch(SOME, "{\"features\":" + value + "}"), "body.features");
        assertInvalid(root.mergePatch(SOME, "{\"features\":" + value + "}"), "body.features");
        assertInvalid(root.post(CODES + "/redeem", "{\"code\":\"ABC\",\"meta\":" + value + "}"), "body.meta");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e9999999999", "1e-99999999999999999999"})
    void aNumberThatNobodyCouldHoldIsNoJson(String number) {
        HttpResponse<String> answer =
                root.post(CODES, Client.jamCodeBody("ABC", ",\"features\":{\"a\":" + number + "}"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Api.json(answer).get("error").get(0).get("type").textValue()).isEqualTo("json_invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "2147483648", "99999999999999999999999", "1.0", "1e2", "\"1\"", "true", "[]", "\"\""})
    void aLimitIsAWholeNumberFromOne(String maxUses) {
        assertInvalid(root.post(CODES, Client.jamCodeBody("ABC", ",\"max_uses\":" + maxUses)), "body.max_uses");
        assertInvalid(root.patch(SOME, "{\"max_uses\":" + maxUses + "}"), "body.max_uses");
    }

    @Test
    void aLimitMayBeAsLargeAsItGets() {
        assertThat(root.jamCode("LARGE", ",\"max_uses\":2147483647")
                        .get("max_uses")
                        .intValue())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "\"\"", "\"tomorrow\"", "\"2026-12-31\"", "\"2026-02-30T00:00:00Z\"", "{}"})
    void anEndIsADateAndTime(String expiresAt) {
        assertInvalid(root.post(CODES, Client.jamCodeBody("ABC", ",\"expires_at\":" + expiresAt)), "body.expires_at");
        assertInvalid(root.patch(SOME, "{\"expires_at\":" + expiresAt + "}"), "body.expires_at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"true\"", "0", "[]"})
    void activeIsTrueOrFalse(String active) {
        assertInvalid(root.patch(SOME, "{\"active\":" + active + "}"), "body.active");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceInTheOrderOfTheFields() {
        assertInvalid(
                root.post(CODES, "{\"expires_at\":1,\"max_uses\":0,\"features\":1,\"code\":1}"),
                "body.code",
                "body.description",
                "body.features",
                "body.max_uses",
                "body.expires_at");
        assertInvalid(
                root.patch(
                        CODES + "/x",
                        "{\"expires_at\":1,\"active\":1,\"max_uses\":0,\"features\":1,\"description\":\"\"}"),
                "path.jam_code_id",
                "body.description",
                "body.features",
                "body.max_uses",
                "body.active",
                "body.expires_at");
        assertInvalid(root.post(CODES + "/redeem", "{\"meta\":[]}"), "body.code", "body.meta");
        assertInvalid(
                root.get(CODES + "?include_deleted=&active=1&code=x&sort=a&sort=b&cursor=a&cursor=b&limit=0"),
                "query.limit",
                "query.cursor",
                "query.sort",
                "query.code",
                "query.active",
                "query.include_deleted");
        assertInvalid(root.get(CODES + "/x/redemptions?limit=0"), "path.jam_code_id", "query.limit");
        assertInvalid(root.postEmpty(CODES), "body.");
        assertInvalid(root.postEmpty(CODES + "/redeem"), "body.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "jam_x",
                "acc_019370a0-1b2c-7d3e-8f40-51627384a5b6",
                "jam_019370A0-1B2C-7D3E-8F40-51627384A5B6",
                "019370A0-1B2C-7D3E-8F40-51627384A5B6",
                "jam_jam_019370a0-1b2c-7d3e-8f40-51627384a5b6",
                "019370a01b2c7d3e8f4051627384a5b6",
                "jam_019370a0-1b2c-7d3e-8f40-51627384a5b6%20",
                "%C3%A4"
            })
    void anIdIsThePrefixAndALowerCaseUuidOrTheUuidAlone(String id) {
        String path = CODES + "/" + id;
        for (HttpResponse<String> answer : List.of(
                root.get(path),
                root.patch(path, "{}"),
                root.delete(path),
                root.postEmpty(path + "/restore"),
                root.get(path + "/redemptions"))) {
            assertInvalid(answer, "path.jam_code_id");
            assertThat(answer.body()).contains("Expected an id of the form jam_<uuid>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"active=True", "active=1", "active=", "active", "include_deleted=yes", "include_deleted=TRUE"})
    void aFlagInTheQueryIsTrueOrFalse(String query) {
        assertInvalid(root.get(CODES + "?" + query), "query." + query.split("=", -1)[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"code=ab", "code=", "code=a%20b%20c", "code=a%00b", "code=ABC&code=ABC", "%63ode=ABC&code=ABC"})
    void aCodeIsLookedForOnlyIfItCouldBeOne(String query) {
        assertInvalid(root.get(CODES + "?" + query), "query.code");
    }

    @Test
    void aQueryThatIsNotEncodedAsOneIsRefused() {
        // The HTTP client would not send it.
        Raw answer = Raw.send(
                api.port(),
                "GET " + CODES + "?code=%zz HTTP/1.1\r\nHost: x\r\nleadr-api-key: " + root.key() + "\r\n\r\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(Api.json(answer.body()).get("code").textValue()).isEqualTo("bad_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json-patch+json", "application/merge-patch+json;charset=latin1"})
    void aPatchOfAnotherKindIsToldWhichThereAre(String mediaType) {
        HttpResponse<String> answer = root.sendAs("PATCH", mediaType, SOME, "{}");
        assertProblem(
                answer,
                415,
                "unsupported_media_type",
                "The request body must be application/json or application/merge-patch+json in UTF-8");
        assertThat(answer.headers().firstValue("Accept-Patch"))
                .contains("application/json, application/merge-patch+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {CODES, CODES + "/redeem", SOME + "/restore"})
    void allOtherCallsTakeJsonOnly(String path) {
        HttpResponse<String> answer = root.sendAs("POST", "application/merge-patch+json", path, "{}");
        assertProblem(answer, 415, "unsupported_media_type", "The request body must be application/json in UTF-8");
        assertThat(answer.headers().firstValue("Accept-Patch")).isEmpty();
    }

    @Test
    void aMergePatchIsAJsonObjectToo() {
        for (String body : List.of("{", "[]", "null", "{\"a\":1,\"a\":2}")) {
            assertThat(root.mergePatch(SOME, body).statusCode()).isEqualTo(422);
        }
        assertThat(api.send(root.request(SOME).method("PATCH", BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void whatWasSentIsNotRepeated() {
        assertThat(root.post(CODES, "{\"code\":\"ca-nary\",\"features\":\"ca-nary\",\"expires_at\":\"ca-nary\"}")
                        .body())
                .doesNotContain("ca-nary");
        assertThat(root.get(CODES + "/ca-nary?code=ca-nary").body()).doesNotContain("ca-nary");
        assertThat(root.get(CODES + "?code=ca-nary&limit=ca-nary&active=ca-nary")
                        .body())
                .doesNotContain("ca-nary");
    }
}
