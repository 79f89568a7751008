package planted.domain;

import java.net.IDN;
import java.time.Instant;
import java.util.Locale;

/** Keeps every rule: time comes in, nothing goes out. */
final class Innocent {
    private static final String DOMAIN = "example.com";

    private Innocent() {}

    static boolean isOver(Instant end, Instant now) {
        return !now.isBefore(end);
    }

    static String domain() {
        return IDN.toASCII(DOMAIN.toLowerCase(Locale.ROOT));
    }
}
