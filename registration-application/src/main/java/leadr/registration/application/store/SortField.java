package leadr.registration.application.store;

import org.jspecify.annotations.Nullable;

/**
 * Something a list can be sorted by; an enum for each list.
 *
 * @param <T> what is listed
 */
public interface SortField<T> {
    /**
     * The value an item is sorted by: an {@code Instant}, {@code String}, {@code UUID}, {@code Integer} or
     * {@code Boolean}; null sorts last in both directions.
     */
    @Nullable Object valueOf(T item);

    /** Whether no two items of the list have the same value, and none has null; nothing behind it decides then. */
    boolean isUnique();
}
