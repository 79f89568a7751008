package leadr.registration.application.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.PageRequest.Position;
import leadr.registration.application.store.SortField;
import leadr.registration.application.store.SortKey;
import org.jspecify.annotations.Nullable;

/** Cuts pages out of rows by sorting all of them. */
final class InMemoryPages {
    private InMemoryPages() {}

    static <T, F extends SortField<T>> Page<T> cut(Stream<T> rows, PageRequest<F> request) {
        boolean backwards = request.backwards();
        List<T> way = new ArrayList<>(rows.map(row -> new Row<>(row, valuesOf(row, request)))
                .filter(row -> request.position().isEmpty()
                        || liesAhead(row, request.position().get(), request))
                .sorted((a, b) -> compare(a.values(), b.values(), request))
                .map(Row::item)
                .toList());
        if (backwards) {
            Collections.reverse(way);
        }
        List<T> items = new ArrayList<>(way.subList(0, Math.min(request.limit(), way.size())));
        if (backwards) {
            Collections.reverse(items);
        }
        return new Page<>(items, way.size() > request.limit());
    }

    /** An item with what it is sorted by. */
    private record Row<T>(T item, List<@Nullable Object> values) {}

    private static <T, F extends SortField<T>> boolean liesAhead(
            Row<T> row, Position position, PageRequest<F> request) {
        int side = compare(row.values(), position.values(), request);
        return side == 0 ? position.inclusive() : (side < 0) == position.backwards();
    }

    private static <T, F extends SortField<T>> List<@Nullable Object> valuesOf(T row, PageRequest<F> request) {
        List<@Nullable Object> values = new ArrayList<>();
        request.order().forEach(key -> values.add(key.field().valueOf(row)));
        return values;
    }

    private static <F> int compare(List<@Nullable Object> a, List<@Nullable Object> b, PageRequest<F> request) {
        for (int i = 0; i < request.order().size(); i++) {
            int side = compare(a.get(i), b.get(i), request.order().get(i));
            if (side != 0) {
                return side;
            }
        }
        return 0;
    }

    /** Nulls come last in both directions. */
    private static int compare(@Nullable Object a, @Nullable Object b, SortKey<?> key) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? 1 : -1;
        }
        int side = natural(a, b);
        return key.descending() ? -side : side;
    }

    private static int natural(Object a, Object b) {
        if (a instanceof UUID id) {
            // Java compares the halves of a UUID as signed numbers, databases do not.
            int high = Long.compareUnsigned(id.getMostSignificantBits(), ((UUID) b).getMostSignificantBits());
            return high != 0
                    ? high
                    : Long.compareUnsigned(id.getLeastSignificantBits(), ((UUID) b).getLeastSignificantBits());
        }
        if (a instanceof Instant moment) {
            return moment.compareTo((Instant) b);
        }
        if (a instanceof Integer number) {
            return number.compareTo((Integer) b);
        }
        if (a instanceof Boolean flag) {
            return flag.compareTo((Boolean) b);
        }
        return Comparator.<String>naturalOrder().compare((String) a, (String) b);
    }
}
