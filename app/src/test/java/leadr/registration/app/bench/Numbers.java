package leadr.registration.app.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What is made of the raw numbers. */
final class Numbers {
    private Numbers() {}

    /** A number of several rounds, with the lowest and the highest of them. */
    record Spread(double median, double min, double max) {
        static Spread of(List<Double> values) {
            return new Spread(
                    Numbers.median(values),
                    values.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                    values.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
        }

        /** Each round against the same round of the reference. */
        static Spread ofRatios(List<Double> values, List<Double> reference) {
            if (values.size() != reference.size()) {
                throw new IllegalArgumentException("rounds without a partner");
            }
            return of(IntStream.range(0, values.size())
                    .mapToObj(i -> values.get(i) / reference.get(i))
                    .toList());
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median, min, max);
        }
    }

    /** The value in the middle; of an even number the mean of the two. */
    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing has no median");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The smallest value that so many of a hundred do not exceed (nearest rank).
     *
     * @param sorted ascending, not empty
     * @param percent 1 to 100
     */
    static long percentile(long[] sorted, int percent) {
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return sorted[Math.max(rank, 1) - 1];
    }

    /** All of these in one, ascending. */
    static long[] merged(List<long[]> parts) {
        long[] all = parts.stream().flatMapToLong(Arrays::stream).toArray();
        Arrays.sort(all);
        return all;
    }
}
