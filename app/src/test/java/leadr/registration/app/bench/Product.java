package leadr.registration.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import leadr.registration.app.BenchServer;
import leadr.registration.app.bench.HttpLine.Answer;
import org.jspecify.annotations.Nullable;

/** The product's settings and ways to start it. Limits for clients are off, and mails wait unless it is said otherwise. */
final class Product {
    /** Of the jam code that everybody redeems: limited, as those of a jam are, and never used up. */
    private static final int MANY_USES = 100_000_000;

    private static final String JAM_CODE = "BENCH2026";
    private static final String ROOT_KEY = "ldr_operators-own-key-of-this-bench-012345678";
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("ENV", "DEV"),
            Map.entry("RESEND_COOLDOWN_SECONDS", "0"),
            Map.entry("REGISTRATION_RATE_LIMIT_PER_HOUR", "0"),
            Map.entry("MAIL_WORKERS", "0"),
            Map.entry("MAIL_TRANSPORT", "smtp"),
            Map.entry("SMTP_HOST", "127.0.0.1"),
            Map.entry("SMTP_TLS", "none"),
            Map.entry("MAIL_FROM", DirectMails.FROM),
            Map.entry("SUPERADMIN_API_KEY", ROOT_KEY),
            Map.entry("JWT_SECRET", "k1:jwt-0123456789-abcdefghijklmnopqrstuvwxyz"),
            Map.entry("API_KEY_SECRET", "k1:key-0123456789-abcdefghijklmnopqrstuvwxyz"),
            Map.entry("CODE_SECRET", "k1:code-0123456789-abcdefghijklmnopqrstuvwxyz"));

    private Product() {}

    static Map<String, String> environment(Place place, int port, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(SETTINGS);
        environment.putAll(place.environment());
        environment.put("HTTP_PORT", Integer.toString(port));
        environment.putAll(more);
        return environment;
    }

    /** With the one code for everybody; see {@link BenchServer}. */
    static JavaProcess start(Place place, int port, @Nullable Path recording) throws IOException {
        return JavaProcess.start(
                place.name(),
                place.folder(),
                recording,
                List.of("-cp", System.getProperty("java.class.path"), BenchServer.class.getName()),
                environment(place, port, Map.of()));
    }

    /** The jar as it is shipped. */
    static JavaProcess startJar(Place place, Path jar, int port, Map<String, String> more) throws IOException {
        return JavaProcess.start(
                place.name() + "-jar",
                place.folder(),
                null,
                List.of("-jar", jar.toString()),
                environment(place, port, more));
    }

    /** Makes the jam code; its text. */
    static String createJamCode(int port) throws IOException {
        try (HttpLine line = new HttpLine(port)) {
            Answer answer = line.post(
                    "/v1/jam-codes",
                    "{\"code\":\"" + JAM_CODE + "\",\"description\":\"For everybody\",\"features\":{\"max_games\":5},"
                            + "\"max_uses\":" + MANY_USES + "}",
                    "leadr-api-key: " + ROOT_KEY + "\r\n");
            if (answer.status() != 201) {
                throw new WrongAnswer("the jam code was answered with " + answer.status());
            }
            return JAM_CODE;
        }
    }

    /** Registers so many and ends, so that their rows are there and twice as many mails wait. */
    static void fill(Place place, int flows, int connections) throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        try (JavaProcess server = start(place, port, null)) {
            System.out.printf("%s is ready after %.1f s%n", place.name(), server.awaitReady(port, RouteServer.READY));
            Work work = new Registering(null);
            // Two at first: a cold server that everybody falls upon has to turn some away.
            long done = flows(port, work, 2, flows / 4) + flows(port, work, connections, flows - flows / 4);
            server.stop();
            if (done != flows) {
                throw new WrongAnswer(done + " registrations, not " + flows);
            }
        }
    }

    private static long flows(int port, Work work, int connections, int flows)
            throws IOException, InterruptedException {
        AtomicLong left = new AtomicLong(flows);
        return Load.run(port, work, connections, () -> left.getAndDecrement() > 0)
                .flows();
    }
}
