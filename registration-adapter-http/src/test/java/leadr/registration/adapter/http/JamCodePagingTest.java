package leadr.registration.adapter.http;

import static leadr.registration.adapter.http.Problems.assertInvalid;
import static leadr.registration.adapter.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Going through lists, on 45 codes of which many are alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JamCodePagingTest {
    private static final String CODES = "/v1/jam-codes";
    private static final String INVALID_CURSOR = "Invalid pagination cursor";
    private static final String MISMATCH =
            "Query parameters don't match cursor state. Start a new pagination sequence.";

    private Api api;
    private Client root;
    private String redeemedPath;

    @BeforeAll
    void start() {
        api = Api.start();
        root = api.superadmin();
        for (int number = 0; number < 45; number++) {
            String limit = number % 5 == 0 ? "null" : String.valueOf(number % 3 + 1);
            String path = root.jamCodePath(String.format("CODE%02d", number), ",\"max_uses\":" + limit);
            if (number % 4 == 0) {
                root.patch(path, "{\"active\":false}");
            }
            if (number % 9 == 0) {
                api.service.pass(Duration.ofSeconds(1));
            }
        }
        redeemedPath = root.jamCodePath("REDEEMED", "");
        for (int number = 0; number < 5; number++) {
            assertThat(api.owner("o" + number + "@example.com", "Owner " + number)
                            .redeem("REDEEMED")
                            .statusCode())
                    .isEqualTo(201);
        }
        root.delete(redeemedPath);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private JsonNode page(String path, String query) {
        HttpResponse<String> answer = root.get(path + "?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.json(answer);
    }

    private static List<String> ids(JsonNode page) {
        return page.get("data").findValuesAsText("id");
    }

    private static String cursor(JsonNode page, String which) {
        return page.get("pagination").get(which).textValue();
    }

    private List<List<String>> pages(String path, String query) {
        List<List<String>> pages = new ArrayList<>();
        JsonNode page = page(path, query);
        pages.add(ids(page));
        while (page.get("pagination").get("has_next").booleanValue()) {
            page = page(path, query + "&cursor=" + cursor(page, "next_cursor"));
            pages.add(ids(page));
        }
        List<List<String>> back = new ArrayList<>();
        back.add(ids(page));
        while (page.get("pagination").get("has_prev").booleanValue()) {
            page = page(path, query + "&cursor=" + cursor(page, "prev_cursor"));
            back.add(ids(page));
        }
        Collections.reverse(back);
        assertThat(back).isEqualTo(pages);
        return pages;
    }

    @ParameterizedTest
    @CsvSource({
        "limit=10, 10",
        "limit=1, 1",
        "limit=45, 45",
        "limit=44&sort=active:asc, 44",
        "sort=max_uses:desc, 20",
        "limit=7&sort=max_uses:asc, 7",
        "limit=7&sort=active:desc, 7",
        "limit=9&sort=current_uses:asc, 9",
        "'limit=8&sort=active:asc,max_uses:desc', 8",
        "'limit=11&sort=updated_at:desc,created_at:asc', 11",
        "limit=10&sort=code:desc, 10",
        "limit=10&sort=id:asc, 10"
    })
    void forthAndBackGiveTheSamePagesAndEveryCodeOnce(String query, int limit) {
        List<List<String>> pages = pages(CODES, query);
        assertThat(pages.subList(0, pages.size() - 1))
                .allSatisfy(page -> assertThat(page).hasSize(limit));
        assertThat(pages.stream().flatMap(List::stream).toList()).hasSize(45).doesNotHaveDuplicates();
    }

    @Test
    void aPageSaysWhatLiesAroundIt() {
        HttpResponse<String> answer = root.get(CODES + "?limit=20&sort=code:asc");
        JsonNode first = Api.json(answer);
        assertThat(first.properties()).extracting(Map.Entry::getKey).containsExactly("data", "pagination");
        assertThat(first.get("pagination").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("next_cursor", "prev_cursor", "has_next", "has_prev", "count");
        assertPagination(first, 20, true, false);
        JsonNode second = page(CODES, "limit=20&sort=code:asc&cursor=" + cursor(first, "next_cursor"));
        assertPagination(second, 20, true, true);
        JsonNode third = page(CODES, "limit=20&sort=code:asc&cursor=" + cursor(second, "next_cursor"));
        assertPagination(third, 5, false, true);
        assertThat(third.get("data").findValuesAsText("code"))
                .startsWith("CODE40")
                .endsWith("CODE44");
        assertPagination(page(CODES, "code=NONE"), 0, false, false);
    }

    private static void assertPagination(JsonNode page, int count, boolean next, boolean prev) {
        JsonNode pagination = page.get("pagination");
        assertThat(page.get("data")).hasSize(count);
        assertThat(pagination.get("count").intValue()).isEqualTo(count);
        assertThat(pagination.get("has_next").booleanValue()).isEqualTo(next);
        assertThat(pagination.get("has_prev").booleanValue()).isEqualTo(prev);
        assertThat(pagination.get("next_cursor").isTextual()).isEqualTo(next);
        assertThat(pagination.get("prev_cursor").isTextual()).isEqualTo(prev);
    }

    @Test
    void twentyOfTheNewestAreShownWhenNothingIsAskedFor() {
        JsonNode page = page(CODES, "");
        assertThat(page.get("data")).hasSize(20);
        assertThat(page.get("data").findValuesAsText("created_at")).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(ids(page(CODES, "sort=created_at:desc,id:asc"))).isEqualTo(ids(page));
        assertThat(ids(page(CODES, "sort="))).isEqualTo(ids(page));
    }

    @Test
    void codesWithoutALimitComeLastInBothDirections() {
        for (String direction : List.of("asc", "desc")) {
            List<JsonNode> limits = IntStream.range(0, 45)
                    .mapToObj(page(CODES, "limit=45&sort=max_uses:" + direction).get("data")::get)
                    .map(code -> code.get("max_uses"))
                    .toList();
            assertThat(limits.subList(0, 36)).noneMatch(JsonNode::isNull);
            assertThat(limits.subList(36, 45)).allMatch(JsonNode::isNull);
        }
    }

    @Test
    void theRedemptionsOfACodeArePagedTheSameWay() {
        root.postEmpty(redeemedPath + "/restore").body();
        for (String sort : List.of("created_at:desc", "account_id:asc", "id:desc", "jam_code_id:asc")) {
            List<List<String>> pages = pages(redeemedPath + "/redemptions", "limit=2&sort=" + sort);
            assertThat(pages).hasSize(3);
            assertThat(pages.stream().flatMap(List::stream).toList()).hasSize(5).doesNotHaveDuplicates();
        }
        String cursor = cursor(page(redeemedPath + "/redemptions", "limit=2"), "next_cursor");
        String other = root.jamCodePath("OTHER", "");
        assertProblem(root.get(other + "/redemptions?cursor=" + cursor), 400, "cursor_invalid", MISMATCH);
        assertProblem(root.get(CODES + "?cursor=" + cursor), 400, "cursor_invalid", MISMATCH);
        assertProblem(
                root.get(redeemedPath + "/redemptions?sort=redeemed_at:asc"),
                400,
                "sort_invalid",
                "Unknown sort field: redeemed_at. Valid fields: account_id, created_at, id, jam_code_id");
        root.delete(other);
        root.delete(redeemedPath);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=code:asc",
                "sort=created_at:asc",
                "active=true",
                "active=false",
                "code=CODE01",
                "include_deleted=true"
            })
    void aCursorLeadsOnOnlyWithTheFiltersAndTheSortItWasMadeWith(String change) {
        String cursor = cursor(page(CODES, "limit=5"), "next_cursor");
        assertProblem(root.get(CODES + "?limit=5&cursor=" + cursor + "&" + change), 400, "cursor_invalid", MISMATCH);
        assertThat(ids(page(CODES, "limit=50&cursor=" + cursor))).hasSize(40);
    }

    @Test
    void aCursorThatWasChangedIsRefused() {
        String cursor = cursor(page(CODES, "limit=5"), "next_cursor");
        for (int at = 0; at < cursor.length(); at += 7) {
            char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, at) + other + cursor.substring(at + 1);
            assertProblem(root.get(CODES + "?limit=5&cursor=" + changed), 400, "cursor_invalid", INVALID_CURSOR);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%20", "bm8", "!!!", "null", "a%00b"})
    void whatIsNoCursorIsRefused(String cursor) {
        assertProblem(root.get(CODES + "?cursor=" + cursor), 400, "cursor_invalid", INVALID_CURSOR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code:up|Invalid sort direction: up. Expected 'asc' or 'desc'",
                "code:asc,id:DOWN|Invalid sort direction: DOWN. Expected 'asc' or 'desc'",
                "name:asc|Unknown sort field: name. Valid fields: active, code, created_at, current_uses, id, max_uses, updated_at",
                "CODE:asc|Unknown sort field: CODE. Valid fields: active, code, created_at, current_uses, id, max_uses, updated_at",
                "code|Invalid sort specification: code. Expected 'field:asc' or 'field:desc'",
                "code:asc:desc|Invalid sort specification: code:asc:desc. Expected 'field:asc' or 'field:desc'",
                "code:asc,|Invalid sort specification: . Expected 'field:asc' or 'field:desc'",
                "<b>\"&é|Invalid sort specification: <b>\"&é. Expected 'field:asc' or 'field:desc'"
            })
    void aSortThatIsNotUnderstoodIsToldWhy(String sort, String sentence) {
        String encoded = URLEncoder.encode(sort, StandardCharsets.UTF_8);
        assertProblem(root.get(CODES + "?sort=" + encoded), 400, "sort_invalid", sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "abc", "", "1.0", "1e1", "+5", "99999999999", "%D9%A5", "20&limit=20"})
    void aLimitIsFromOneToAHundred(String limit) {
        assertInvalid(root.get(CODES + "?limit=" + limit), "query.limit");
    }

    @Test
    void theLimitsThemselvesAreTaken() {
        assertThat(ids(page(CODES, "limit=1"))).hasSize(1);
        assertThat(ids(page(CODES, "limit=100"))).hasSize(45);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort", "cursor"})
    void aSortAndACursorAreNotEndless(String name) {
        assertInvalid(root.get(CODES + "?" + name + "=" + "x".repeat(2_001)), "query." + name);
        assertThat(root.get(CODES + "?" + name + "=" + "x".repeat(2_000)).statusCode())
                .isEqualTo(400);
        assertInvalid(root.get(CODES + "?" + name + "=a&" + name + "=a"), "query." + name);
    }
}
