package leadr.registration.app.bench;

import java.io.IOException;

/** What a worker does again and again. Safe for several threads, each with a line and samples of its own. */
@FunctionalInterface
interface Work {
    /**
     * Does it once, from the first request to the last.
     *
     * @throws WrongAnswer when an answer is not the one of success
     */
    void once(HttpLine line, Samples samples) throws IOException;
}
