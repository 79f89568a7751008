package leadr.registration.application.jamcode;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one field.
 *
 * @param change the new value, empty to clear the field; null to leave it as it is
 */
public record Change<T>(@Nullable Optional<T> change) {
    /** The field stays as it is. */
    public static <T> Change<T> none() {
        return new Change<>(null);
    }

    /** The field gets a value. */
    public static <T> Change<T> to(T value) {
        return new Change<>(Optional.of(value));
    }

    /** The field has no value any more. */
    public static <T> Change<T> clear() {
        return new Change<>(Optional.empty());
    }

    boolean isNone() {
        return change == null;
    }

    @Nullable T value() {
        return change == null ? null : change.orElse(null);
    }
}
