package leadr.registration.application.jamcode;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of one field that may have no value.
 *
 * @param made whether it becomes anything else
 * @param value the new value, null for none
 */
public record Change<T>(boolean made, @Nullable T value) {
    /** @throws IllegalArgumentException for a value of no change */
    public Change {
        if (!made && value != null) {
            throw new IllegalArgumentException("what stays has no new value");
        }
    }

    /** The field stays as it is. */
    public static <T> Change<T> none() {
        return new Change<>(false, null);
    }

    /** The field gets a value. */
    public static <T> Change<T> to(T value) {
        return new Change<>(true, value);
    }

    /** The field has no value any more. */
    public static <T> Change<T> clear() {
        return new Change<>(true, null);
    }
}
