package leadr.registration.app.bench;

import java.util.EnumMap;
import java.util.Map;
import leadr.registration.app.bench.Load.Outcome;

/**
 * One round of one target. Processor time is in milliseconds a flow; of the database it is that of the whole server, and 0
 * where the database is part of the process.
 *
 * @param loadCpu what making the load took, for whoever doubts the rest
 */
record Round(
        long flows,
        double flowsPerSecond,
        Map<Step, Latency> latencies,
        double serverCpu,
        double databaseCpu,
        double loadCpu) {
    /** In milliseconds. */
    record Latency(double p50, double p99) {
        static Latency of(long[] sortedNanos) {
            return new Latency(Numbers.percentile(sortedNanos, 50) / 1e6, Numbers.percentile(sortedNanos, 99) / 1e6);
        }
    }

    /** @param serverCpu and the others in seconds for the whole round */
    static Round of(Outcome outcome, double serverCpu, double databaseCpu, double loadCpu) {
        if (outcome.flows() == 0) {
            throw new WrongAnswer("a round without a single flow");
        }
        Map<Step, Latency> latencies = new EnumMap<>(Step.class);
        outcome.nanos().forEach((step, nanos) -> {
            if (nanos.length > 0) {
                latencies.put(step, Latency.of(nanos));
            }
        });
        double perFlow = 1000.0 / outcome.flows();
        return new Round(
                outcome.flows(),
                outcome.flows() / outcome.seconds(),
                latencies,
                serverCpu * perFlow,
                databaseCpu * perFlow,
                loadCpu * perFlow);
    }

    Latency latency(Step step) {
        Latency latency = latencies.get(step);
        if (latency == null) {
            throw new IllegalArgumentException("not timed: " + step);
        }
        return latency;
    }

    double cpu() {
        return serverCpu + databaseCpu;
    }
}
