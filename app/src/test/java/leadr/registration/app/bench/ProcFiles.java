package leadr.registration.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux tells of a process, see proc(5). */
final class ProcFiles {
    /** USER_HZ, the same on every Linux we run on. */
    private static final double TICKS_A_SECOND = 100;

    /** utime and stime, and those of ended children, counted from behind the name. */
    private static final int FIRST_TIME = 11;

    private ProcFiles() {}

    /** Processor seconds of a process, without its children. */
    static double cpuSeconds(long pid) throws IOException {
        return cpuSeconds(Files.readString(Path.of("/proc", Long.toString(pid), "stat")), 2);
    }

    /** Processor seconds of a process and of all its children, those included that have ended. */
    static double cpuSecondsOfTree(long pid) throws IOException {
        double sum = cpuSeconds(Files.readString(Path.of("/proc", Long.toString(pid), "stat")), 4);
        for (long child : children(pid)) {
            Optional<String> stat = read(child, "stat");
            sum += stat.isPresent() ? cpuSeconds(stat.get(), 4) : 0;
        }
        return sum;
    }

    /** @param times how many of utime, stime, cutime, cstime are added */
    static double cpuSeconds(String stat, int times) {
        // The name in brackets may hold anything, blanks and brackets too.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = 0; i < times; i++) {
            ticks += Long.parseLong(fields[FIRST_TIME + i]);
        }
        return ticks / TICKS_A_SECOND;
    }

    private static List<Long> children(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .toList();
    }

    /** @param field such as {@code VmHWM} of status */
    static double mebibytes(long pid, String field) {
        return read(pid, "status").map(text -> mebibytes(text, field)).orElse(Double.NaN);
    }

    /** The proportional share of memory of these processes: what several of them share counts once; NaN when not told. */
    static double proportionalMebibytes(List<Long> pids) {
        return pids.stream()
                .mapToDouble(pid -> read(pid, "smaps_rollup")
                        .map(text -> mebibytes(text, "Pss"))
                        .orElse(Double.NaN))
                .sum();
    }

    /** A process and its children. */
    static List<Long> tree(long pid) {
        return Stream.concat(Stream.of(pid), children(pid).stream()).toList();
    }

    static double mebibytes(String text, String field) {
        return text.lines()
                .filter(line -> line.startsWith(field + ":"))
                .findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .orElse(Double.NaN);
    }

    /** Empty when the process has ended, or we may not know. */
    private static Optional<String> read(long pid, String file) {
        try {
            return Optional.of(Files.readString(Path.of("/proc", Long.toString(pid), file)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
