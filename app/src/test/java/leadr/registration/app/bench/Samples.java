package leadr.registration.app.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** What one worker has timed, in nanoseconds. For one thread. */
final class Samples {
    /** Grows; the first so many count. */
    private static final class Values {
        private long[] nanos = new long[1024];
        private int size;

        void add(long duration) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = duration;
        }
    }

    private final Map<Step, Values> values = new EnumMap<>(Step.class);

    void add(Step step, long duration) {
        values.computeIfAbsent(step, first -> new Values()).add(duration);
    }

    /** In the order in which they came. */
    long[] of(Step step) {
        Values found = values.get(step);
        return found == null ? new long[0] : Arrays.copyOf(found.nanos, found.size);
    }
}
