package leadr.registration.app.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** What one worker has timed, in nanoseconds. For one thread. */
final class Samples {
    private final Map<Step, long[]> nanos = new EnumMap<>(Step.class);
    private final int[] sizes = new int[Step.values().length];

    void add(Step step, long duration) {
        int size = sizes[step.ordinal()]++;
        long[] values = nanos.computeIfAbsent(step, first -> new long[1024]);
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            nanos.put(step, values);
        }
        values[size] = duration;
    }

    long[] of(Step step) {
        return Arrays.copyOf(nanos.getOrDefault(step, new long[0]), sizes[step.ordinal()]);
    }
}
