package planted.domain;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Date;

/** Asks what time it is in every way there is. */
@SuppressWarnings({"JavaTimeDefaultTimeZone", "JavaUtilDate"})
final class Clockwork {
    Instant instant() {
        return Instant.now();
    }

    LocalDate date() {
        return LocalDate.now();
    }

    Clock clock() {
        return Clock.systemUTC();
    }

    Instant passedIn(InstantSource clock) {
        return clock.instant();
    }

    long millis() {
        return System.currentTimeMillis();
    }

    long nanos() {
        return System.nanoTime();
    }

    Date old() {
        return new Date();
    }
}
