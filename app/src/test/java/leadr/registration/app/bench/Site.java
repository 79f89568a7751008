package leadr.registration.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import leadr.registration.app.bench.Load.Outcome;
import org.jspecify.annotations.Nullable;

/** A target that runs: a server of its own on a database of its own, measured round by round. */
final class Site implements AutoCloseable {
    private final Target target;
    private final @Nullable Place place;
    private final Postgres postgres;
    private final JavaProcess server;
    private final int port;
    private final Work work;
    private final int connections;
    private final List<Round> rounds = new ArrayList<>();
    private long flows;

    private Site(
            Target target,
            @Nullable Place place,
            Postgres postgres,
            JavaProcess server,
            int port,
            Work work,
            int connections) {
        this.target = target;
        this.place = place;
        this.postgres = postgres;
        this.server = server;
        this.port = port;
        this.work = work;
        this.connections = connections;
    }

    /**
     * What a target has shown. Memory is in mebibytes.
     *
     * @param flows all of them, warm-up included
     * @param peak the most memory the server ever had
     * @param after the memory it had when all was done
     * @param database the memory of the PostgreSQL processes that worked for it, shared parts shared out; 0 without
     * @param mailBytes the mean length of a sealed mail, which shows that the floor writes no less
     */
    record Result(
            List<Round> rounds,
            long flows,
            double peak,
            double after,
            double database,
            double mailBytes,
            Map<String, Long> rows) {}

    static Site start(Target target, Options options, Postgres postgres)
            throws IOException, SQLException, InterruptedException {
        int port = JavaProcess.freePort();
        String name = target.name().toLowerCase(Locale.ROOT);
        Place place = target.engine() == null
                ? null
                : Place.create(name, options.folder(), target.engine() == Engine.POSTGRES ? postgres : null);
        JavaProcess server = launch(target, options, place, port);
        try {
            double seconds = server.awaitReady(port, RouteServer.READY);
            Work work = switch (target.kind()) {
                case ROUTE -> Site::callRoute;
                case FLOOR, PRODUCT -> new Registering(null);
                case JAM -> new Registering(Product.createJamCode(port));
            };
            System.out.printf("%s is ready after %.1f s%n", target.title(), seconds);
            return new Site(target, place, postgres, server, port, work, options.connections());
        } catch (IOException | RuntimeException | InterruptedException failure) {
            server.close();
            throw failure;
        }
    }

    private static JavaProcess launch(Target target, Options options, @Nullable Place place, int port)
            throws IOException {
        Class<?> bare = place == null ? RouteServer.class : FloorServer.class;
        if (place != null && target.kind() != Target.Kind.FLOOR) {
            Path recording = options.jfr() ? options.folder().resolve(place.name() + ".jfr") : null;
            return Product.start(place, port, recording);
        }
        Map<String, String> environment = new HashMap<>(Map.of("HTTP_PORT", Integer.toString(port)));
        if (place != null) {
            place.migrate();
            environment.putAll(place.environment());
        }
        return JavaProcess.start(
                target.name(),
                options.folder(),
                null,
                List.of("-cp", System.getProperty("java.class.path"), bare.getName()),
                environment);
    }

    private static void callRoute(HttpLine line, Samples samples) throws IOException {
        long begin = System.nanoTime();
        int status = line.post(RouteServer.ROUTE, "{\"name\":\"maker@example.com\"}", "")
                .status();
        samples.add(Step.FLOW, System.nanoTime() - begin);
        if (status != 200) {
            throw new WrongAnswer("the bare route answered " + status);
        }
    }

    Target target() {
        return target;
    }

    /** The first quarter with two connections: a cold server that everybody falls upon has to turn some away. */
    void warmUp(Duration time) throws IOException, InterruptedException {
        Duration gently = time.dividedBy(4);
        flows += Load.run(port, work, Math.min(2, connections), gently).flows();
        flows += Load.run(port, work, connections, time.minus(gently)).flows();
    }

    Round round(Duration time) throws IOException, InterruptedException {
        double serverBefore = ProcFiles.cpuSeconds(server.pid());
        double databaseBefore = databaseCpu();
        double loadBefore = ProcFiles.cpuSeconds(ProcessHandle.current().pid());
        Outcome outcome = Load.run(port, work, connections, time);
        flows += outcome.flows();
        Round round = Round.of(
                outcome,
                ProcFiles.cpuSeconds(server.pid()) - serverBefore,
                databaseCpu() - databaseBefore,
                ProcFiles.cpuSeconds(ProcessHandle.current().pid()) - loadBefore);
        rounds.add(round);
        return round;
    }

    private double databaseCpu() throws IOException {
        return target.engine() == Engine.POSTGRES ? postgres.cpuSeconds() : 0;
    }

    /**
     * Reads memory, ends the server, and counts what it has left behind.
     *
     * @throws WrongAnswer when that is not what the flows have to leave
     */
    Result end() throws SQLException, InterruptedException {
        double peak = ProcFiles.mebibytes(server.pid(), "VmHWM");
        double after = ProcFiles.mebibytes(server.pid(), "VmRSS");
        double database = place == null || place.postgres() == null ? 0 : postgres.mebibytes(place.name());
        server.stop();
        if (place == null) {
            return new Result(rounds, flows, peak, after, database, 0, Map.of());
        }
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement();
                ResultSet mean = statement.executeQuery("select avg(octet_length(content)) from mails")) {
            Rows rows = Rows.count(connection);
            rows.require(flows, target.kind() == Target.Kind.JAM);
            double mailBytes = mean.next() ? mean.getDouble(1) : 0;
            return new Result(rounds, flows, peak, after, database, mailBytes, rows.counts());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
