package leadr.registration.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.PageQuery;

/** Walks through a list, page by page, and what is expected of them. */
final class Walks {
    private Walks() {}

    /** A list that is asked for page by page. */
    @FunctionalInterface
    interface Lister<T> extends Function<PageQuery, Listing<T>> {}

    /** Everything by one query after the other, forth to the end; something may happen between two. */
    static <T> List<Listing<T>> forth(Lister<T> lister, int limit, String sort, Runnable between) {
        return walk(lister, limit, sort, Optional.empty(), Listing::nextCursor, between);
    }

    /** Everything before the last page, from there back to the beginning, in the order of the walk. */
    static <T> List<Listing<T>> back(
            Lister<T> lister, int limit, String sort, List<Listing<T>> forth, Runnable between) {
        Optional<String> from = forth.get(forth.size() - 1).prevCursor();
        return from.isEmpty() ? List.of() : walk(lister, limit, sort, from, Listing::prevCursor, between);
    }

    static <T> List<Listing<T>> walk(
            Lister<T> lister,
            int limit,
            String sort,
            Optional<String> from,
            Function<Listing<T>, Optional<String>> onward,
            Runnable between) {
        List<Listing<T>> pages = new ArrayList<>();
        Optional<String> cursor = from;
        do {
            Listing<T> page = lister.apply(new PageQuery(limit, sort, cursor.orElse(null)));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            pages.add(page);
            assertThat(pages).as("a walk comes to an end").hasSizeLessThan(1_000);
            between.run();
            cursor = onward.apply(page);
        } while (cursor.isPresent());
        return pages;
    }

    static <T> List<List<T>> items(List<Listing<T>> pages) {
        return pages.stream().map(Listing::items).toList();
    }

    static <T> List<T> flat(List<Listing<T>> pages) {
        return pages.stream().flatMap(page -> page.items().stream()).toList();
    }

    static <T> List<List<T>> reversed(List<List<T>> pages) {
        List<List<T>> reversed = new ArrayList<>(pages);
        Collections.reverse(reversed);
        return reversed;
    }

    static <T> List<List<T>> cut(List<T> all, int limit) {
        return IntStream.range(0, Math.max(1, (all.size() + limit - 1) / limit))
                .mapToObj(page -> all.subList(page * limit, Math.min(all.size(), (page + 1) * limit)))
                .toList();
    }

    /** Walks forth, back, and forth again; the pages are those that one cuts out of the sorted rows. */
    static <T> void assertPages(Lister<T> lister, int limit, String sort, List<T> sorted) {
        List<List<T>> expected = cut(sorted, limit);

        List<Listing<T>> forth = forth(lister, limit, sort, () -> {});
        assertThat(items(forth)).as("%s by %s, forth", limit, sort).isEqualTo(expected);
        assertThat(forth.get(0).prevCursor()).isEmpty();

        List<Listing<T>> back = back(lister, limit, sort, forth, () -> {});
        assertThat(items(back))
                .as("%s by %s, back", limit, sort)
                .isEqualTo(reversed(expected).subList(1, expected.size()));

        if (!back.isEmpty()) {
            List<Listing<T>> again =
                    walk(lister, limit, sort, back.get(back.size() - 1).nextCursor(), Listing::nextCursor, () -> {});
            assertThat(items(again))
                    .as("%s by %s, forth again", limit, sort)
                    .isEqualTo(expected.subList(1, expected.size()));
        }
    }

    /** What is listed, by every order of a list. */
    static <T> void assertListed(Lister<T> lister, List<Orders.Order<T>> orders, Collection<T> expected) {
        assertThat(expected).isNotEmpty();
        for (Orders.Order<T> order : orders) {
            for (int limit : new int[] {7, 100}) {
                assertPages(lister, limit, order.sort(), order.sorted(expected.stream()));
            }
        }
    }

    /** By every order alone, and by every order behind a field that many have in common. */
    static <T> void assertPaged(
            Lister<T> lister, List<Orders.Order<T>> orders, String field, Comparator<T> byField, Collection<T> all) {
        assertListed(lister, orders, all);
        for (Orders.Order<T> order : orders) {
            assertPages(lister, 1, order.sort(), order.sorted(all.stream()));
            Comparator<T> both = byField.thenComparing(order.comparator());
            assertPages(
                    lister,
                    7,
                    field + "," + order.sort(),
                    all.stream().sorted(both).toList());
        }
    }

    /**
     * Half of sixteen walk through a list while the other half adds to it; what was there before is neither lost nor repeated.
     *
     * @param add adds what nobody has added yet
     */
    static <T> void raceWithThoseWhoAdd(
            Lister<T> lister, Orders.Order<T> order, List<T> initial, IntFunction<List<T>> add) {
        List<List<T>> results = Race.of(16, number -> () -> {
            if (number % 2 == 0) {
                return flat(forth(lister, 7, order.sort(), () -> {}));
            }
            return IntStream.range(0, 5)
                    .mapToObj(each -> add.apply(1_000 + number * 10 + each))
                    .flatMap(List::stream)
                    .toList();
        });

        Set<T> known = new HashSet<>(initial);
        List<T> expected = new ArrayList<>(initial);
        for (int number = 0; number < 16; number++) {
            if (number % 2 == 0) {
                assertThat(results.get(number).stream().filter(known::contains))
                        .containsExactlyElementsOf(order.sorted(initial.stream()));
            } else {
                expected.addAll(results.get(number));
            }
        }
        assertPages(lister, 7, order.sort(), order.sorted(expected.stream()));
    }
}
