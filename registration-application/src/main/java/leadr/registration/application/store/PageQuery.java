package leadr.registration.application.store;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a list, as it was sent.
 *
 * @param limit from 1 to {@link #MAX_LIMIT}
 * @param sort {@code field:asc|desc,…}, or null for the newest first
 * @param cursor as an earlier listing gave it, or null for the beginning
 */
public record PageQuery(
        int limit, @Nullable String sort, @Nullable String cursor) {
    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    /** @throws IllegalArgumentException for a limit out of range */
    public PageQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " items");
        }
    }
}
