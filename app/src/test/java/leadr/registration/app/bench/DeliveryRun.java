package leadr.registration.app.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How fast a queue of mails leaves: the shipped jar against the same sender without a database. */
final class DeliveryRun {
    /** The key of the reference among the results. */
    static final String DIRECT = "sender alone";

    private final Options options;
    private final Postgres postgres;

    DeliveryRun(Options options, Postgres postgres) {
        this.options = options;
        this.postgres = postgres;
    }

    /** Mails a second of each run; they take turns. */
    Map<String, List<Double>> run() throws IOException, SQLException, InterruptedException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 1; round <= options.deliveries(); round++) {
            note(rates, round, DIRECT, direct());
            for (Engine engine : Engine.values()) {
                String name = "delivery_" + engine.name().toLowerCase(Locale.ROOT) + "_" + round;
                Place place = Place.create(name, options.folder(), engine == Engine.POSTGRES ? postgres : null);
                note(rates, round, "product, " + engine.title(), delivered(place));
            }
        }
        return rates;
    }

    private void note(Map<String, List<Double>> rates, int round, String name, double rate) {
        rates.computeIfAbsent(name, first -> new ArrayList<>()).add(rate);
        System.out.printf("delivery %d of %d, %s: %.0f mails a second%n", round, options.deliveries(), name, rate);
    }

    private double direct() throws IOException, InterruptedException {
        try (SmtpSink sink = new SmtpSink();
                JavaProcess sender = JavaProcess.start(
                        "direct",
                        options.folder(),
                        null,
                        List.of(
                                "-cp",
                                System.getProperty("java.class.path"),
                                DirectMails.class.getName(),
                                Integer.toString(sink.port()),
                                Integer.toString(options.mails())),
                        Map.of())) {
            double rate = sink.await(options.mails());
            sender.awaitEnd();
            sink.requireEachOnce(options.mails());
            return rate;
        }
    }

    private double delivered(Place place) throws IOException, SQLException, InterruptedException {
        Product.fill(place, options.mails() / 2, options.connections());
        int port = JavaProcess.freePort();
        double rate;
        try (SmtpSink sink = new SmtpSink();
                JavaProcess server = Product.startJar(
                        place,
                        options.jar(),
                        port,
                        Map.of(
                                "MAIL_WORKERS",
                                Integer.toString(DirectMails.WORKERS),
                                "SMTP_PORT",
                                Integer.toString(sink.port())))) {
            rate = sink.await(options.mails());
            server.stop();
            sink.requireEachOnce(options.mails());
        }
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement();
                ResultSet sent = statement.executeQuery(
                        "select count(*) from mails where state = 'SENT' and attempts = 1 and content is null")) {
            if (!sent.next() || sent.getInt(1) != options.mails()) {
                throw new WrongAnswer("not every mail is marked as sent in " + place.name());
            }
        }
        return rate;
    }
}
