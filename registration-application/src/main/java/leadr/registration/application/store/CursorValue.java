package leadr.registration.application.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an item is sorted by, as a word in a cursor: a letter for the type, then the value. */
final class CursorValue {
    private CursorValue() {}

    static String text(@Nullable Object value) {
        if (value == null) {
            return "n";
        }
        if (value instanceof Instant moment) {
            // Not by ChronoUnit.MICROS.between, which counts nanoseconds and overflows in the year 2262.
            return "t" + (moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000);
        }
        if (value instanceof UUID id) {
            return "u" + id;
        }
        if (value instanceof Integer number) {
            return "i" + number;
        }
        if (value instanceof Boolean flag) {
            return flag ? "b1" : "b0";
        }
        if (value instanceof String word && word.indexOf('\n') < 0) {
            return "s" + word;
        }
        throw new IllegalArgumentException(
                "no list is sorted by a " + value.getClass().getSimpleName());
    }

    /** @throws IllegalArgumentException for a word that {@link #text} does not make */
    static @Nullable Object of(String text) {
        Object value = read(text);
        if (!text(value).equals(text)) {
            throw new IllegalArgumentException("a value of a cursor in another spelling");
        }
        return value;
    }

    private static @Nullable Object read(String text) {
        String value = text.substring(Math.min(1, text.length()));
        return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case 'n' -> null;
            case 't' -> Instant.EPOCH.plus(Long.parseLong(value), ChronoUnit.MICROS);
            case 'u' -> UUID.fromString(value);
            case 'i' -> Integer.valueOf(value);
            case 'b' -> value.equals("1");
            case 's' -> value;
            default -> throw new IllegalArgumentException("no value of a cursor");
        };
    }
}
