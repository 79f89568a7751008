package leadr.registration.application.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/**
 * How a language writes spans and moments.
 *
 * @param units each unit in the singular and the plural
 * @param time for a moment in UTC
 */
record Words(Map<String, String> units, DateTimeFormatter time) {
    static final Set<String> UNITS = Set.of("second", "seconds", "minute", "minutes", "hour", "hours");

    /** In the largest unit that needs no fraction: {@code 10 minutes}. */
    String span(Duration span) {
        long seconds = span.toSeconds();
        if (seconds % 3600 == 0) {
            return counted(seconds / 3600, "hour");
        }
        return seconds % 60 == 0 ? counted(seconds / 60, "minute") : counted(seconds, "second");
    }

    private String counted(long number, String unit) {
        return number + " " + units.get(number == 1 ? unit : unit + "s");
    }

    /** The first whole minute that is not before the moment, in UTC. */
    String moment(Instant moment) {
        Instant minute = moment.truncatedTo(ChronoUnit.MINUTES);
        return time.format(
                (minute.equals(moment) ? minute : minute.plus(1, ChronoUnit.MINUTES)).atOffset(ZoneOffset.UTC));
    }
}
