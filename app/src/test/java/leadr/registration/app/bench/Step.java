package leadr.registration.app.bench;

import java.util.Locale;

/** What is timed. */
enum Step {
    INITIATE,
    VERIFY,
    COMPLETE,
    /** The three of them, or the one request of the bare route. */
    FLOW;

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
