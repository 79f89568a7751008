package leadr.registration.adapter.http;

import java.util.List;
import java.util.function.Function;
import leadr.registration.application.store.Listing;
import org.jspecify.annotations.Nullable;

/** A page of a list as it goes out; the same for every list. */
record PageBody<V>(List<V> data, Pagination pagination) {
    /** @param view how an item is written */
    static <T, V> PageBody<V> of(Listing<T> listing, Function<T, V> view) {
        List<V> data = listing.items().stream().map(view).toList();
        return new PageBody<>(
                data,
                new Pagination(
                        listing.nextCursor().orElse(null),
                        listing.prevCursor().orElse(null),
                        listing.nextCursor().isPresent(),
                        listing.prevCursor().isPresent(),
                        data.size()));
    }

    /** @param count items on this page */
    record Pagination(
            @Nullable String nextCursor, @Nullable String prevCursor, boolean hasNext, boolean hasPrev, int count) {}
}
