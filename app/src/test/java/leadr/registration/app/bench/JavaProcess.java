package leadr.registration.app.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Java process of its own, with the same options for all that are compared; its output goes into a file. */
final class JavaProcess implements AutoCloseable {
    /** Enough for each of them, and little enough that memory is a figure and not a habit of the collector. */
    static final String HEAP = "-Xmx256m";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PATIENCE_AT_END = 30;

    private final String name;
    private final Process process;
    private final Path output;
    private final long begin;

    private JavaProcess(String name, Process process, Path output, long begin) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.begin = begin;
    }

    /**
     * Starts one and does not wait.
     *
     * @param recording where it records what it does; null for no recording
     * @param what the rest of the command line
     */
    static JavaProcess start(
            String name, Path folder, @Nullable Path recording, List<String> what, Map<String, String> environment)
            throws IOException {
        Path output = Files.createDirectories(folder).resolve(name + ".log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP));
        if (recording != null) {
            command.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
        }
        command.addAll(what);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        return new JavaProcess(name, builder.start(), output, begin);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    long pid() {
        return process.pid();
    }

    /** Asks until the answer is 200; the seconds since the start of the process. */
    double awaitReady(int port, String path) throws IOException, InterruptedException {
        while (!answers(port, path)) {
            if (process.waitFor(2, TimeUnit.MILLISECONDS) || System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new WrongAnswer(name + " did not start:\n" + output());
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static boolean answers(int port, String path) {
        try (HttpLine line = new HttpLine(port)) {
            return line.get(path).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Waits for a process that ends by itself. */
    void awaitEnd() throws IOException, InterruptedException {
        int code = process.waitFor();
        if (code != 0) {
            throw new WrongAnswer(name + " ended with " + code + ":\n" + output());
        }
    }

    /** SIGTERM, and waits for the end: afterwards its files are free. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_AT_END, TimeUnit.SECONDS)) {
            throw new WrongAnswer(name + " did not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
