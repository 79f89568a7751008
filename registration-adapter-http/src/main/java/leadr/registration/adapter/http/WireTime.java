package leadr.registration.adapter.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Moments as they are written on the wire: ISO 8601, UTC, {@code Z}; a fraction only when there is one, of 6 digits. */
final class WireTime {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private WireTime() {}

    /** Writes a moment; what is finer than a microsecond is cut off. */
    static String text(Instant moment) {
        int micros = moment.get(ChronoField.MICRO_OF_SECOND);
        return SECONDS.format(moment) + (micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros)) + "Z";
    }
}
