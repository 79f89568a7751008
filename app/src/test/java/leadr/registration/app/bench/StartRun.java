package leadr.registration.app.bench;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long the shipped jar takes from the start of the process to the first 200 of readiness. */
final class StartRun {
    private static final int FLOWS_BEFORE = 500;

    /** What is started. */
    enum Case {
        ROUTE("bare route"),
        H2_EMPTY("product, H2, empty"),
        H2_DATA("product, H2, with data"),
        POSTGRES_DATA("product, PostgreSQL, with data");

        private final String title;

        Case(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private final Options options;
    private final Postgres postgres;

    StartRun(Options options, Postgres postgres) {
        this.options = options;
        this.postgres = postgres;
    }

    /** Seconds of each start; the cases take turns. */
    Map<Case, List<Double>> run() throws IOException, SQLException, InterruptedException {
        Place h2 = filled("start_h2", null);
        Place onPostgres = filled("start_postgres", postgres);
        Map<Case, List<Double>> seconds = new EnumMap<>(Case.class);
        for (int round = 1; round <= options.starts(); round++) {
            for (Case each : Case.values()) {
                double took = switch (each) {
                    case ROUTE -> timed(route(JavaProcess.freePort()));
                    case H2_EMPTY -> timed(jar(Place.create("start_empty_" + round, options.folder(), null)));
                    case H2_DATA -> timed(jar(h2));
                    case POSTGRES_DATA -> timed(jar(onPostgres));
                };
                seconds.computeIfAbsent(each, first -> new ArrayList<>()).add(took);
                System.out.printf("start %d of %d, %s: %.2f s%n", round, options.starts(), each.title(), took);
            }
        }
        return seconds;
    }

    private Place filled(String name, @Nullable Postgres server)
            throws IOException, SQLException, InterruptedException {
        Place place = Place.create(name, options.folder(), server);
        Product.fill(place, FLOWS_BEFORE, options.connections());
        return place;
    }

    /** A process on its way, and where it will answer. */
    private record Started(JavaProcess process, int port) {}

    private Started jar(Place place) throws IOException {
        int port = JavaProcess.freePort();
        return new Started(Product.startJar(place, options.jar(), port, Map.of()), port);
    }

    /** From the same jar as the product, so that both read the same archive. */
    private Started route(int port) throws IOException {
        String classPath = options.jar() + File.pathSeparator + ownClasses();
        return new Started(
                JavaProcess.start(
                        "start_route",
                        options.folder(),
                        null,
                        List.of("-cp", classPath, RouteServer.class.getName()),
                        Map.of("HTTP_PORT", Integer.toString(port))),
                port);
    }

    private static Path ownClasses() {
        try {
            return Path.of(RouteServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static double timed(Started started) throws IOException, InterruptedException {
        try (JavaProcess process = started.process()) {
            double seconds = process.awaitReady(started.port(), RouteServer.READY);
            process.stop();
            return seconds;
        }
    }
}
