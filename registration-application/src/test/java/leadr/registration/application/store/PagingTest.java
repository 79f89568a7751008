package leadr.registration.application.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.PageRequest.Position;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.secret.PlainSecret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private static final String OLD = "k1:0123456789abcdef0123456789abcdef";
    private static final String NEW = "k2:ffffffffffffffff0123456789abcdef";
    private static final Paging PAGING = paging(OLD);
    private static final String SCOPE = "things of=everybody";
    private static final Instant MOMENT = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final String MISMATCH =
            "Query parameters don't match cursor state. Start a new pagination sequence.";

    private static Paging paging(String ring) {
        return new Paging(new SecretHasher(KeyRing.parse(new PlainSecret(ring)), "cursor"));
    }

    /** Something to be listed. */
    private record Thing(UUID id, String code, @Nullable Integer size, boolean active, Instant createdAt) {
        static Thing number(int number) {
            return new Thing(
                    new UUID(0x0195_512c_1d2c_7000L, number),
                    "CODE" + number,
                    number % 2 == 0 ? null : number,
                    true,
                    MOMENT.plusSeconds(number));
        }
    }

    private enum By implements SortField<Thing> {
        CREATED_AT,
        ID,
        CODE,
        SIZE_OF_IT,
        ACTIVE;

        @Override
        public @Nullable Object valueOf(Thing thing) {
            return switch (this) {
                case ID -> thing.id();
                case CODE -> thing.code();
                case SIZE_OF_IT -> thing.size();
                case ACTIVE -> thing.active();
                case CREATED_AT -> thing.createdAt();
            };
        }

        @Override
        public boolean isUnique() {
            return this == ID || this == CODE;
        }
    }

    private static SortKey<By> asc(By field) {
        return new SortKey<>(field, false);
    }

    private static SortKey<By> desc(By field) {
        return new SortKey<>(field, true);
    }

    private static PageRequest<By> read(@Nullable String sort, @Nullable String cursor) {
        return PAGING.read(new PageQuery(3, sort, cursor), By.class, SCOPE);
    }

    private static List<SortKey<By>> orderOf(@Nullable String sort) {
        return read(sort, null).order();
    }

    private static Listing<Thing> listing(PageRequest<By> request, boolean more, Thing... items) {
        return PAGING.listing(request, new Page<>(List.of(items), more), SCOPE);
    }

    /** A cursor to what comes behind the thing. */
    private static String cursorBehind(Thing thing, String sort) {
        return listing(read(sort, null), true, thing).nextCursor().orElseThrow();
    }

    private static void assertRefused(String field, String rule, Runnable reading) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(reading::run)
                .returns(field, InvalidValue::field)
                .returns(rule, InvalidValue::rule);
    }

    private static void assertSortRefused(String sort, String rule) {
        assertRefused("sort", rule, () -> assertThat(orderOf(sort)).isEmpty());
    }

    private static void assertCursorRefused(
            Paging by, String scope, @Nullable String sort, String cursor, String rule) {
        assertRefused(
                "cursor",
                rule,
                () -> assertThat(by.read(new PageQuery(3, sort, cursor), By.class, scope))
                        .isNull());
    }

    // --- sort -------------------------------------------------------------------------------------------------------

    @Test
    void theNewestComeFirstWhenNothingElseIsSaid() {
        List<SortKey<By>> newestFirst = List.of(desc(By.CREATED_AT), asc(By.ID));

        assertThat(orderOf(null)).isEqualTo(newestFirst);
        assertThat(orderOf("")).isEqualTo(newestFirst);
        assertThat(orderOf("  ")).isEqualTo(newestFirst);
        assertThat(orderOf("created_at:desc,id:asc")).isEqualTo(newestFirst);
    }

    @Test
    void anIdIsAddedSoThatNoTwoItemsAreEqual() {
        assertThat(orderOf("active:asc")).containsExactly(asc(By.ACTIVE), asc(By.ID));
        assertThat(orderOf("active:desc,size_of_it:asc"))
                .containsExactly(desc(By.ACTIVE), asc(By.SIZE_OF_IT), asc(By.ID));
        assertThat(orderOf("active:desc,id:desc")).containsExactly(desc(By.ACTIVE), desc(By.ID));
    }

    @Test
    void behindAUniqueFieldNothingDecides() {
        assertThat(orderOf("id:desc")).containsExactly(desc(By.ID));
        assertThat(orderOf("code:asc")).containsExactly(asc(By.CODE));
        assertThat(orderOf("code:desc,active:asc,id:asc")).containsExactly(desc(By.CODE));
        assertThat(orderOf("active:asc,code:desc,created_at:asc")).containsExactly(asc(By.ACTIVE), desc(By.CODE));
    }

    @Test
    void aFieldDecidesAtItsFirstPlace() {
        assertThat(orderOf("active:asc,active:desc,size_of_it:asc,active:asc"))
                .containsExactly(asc(By.ACTIVE), asc(By.SIZE_OF_IT), asc(By.ID));
    }

    @Test
    void blanksAroundThePartsAndTheCaseOfTheDirectionDoNotMatter() {
        assertThat(orderOf(" active : DESC , code:Asc ")).containsExactly(desc(By.ACTIVE), asc(By.CODE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "created_at|created_at",
                "created_at:asc:desc|created_at:asc:desc",
                "'created_at:'|'created_at:'",
                "':asc'|':asc'",
                "':'|':'",
                "','|''",
                "'active:asc,'|''",
                "'active:asc, ,id:asc'|''",
                "'active:asc, code '|code"
            })
    void aPartOfAnotherShapeIsRefused(String sort, String part) {
        assertSortRefused(sort, "Invalid sort specification: " + part + ". Expected 'field:asc' or 'field:desc'");
    }

    @ParameterizedTest
    @CsvSource({
        "name:asc,name",
        "'active:asc,name:desc',name",
        "ID:asc,ID",
        "created-at:asc,created-at",
        "' sıze_of_it : asc',sıze_of_it",
        "created_at:up,''"
    })
    void anUnknownFieldIsRefusedWithThoseThereAre(String sort, String field) {
        if (field.isEmpty()) {
            assertSortRefused(sort, "Invalid sort direction: up. Expected 'asc' or 'desc'");
        } else {
            assertSortRefused(
                    sort, "Unknown sort field: " + field + ". Valid fields: active, code, created_at, id, size_of_it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "ascending", "a", "1", "ASC DESC", "dеsc"})
    void anUnknownDirectionIsRefused(String direction) {
        assertSortRefused(
                "active:asc,id: " + direction + " ",
                "Invalid sort direction: " + direction + ". Expected 'asc' or 'desc'");
    }

    @Test
    void theFieldsOfTheListsAreThoseOfTheContract() {
        assertRefused(
                "sort",
                "Unknown sort field: x. Valid fields: active, code, created_at, current_uses, id, max_uses, updated_at",
                () -> assertThat(PAGING.read(new PageQuery(3, "x:asc", null), JamCodes.SortBy.class, SCOPE))
                        .isNull());
        assertRefused(
                "sort",
                "Unknown sort field: x. Valid fields: account_id, created_at, id, jam_code_id",
                () -> assertThat(PAGING.read(new PageQuery(3, "x:asc", null), JamCodeRedemptions.SortBy.class, SCOPE))
                        .isNull());
    }

    // --- limit ------------------------------------------------------------------------------------------------------

    @Test
    void aPageHasOneToAHundredItems() {
        assertThat(PAGING.read(new PageQuery(1, null, null), By.class, SCOPE).limit())
                .isEqualTo(1);
        assertThat(PAGING.read(new PageQuery(100, null, null), By.class, SCOPE).limit())
                .isEqualTo(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(new PageQuery(0, null, null)).isNull())
                .withMessage("a page has 1 to 100 items");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(new PageQuery(101, null, null)).isNull());
    }

    @Test
    void aRequestHasRoomForAnItemAndAnOrderAndAPositionInThatOrder() {
        List<SortKey<By>> order = List.of(asc(By.ACTIVE), asc(By.ID));
        Position ofAnother = new Position(List.of(true), false, false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(new PageRequest<>(0, order, Optional.empty()))
                        .isNull());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(new PageRequest<>(1, List.<SortKey<By>>of(), Optional.empty()))
                        .isNull());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(new PageRequest<>(1, order, Optional.of(ofAnother)))
                        .isNull());
        assertThat(new PageRequest<>(1, order, Optional.empty()).backwards()).isFalse();
    }

    // --- cursors ----------------------------------------------------------------------------------------------------

    @Test
    void theFirstPageLeadsForthWhenThereIsMore() {
        PageRequest<By> first = read("active:desc", null);
        assertThat(first.position()).isEmpty();
        assertThat(first.limit()).isEqualTo(3);

        Listing<Thing> listing = listing(first, true, Thing.number(1), Thing.number(2), Thing.number(3));

        assertThat(listing.items()).containsExactly(Thing.number(1), Thing.number(2), Thing.number(3));
        assertThat(listing.prevCursor()).isEmpty();
        PageRequest<By> next = read("active:desc", listing.nextCursor().orElseThrow());
        assertThat(next.order()).isEqualTo(first.order());
        assertThat(next.position())
                .contains(new Position(List.of(true, Thing.number(3).id()), false, false));
    }

    @Test
    void aListThatFitsOnOnePageLeadsNowhere() {
        Listing<Thing> listing = listing(read(null, null), false, Thing.number(1));

        assertThat(listing.nextCursor()).isEmpty();
        assertThat(listing.prevCursor()).isEmpty();
        assertThat(listing(read(null, null), false))
                .isEqualTo(new Listing<Thing>(List.of(), Optional.empty(), Optional.empty()));
    }

    @Test
    void aPageInTheMiddleLeadsBothWays() {
        PageRequest<By> second = read("code:asc", cursorBehind(Thing.number(3), "code:asc"));

        Listing<Thing> listing = listing(second, true, Thing.number(4), Thing.number(5), Thing.number(6));

        assertThat(read("code:asc", listing.nextCursor().orElseThrow()).position())
                .contains(new Position(List.of("CODE6"), false, false));
        PageRequest<By> back = read("code:asc", listing.prevCursor().orElseThrow());
        assertThat(back.position()).contains(new Position(List.of("CODE4"), true, false));
        assertThat(back.backwards()).isTrue();
    }

    @Test
    void theLastPageLeadsBackOnly() {
        Listing<Thing> listing =
                listing(read("code:asc", cursorBehind(Thing.number(3), "code:asc")), false, Thing.number(4));

        assertThat(listing.nextCursor()).isEmpty();
        assertThat(listing.prevCursor()).isPresent();
    }

    @Test
    void onTheWayBackThereIsAlwaysANextAndAPrevWhereThereIsMore() {
        String last = listing(read("id:asc", cursorBehind(Thing.number(3), "id:asc")), false, Thing.number(4))
                .prevCursor()
                .orElseThrow();
        PageRequest<By> back = read("id:asc", last);

        Listing<Thing> middle = listing(back, true, Thing.number(2), Thing.number(3));
        assertThat(read("id:asc", middle.nextCursor().orElseThrow()).position())
                .contains(new Position(List.of(Thing.number(3).id()), false, false));
        assertThat(read("id:asc", middle.prevCursor().orElseThrow()).position())
                .contains(new Position(List.of(Thing.number(2).id()), true, false));

        Listing<Thing> beginning = listing(back, false, Thing.number(1));
        assertThat(beginning.nextCursor()).isPresent();
        assertThat(beginning.prevCursor()).isEmpty();
    }

    @Test
    void anEmptyPageIsAPlaceToTurnBackFromWithTheItemOfTheCursor() {
        Listing<Thing> behindTheEnd = listing(read("code:asc", cursorBehind(Thing.number(3), "code:asc")), false);
        assertThat(behindTheEnd.nextCursor()).isEmpty();
        String back = behindTheEnd.prevCursor().orElseThrow();
        assertThat(read("code:asc", back).position()).contains(new Position(List.of("CODE3"), true, true));

        Listing<Thing> beforeTheBeginning = listing(read("code:asc", back), false);
        assertThat(beforeTheBeginning.prevCursor()).isEmpty();
        assertThat(read("code:asc", beforeTheBeginning.nextCursor().orElseThrow())
                        .position())
                .contains(new Position(List.of("CODE3"), false, true));
    }

    @Test
    void valuesOfEveryTypeAndNoneAreKept() {
        String sort = "active:desc,size_of_it:asc,created_at:desc,code:asc";

        assertThat(read(sort, cursorBehind(Thing.number(7), sort)).position())
                .contains(new Position(List.of(true, 7, MOMENT.plusSeconds(7), "CODE7"), false, false));
        assertThat(read(sort, cursorBehind(Thing.number(8), sort)).position())
                .contains(new Position(
                        Arrays.<@Nullable Object>asList(true, null, MOMENT.plusSeconds(8), "CODE8"), false, false));
    }

    @Test
    void theLimitMayChangeWhileSomebodyPages() {
        PageQuery wider = new PageQuery(50, "code:asc", cursorBehind(Thing.number(3), "code:asc"));

        assertThat(PAGING.read(wider, By.class, SCOPE).limit()).isEqualTo(50);
    }

    @Test
    void theSameOrderInOtherWordsGoesOn() {
        String cursor = cursorBehind(Thing.number(3), "created_at:desc");

        assertThat(read(null, cursor).position()).isPresent();
        assertThat(read(" created_at:DESC , id:asc", cursor).position()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at:asc", "code:desc", "active:desc", "created_at:desc,id:desc"})
    void aCursorOfAnotherOrderIsRefused(String sort) {
        assertCursorRefused(PAGING, SCOPE, sort, cursorBehind(Thing.number(3), "created_at:desc"), MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "things", "things of=everybody ", "things of=nobody", "Things of=everybody"})
    void aCursorOfAnotherListOrFilterIsRefused(String scope) {
        assertCursorRefused(PAGING, scope, "code:asc", cursorBehind(Thing.number(3), "code:asc"), MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "cursor", "****", "é", "azEKYQpi", "CgoK", "azEKCg", "AAAA", "eyJpZCI6MX0"})
    void whatIsNoCursorIsRefused(String cursor) {
        assertInvalid(cursor);
    }

    private static void assertInvalid(String cursor) {
        assertCursorRefused(PAGING, SCOPE, "code:asc", cursor, "Invalid pagination cursor");
    }

    @Test
    void aTextWithoutEndIsRefusedUnread() {
        assertInvalid("A".repeat(2_000));
        assertInvalid("A".repeat(2_001));
        assertInvalid("A".repeat(1_000_000));
    }

    @Test
    void aChangeOfAnyCharacterIsFound() {
        // Of every length modulo three, because the last character holds fewer bits then.
        for (String sort : List.of("code:asc", "id:asc", "active:asc", "created_at:desc", "size_of_it:asc,code:asc")) {
            for (int number : new int[] {1, 10, 100}) {
                String cursor = cursorBehind(Thing.number(number), sort);
                assertThat(read(sort, cursor).position()).isPresent();
                for (String changed : changes(cursor)) {
                    assertCursorRefused(PAGING, SCOPE, sort, changed, "Invalid pagination cursor");
                }
            }
        }
    }

    private static List<String> changes(String cursor) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        List<String> changes = new ArrayList<>(List.of(cursor + "A", cursor + "=", cursor + "\n", " " + cursor));
        for (int at = 0; at < cursor.length(); at++) {
            String before = cursor.substring(0, at);
            String after = cursor.substring(at + 1);
            changes.add(before + after);
            int index = alphabet.indexOf(cursor.charAt(at));
            // The neighbours differ in the lowest bits, which are those that may not count.
            for (int other : new int[] {index ^ 1, index ^ 2, index ^ 3, index ^ 4, index ^ 32}) {
                changes.add(before + alphabet.charAt(other) + after);
            }
            changes.add(before + "+" + after);
            changes.add(before + "=" + after);
        }
        return changes;
    }

    @Test
    void aCursorThatIsSignedWithAnotherKeyIsRefused() {
        String cursor = cursorBehind(Thing.number(3), "code:asc");

        assertCursorRefused(paging(NEW), SCOPE, "code:asc", cursor, "Invalid pagination cursor");
        assertCursorRefused(
                paging("k1:another-key-of-the-same-name-0123456789"),
                SCOPE,
                "code:asc",
                cursor,
                "Invalid pagination cursor");
    }

    @Test
    void aHashOfAnotherPurposeSignsNoCursor() {
        SecretHasher other = new SecretHasher(KeyRing.parse(new PlainSecret(OLD)), "api-key");

        assertCursorRefused(
                new Paging(other),
                SCOPE,
                "code:asc",
                cursorBehind(Thing.number(3), "code:asc"),
                "Invalid pagination cursor");
    }

    @Test
    void aCursorOutlivesTheRotationOfTheKeyUntilTheOldOneIsRemoved() {
        String cursor = cursorBehind(Thing.number(3), "code:asc");
        PageQuery query = new PageQuery(3, "code:asc", cursor);
        Paging rotated = paging(NEW + "," + OLD);

        PageRequest<By> request = rotated.read(query, By.class, SCOPE);
        assertThat(request.position()).isPresent();
        String next = rotated.listing(request, new Page<>(List.of(Thing.number(4)), true), SCOPE)
                .nextCursor()
                .orElseThrow();

        assertThat(paging(NEW)
                        .read(new PageQuery(3, "code:asc", next), By.class, SCOPE)
                        .position())
                .isPresent();
        assertCursorRefused(PAGING, SCOPE, "code:asc", next, "Invalid pagination cursor");
    }

    @Test
    void theLongestCursorOfTheListsIsNotTooLong() {
        String sort = "active:desc,current_uses:desc,max_uses:desc,created_at:desc,updated_at:desc,code:asc";
        String scope = "jam-codes code=" + "A".repeat(50) + " active=false deleted=false";
        PageRequest<JamCodes.SortBy> first = PAGING.read(new PageQuery(1, sort, null), JamCodes.SortBy.class, scope);
        JamCode longest = Fixtures.jamCode("A".repeat(50), Integer.MAX_VALUE);

        String cursor = PAGING.listing(first, new Page<>(List.of(longest), true), scope)
                .nextCursor()
                .orElseThrow();

        assertThat(PAGING.read(new PageQuery(1, sort, cursor), JamCodes.SortBy.class, scope)
                        .position())
                .isPresent();
        assertThat(cursor).hasSizeLessThan(1_000);
    }

    @Test
    void aCursorIsOfTheLettersThatNeedNoEscapeInAUrl() {
        assertThat(cursorBehind(Thing.number(3), "code:asc")).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void aCursorOfOursThatIsTooLongForAnybodyIsRefusedAtTheEdge() {
        // Signed here, so only its length can be against it.
        int longest = 0;
        for (int length = 1_300; length < 1_500; length++) {
            String scope = "s".repeat(length);
            PageRequest<By> first = PAGING.read(new PageQuery(3, "code:asc", null), By.class, scope);
            String cursor = PAGING.listing(first, new Page<>(List.of(Thing.number(1)), true), scope)
                    .nextCursor()
                    .orElseThrow();
            if (cursor.length() > 2_000) {
                assertCursorRefused(PAGING, scope, "code:asc", cursor, "Invalid pagination cursor");
            } else {
                longest = cursor.length();
                assertThat(PAGING.read(new PageQuery(3, "code:asc", cursor), By.class, scope)
                                .position())
                        .isPresent();
            }
        }
        assertThat(longest).isGreaterThanOrEqualTo(1_998);
    }

    @Test
    void aCursorDoesNotNeedToBeSecret() {
        String plain = new String(
                Base64.getUrlDecoder().decode(cursorBehind(Thing.number(3), "code:asc")), StandardCharsets.UTF_8);

        assertThat(plain).contains(SCOPE + " code:asc\n").contains("CODE3").doesNotContain("0123456789abcdef");
    }
}
