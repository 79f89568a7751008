package leadr.registration.adapter.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import leadr.registration.domain.InvalidValue;

/** Moments as they are written on the wire: ISO 8601, UTC, {@code Z}; a fraction only when there is one, of 6 digits. */
final class WireTime {
    private static final int YEAR_DIGITS = 4;
    private static final int NANO_DIGITS = 9;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter READER = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, YEAR_DIGITS)
            .appendPattern("-MM-dd'T'HH:mm[:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, NANO_DIGITS, true)
            .optionalEnd()
            .appendPattern("]")
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private WireTime() {}

    /** Writes a moment; what is finer than a microsecond is cut off. */
    static String text(Instant moment) {
        int micros = moment.get(ChronoField.MICRO_OF_SECOND);
        return SECONDS.format(moment) + (micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros)) + "Z";
    }

    /**
     * Reads a date and time of ISO 8601, without an offset in UTC; what is finer than a microsecond is cut off.
     *
     * @throws InvalidValue for anything else, and beyond the years 1 to 9999
     */
    static Instant parse(String text) {
        Instant moment;
        try {
            TemporalAccessor read = READER.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            moment = read instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : ((LocalDateTime) read).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noMoment) {
            throw new InvalidValue("moment", "Input should be a date and time such as 2026-12-31T23:59:59Z");
        }
        if (moment.isBefore(FIRST) || !moment.isBefore(END)) {
            throw new InvalidValue("moment", "Input should be in the years 0001 to 9999 (UTC)");
        }
        return moment.truncatedTo(ChronoUnit.MICROS);
    }
}
