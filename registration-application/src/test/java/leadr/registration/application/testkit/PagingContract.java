package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.KEYS;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.redemption;
import static leadr.registration.application.testkit.Orders.comparing;
import static leadr.registration.application.testkit.Orders.order;
import static leadr.registration.application.testkit.Orders.orders;
import static leadr.registration.application.testkit.Walks.assertPages;
import static leadr.registration.application.testkit.Walks.back;
import static leadr.registration.application.testkit.Walks.flat;
import static leadr.registration.application.testkit.Walks.forth;
import static leadr.registration.application.testkit.Walks.items;
import static leadr.registration.application.testkit.Walks.reversed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.JamCodeRedemptions;
import leadr.registration.application.store.JamCodes.Filter;
import leadr.registration.application.store.JamCodes.SortBy;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.PageRequest.Position;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.SortKey;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.jamcode.UsageLimit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises of its lists: the same items in the same order, back and forth, while others add to them. */
public interface PagingContract extends StoreContract {
    Paging PAGING = new Paging(new SecretHasher(KEYS, "cursor"));

    // --- rows -------------------------------------------------------------------------------------------------------

    /**
     * One of many codes that have much in common.
     *
     * @param number decides everything but the id
     */
    private static JamCode aCode(int number) {
        Instant created = NOON.plus(number % 11 / 2, ChronoUnit.MICROS);
        // Ids of both signs: databases do not compare them as Java does.
        UUID id = number % 2 == 0 ? anId() : UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) (number >> 8)});
        return new JamCode(
                new JamCodeId(id),
                new JamCodeText(Integer.toString(Math.floorMod(number * 7919, 46_656), 36)
                                .toUpperCase(Locale.ROOT)
                        + "X".repeat(3 + number % 3)
                        + number),
                "Code " + number,
                Attributes.EMPTY,
                UsageLimit.of(number % 3 == 0 ? null : 3 + number % 4),
                number % 4 != 0,
                null,
                created,
                created.plusSeconds(number % 5),
                number % 13 == 0 ? NOON : null);
    }

    private void addAll(List<JamCode> codes) {
        commit(store -> codes.forEach(store.jamCodes()::add));
    }

    private List<JamCode> addCodes(int from, int to) {
        List<JamCode> codes =
                IntStream.range(from, to).mapToObj(PagingContract::aCode).toList();
        addAll(codes);
        return codes;
    }

    /** Two hundred codes, deleted ones among them, some of them used. */
    private List<JamCode> addedCodes() {
        List<JamCode> codes = addCodes(0, 203);
        for (int number = 0; number < codes.size(); number += 4) {
            for (int use = 0; use <= number % 3; use++) {
                use(codes.get(number));
            }
        }
        return look(store -> codes.stream()
                .map(code -> store.jamCodes().find(code.id()).orElseThrow())
                .toList());
    }

    private void use(JamCode code) {
        assertThat(ask(store -> store.jamCodes()
                        .claimUse(store.jamCodes().find(code.id()).orElseThrow())))
                .isTrue();
    }

    private JamCode addedCode(String text) {
        JamCode code = Fixtures.jamCode(text, null);
        addAll(List.of(code));
        return code;
    }

    private List<JamCodeRedemption> addedRedemptions(JamCode code, int count) {
        List<Account> accounts = IntStream.range(0, count)
                .mapToObj(number -> account(
                        "Team " + code.code() + number, (code.code().value() + "-" + number).toLowerCase(Locale.ROOT)))
                .toList();
        commit(store -> accounts.forEach(store.accounts()::add));
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    JamCodeRedemption redemption =
                            redemption(code, accounts.get(number), NOON.plus(number % 5, ChronoUnit.MICROS));
                    commit(store -> {
                        JamCode found = store.jamCodes().find(code.id()).orElseThrow();
                        store.jamCodeRedemptions().add(redemption);
                        assertThat(store.jamCodes().claimUse(found)).isTrue();
                    });
                    return redemption;
                })
                .toList();
    }

    // --- lists ------------------------------------------------------------------------------------------------------

    private Walks.Lister<JamCode> codes(Filter filter) {
        return query -> {
            PageRequest<SortBy> request = PAGING.read(query, SortBy.class, "codes");
            Page<JamCode> page = look(store -> store.jamCodes().list(filter, request));
            return PAGING.listing(request, page, "codes");
        };
    }

    private Walks.Lister<JamCodeRedemption> redemptions(JamCodeId code) {
        return query -> {
            PageRequest<JamCodeRedemptions.SortBy> request =
                    PAGING.read(query, JamCodeRedemptions.SortBy.class, "redemptions");
            Page<JamCodeRedemption> page =
                    look(store -> store.jamCodeRedemptions().list(code, request));
            return PAGING.listing(request, page, "redemptions");
        };
    }

    // --- the tests --------------------------------------------------------------------------------------------------

    @Test
    default void jamCodesArePagedBackAndForthByEveryField() {
        List<JamCode> all = addedCodes();

        for (Orders.Order<JamCode> order : orders(SortBy.class, SortBy.ID, Orders::comparing)) {
            List<JamCode> sorted = order.sorted(all.stream());
            List<JamCode> inSight = order.sorted(all.stream().filter(code -> !code.isDeleted()));
            List<JamCode> inactive = order.sorted(all.stream().filter(code -> !code.isDeleted() && !code.active()));
            assertPages(codes(new Filter(null, null, true)), 100, order.sort(), sorted);
            assertPages(codes(Filter.NONE), 7, order.sort(), inSight);
            assertPages(codes(new Filter(null, false, false)), 1, order.sort(), inactive);
        }
    }

    @Test
    default void jamCodesArePagedBackAndForthBySeveralFields() {
        List<JamCode> all = addedCodes();
        List<String> sorts = List.of(
                "active:desc,current_uses:asc",
                "active:asc,max_uses:desc",
                "max_uses:asc,created_at:desc",
                "max_uses:desc,code:asc",
                "current_uses:desc,max_uses:asc",
                "created_at:asc,updated_at:desc",
                "created_at:desc,id:desc",
                "updated_at:desc,max_uses:asc,active:desc",
                "active:asc,max_uses:asc,current_uses:desc,created_at:asc");

        for (String sort : sorts) {
            Orders.Order<JamCode> order = order(sort);
            List<JamCode> inSight = order.sorted(all.stream().filter(code -> !code.isDeleted()));
            assertPages(codes(Filter.NONE), 7, order.sort(), inSight);
        }
    }

    @Test
    default void redemptionsOfACodeArePagedBackAndForthByEveryField() {
        JamCode code = addedCode("ALPHA");
        List<JamCodeRedemption> all = addedRedemptions(code, 45);
        JamCode other = addedCode("BETA");
        List<JamCodeRedemption> others = addedRedemptions(other, 9);

        for (Orders.Order<JamCodeRedemption> order :
                orders(JamCodeRedemptions.SortBy.class, JamCodeRedemptions.SortBy.ID, Orders::comparing)) {
            List<JamCodeRedemption> sorted = order.sorted(all.stream());
            for (int limit : new int[] {1, 7, 100}) {
                assertPages(redemptions(code.id()), limit, order.sort(), sorted);
            }
            assertPages(redemptions(other.id()), 3, order.sort(), order.sorted(others.stream()));
        }
    }

    @Test
    default void theNewestComeFirstWhenNobodySaysHow() {
        List<JamCode> all = addCodes(0, 30);
        List<JamCode> expected = order("created_at:desc").sorted(all.stream().filter(code -> !code.isDeleted()));

        Listing<JamCode> page = codes(Filter.NONE).apply(new PageQuery(PageQuery.DEFAULT_LIMIT, null, null));

        assertThat(page.items()).isEqualTo(expected.subList(0, 20));
    }

    @Test
    default void anEmptyListHasOneEmptyPage() {
        JamCode code = addedCode("ALPHA");

        assertNothing(codes(new Filter(new JamCodeText("BETA"), null, true)));
        assertNothing(codes(new Filter(null, false, false)));
        assertNothing(redemptions(code.id()));
        assertNothing(redemptions(new JamCodeId(anId())));
    }

    private static <T> void assertNothing(Walks.Lister<T> lister) {
        assertThat(lister.apply(new PageQuery(7, null, null)))
                .isEqualTo(new Listing<T>(List.of(), Optional.empty(), Optional.empty()));
    }

    @Test
    default void aPageThatIsFullToTheLastItemHasNoNext() {
        JamCode code = addedCode("ALPHA");
        List<JamCodeRedemption> all = addedRedemptions(code, 6);
        Listing<JamCodeRedemption> whole = redemptions(code.id()).apply(new PageQuery(6, "id:asc", null));

        assertThat(whole.items()).hasSameElementsAs(all);
        assertThat(whole.nextCursor()).isEmpty();
        assertThat(redemptions(code.id())
                        .apply(new PageQuery(5, "id:asc", null))
                        .nextCursor())
                .isPresent();
    }

    @Test
    default void aFilterLetsThroughWhatItSays() {
        List<JamCode> all = addCodes(0, 40);
        JamCodeText deleted = all.get(13).code();
        JamCodeText active = all.get(14).code();
        JamCodeText inactive = all.get(16).code();
        List<Filter> filters = Stream.of(null, deleted, active, inactive, new JamCodeText("NOSUCHCODE"))
                .flatMap(text -> Stream.of(null, true, false)
                        .flatMap(on -> Stream.of(true, false).map(gone -> new Filter(text, on, gone))))
                .toList();

        for (Filter filter : filters) {
            List<JamCode> expected = order("code:asc")
                    .sorted(all.stream()
                            .filter(code ->
                                    filter.code() == null || filter.code().equals(code.code()))
                            .filter(code -> filter.active() == null || filter.active() == code.active())
                            .filter(code -> filter.includeDeleted() || code.deletedAt() == null));
            assertPages(codes(filter), 7, "code:asc", expected);
        }
    }

    @Test
    default void aPositionDividesTheListWithItsItemOnTheWayOrNot() {
        List<JamCode> all = addedCodes();
        Filter everything = new Filter(null, null, true);
        for (boolean descending : new boolean[] {true, false}) {
            List<SortKey<SortBy>> keys = List.of(
                    new SortKey<>(SortBy.MAX_USES, descending),
                    new SortKey<>(SortBy.ACTIVE, false),
                    new SortKey<>(SortBy.ID, descending));
            Comparator<JamCode> comparator = comparing(SortBy.MAX_USES, descending)
                    .thenComparing(comparing(SortBy.ACTIVE, false))
                    .thenComparing(comparing(SortBy.ID, descending));
            List<JamCode> sorted = all.stream().sorted(comparator).toList();
            for (int at = 0; at < sorted.size(); at += 9) {
                List<@Nullable Object> values = new ArrayList<>();
                for (SortKey<SortBy> key : keys) {
                    values.add(key.field().valueOf(sorted.get(at)));
                }
                List<JamCode> before = sorted.subList(0, at);
                List<JamCode> after = sorted.subList(at + 1, sorted.size());
                assertPage(everything, keys, new Position(values, false, false), head(after), after.size() > 5);
                assertPage(
                        everything,
                        keys,
                        new Position(values, false, true),
                        head(sorted.subList(at, sorted.size())),
                        after.size() > 4);
                assertPage(everything, keys, new Position(values, true, false), tail(before), before.size() > 5);
                assertPage(
                        everything,
                        keys,
                        new Position(values, true, true),
                        tail(sorted.subList(0, at + 1)),
                        before.size() > 4);
            }
        }
    }

    private static <T> List<T> head(List<T> items) {
        return items.subList(0, Math.min(5, items.size()));
    }

    private static <T> List<T> tail(List<T> items) {
        return items.subList(Math.max(0, items.size() - 5), items.size());
    }

    private void assertPage(
            Filter filter, List<SortKey<SortBy>> order, Position position, List<JamCode> items, boolean more) {
        PageRequest<SortBy> request = new PageRequest<>(5, order, Optional.of(position));

        Page<JamCode> page = look(store -> store.jamCodes().list(filter, request));

        assertThat(page).as("%s", position).isEqualTo(new Page<>(items, more));
    }

    @Test
    default void aPositionNeedsNoItemOfItsOwn() {
        List<JamCode> all = addCodes(1, 11);
        List<SortKey<SortBy>> byLimit = List.of(new SortKey<>(SortBy.MAX_USES, false), new SortKey<>(SortBy.ID, false));
        List<JamCode> sorted = order("max_uses:asc").sorted(all.stream());
        UUID lowest = new UUID(0, 0);
        UUID highest = new UUID(-1, -1);

        for (boolean inclusive : new boolean[] {true, false}) {
            assertAfter(byLimit, List.of(2, highest), inclusive, sorted);
            assertAfter(byLimit, List.of(3, lowest), inclusive, sorted);
            assertAfter(byLimit, List.of(4, highest), inclusive, ofMoreThan(4, sorted));
            assertAfter(byLimit, List.of(5, lowest), inclusive, ofMoreThan(4, sorted));
            assertAfter(byLimit, List.of(99, lowest), inclusive, ofMoreThan(98, sorted));
            List<@Nullable Object> lastOfAll = new ArrayList<>();
            lastOfAll.add(null);
            lastOfAll.add(highest);
            assertAfter(byLimit, lastOfAll, inclusive, List.of());
        }
    }

    private static List<JamCode> ofMoreThan(int limit, List<JamCode> codes) {
        return codes.stream()
                .filter(code -> code.usage().maxUses() == null || code.usage().maxUses() > limit)
                .toList();
    }

    private void assertAfter(
            List<SortKey<SortBy>> order, List<@Nullable Object> values, boolean inclusive, List<JamCode> expected) {
        PageRequest<SortBy> request =
                new PageRequest<>(100, order, Optional.of(new Position(values, false, inclusive)));

        Page<JamCode> page = look(store -> store.jamCodes().list(new Filter(null, null, true), request));

        assertThat(page).as("after %s", values).isEqualTo(new Page<>(expected, false));
    }

    @Test
    default void thePageThatGotEmptyLeadsBack() {
        JamCode one = addedCode("ONE");
        JamCode two = addedCode("TWO");
        JamCode three = addedCode("THREE");
        Walks.Lister<JamCode> lister = codes(Filter.NONE);
        Listing<JamCode> first = lister.apply(new PageQuery(2, "id:asc", null));
        commit(store -> store.jamCodes()
                .update(store.jamCodes().findForUpdate(three.id()).orElseThrow().softDelete(NOON)));

        Listing<JamCode> empty =
                lister.apply(new PageQuery(2, "id:asc", first.nextCursor().orElseThrow()));
        assertThat(empty.items()).isEmpty();
        assertThat(empty.nextCursor()).isEmpty();

        Listing<JamCode> back =
                lister.apply(new PageQuery(2, "id:asc", empty.prevCursor().orElseThrow()));
        assertThat(back.items()).containsExactly(one, two);
        assertThat(back.prevCursor()).isEmpty();
    }

    @Test
    default void whatIsThereIsNeitherLostNorRepeatedWhileCodesAreAdded() {
        List<JamCode> initial =
                addCodes(0, 60).stream().filter(code -> !code.isDeleted()).toList();
        int[] next = {1_000};
        Runnable others = () -> {
            addCodes(next[0], next[0] + 5);
            next[0] += 5;
        };

        for (String sort : List.of(
                "max_uses:asc", "max_uses:desc", "created_at:desc", "created_at:asc", "code:asc", "active:desc")) {
            List<JamCode> sorted = order(sort).sorted(initial.stream());
            List<Listing<JamCode>> forth = forth(codes(Filter.NONE), 17, sort, others);
            assertThat(those(initial, flat(forth))).as("%s, forth", sort).isEqualTo(sorted);

            List<Listing<JamCode>> back = back(codes(Filter.NONE), 17, sort, forth, others);
            List<JamCode> all = new ArrayList<>();
            reversed(items(back)).forEach(all::addAll);
            all.addAll(forth.get(forth.size() - 1).items());
            assertThat(those(initial, all)).as("%s, back", sort).isEqualTo(sorted);
        }
    }

    /** Those of the items that were there at the beginning, every time they came. */
    private static List<JamCode> those(List<JamCode> initial, List<JamCode> items) {
        Set<JamCode> known = new HashSet<>(initial);
        return items.stream().filter(known::contains).toList();
    }

    @Test
    default void aLongListIsPagedBackAndForthWhileSomebodyAddsToIt() {
        List<JamCode> initial = new ArrayList<>();
        for (int from = 0; from < 10_000; from += 1_000) {
            initial.addAll(addCodes(from, from + 1_000));
        }
        List<JamCode> inSight = order("max_uses:desc").sorted(initial.stream().filter(code -> !code.isDeleted()));

        List<List<JamCode>> walks = Race.of(2, number -> () -> {
            if (number == 0) {
                for (int from = 10_000; from < 11_000; from += 50) {
                    addCodes(from, from + 50);
                }
                return List.of();
            }
            List<Listing<JamCode>> forth = forth(codes(Filter.NONE), 100, "max_uses:desc", () -> {});
            List<Listing<JamCode>> back = back(codes(Filter.NONE), 100, "max_uses:desc", forth, () -> {});
            assertThat(those(inSight, flat(forth))).isEqualTo(inSight);
            List<JamCode> all = new ArrayList<>();
            reversed(items(back)).forEach(all::addAll);
            all.addAll(forth.get(forth.size() - 1).items());
            return all;
        });

        assertThat(those(inSight, walks.get(1))).isEqualTo(inSight);
    }

    @RaceTest(value = "walks through a list that others add to", runners = 16)
    default void ofWhatIsAddedToAListWhileManyWalkThroughItNothingIsLost() {
        List<JamCode> initial =
                addCodes(0, 60).stream().filter(code -> !code.isDeleted()).toList();
        List<JamCode> sorted = order("max_uses:asc").sorted(initial.stream());

        List<List<JamCode>> results = Race.of(16, number -> () -> {
            if (number % 2 == 0) {
                return flat(forth(codes(Filter.NONE), 7, "max_uses:asc", () -> {}));
            }
            List<JamCode> added = new ArrayList<>();
            for (int code = 0; code < 5; code++) {
                added.addAll(addCodes(1_000 + number * 10 + code, 1_000 + number * 10 + code + 1));
            }
            return added;
        });

        List<JamCode> expected = new ArrayList<>(initial);
        for (int number = 0; number < 16; number++) {
            if (number % 2 == 0) {
                assertThat(those(initial, results.get(number))).isEqualTo(sorted);
            } else {
                expected.addAll(results.get(number));
            }
        }
        assertPages(
                codes(Filter.NONE),
                7,
                "max_uses:asc",
                order("max_uses:asc").sorted(expected.stream().filter(code -> !code.isDeleted())));
    }
}
