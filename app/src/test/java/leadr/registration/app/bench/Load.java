package leadr.registration.app.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** A closed loop: so many workers, each begins anew as soon as it is through. */
final class Load {
    private Load() {}

    /**
     * What was done.
     *
     * @param seconds until the last worker was through with what it had begun
     * @param nanos of each step, ascending
     */
    record Outcome(long flows, double seconds, Map<Step, long[]> nanos) {}

    /**
     * Works on that port of this machine for so long; what has begun is finished.
     *
     * @throws WrongAnswer for the first answer that is not one of success; nobody begins anew then
     */
    static Outcome run(int port, Work work, int connections, Duration time) throws IOException, InterruptedException {
        return run(port, work, connections, end(time));
    }

    private static BooleanSupplier end(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() < end;
    }

    /** Works as long as {@code more} says so, which every worker asks before it begins. */
    static Outcome run(int port, Work work, int connections, BooleanSupplier more)
            throws IOException, InterruptedException {
        List<HttpLine> lines = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(connections);
        try {
            for (int i = 0; i < connections; i++) {
                lines.add(new HttpLine(port));
            }
            long begin = System.nanoTime();
            List<Future<Samples>> workers = lines.stream()
                    .map(line -> pool.submit(() -> repeat(work, line, more)))
                    .toList();
            List<Samples> samples = new ArrayList<>();
            for (Future<Samples> worker : workers) {
                samples.add(worker.get());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            Map<Step, long[]> nanos = new EnumMap<>(Step.class);
            for (Step step : Step.values()) {
                nanos.put(
                        step,
                        Numbers.merged(
                                samples.stream().map(each -> each.of(step)).toList()));
            }
            return new Outcome(nanos.getOrDefault(Step.FLOW, new long[0]).length, seconds, nanos);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof WrongAnswer wrong) {
                throw wrong;
            }
            throw new IOException("a request got no answer", failed.getCause());
        } finally {
            pool.shutdownNow();
            for (HttpLine line : lines) {
                line.close();
            }
        }
    }

    private static Samples repeat(Work work, HttpLine line, BooleanSupplier more) throws IOException {
        Samples samples = new Samples();
        while (more.getAsBoolean()) {
            work.once(line, samples);
        }
        return samples;
    }
}
