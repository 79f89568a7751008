package leadr.registration.app.bench;

import org.junit.jupiter.api.Test;

/**
 * What {@code mvn -Pbench verify} runs instead of the tests, in a process of its own. It fails when a step was answered with
 * anything but success or rows are missing, never because something was slow.
 */
class Benchmark {
    @Test
    void everyFlowSucceedsAndIsMeasured() throws Exception {
        new Bench(Options.read()).run();
    }
}
