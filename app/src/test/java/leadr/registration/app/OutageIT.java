package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL, stopped and killed and started again while many register with a server that runs on. */
class OutageIT {
    private static final int CALLS_BETWEEN = 200;
    /** Two for each maker: a call waits three seconds for a connection. */
    private static final int REFUSED_CALLS = 24;

    private final Ledger ledger = new Ledger();

    @TempDir
    Path folder;

    @Test
    void aDatabaseThatEndsUnderLoadCostsNothingThatWasAcknowledged() throws Exception {
        try (RealPostgres postgres = RealPostgres.start(folder);
                MailSink sink = MailSink.start(ledger::epoch);
                Load load = new Load(ledger, sink)) {
            Map<String, String> settings = new HashMap<>(sink.settings());
            settings.putAll(postgres.settings());
            try (RealServer server = RealServer.start(folder, settings)) {
                load.begin(server);
                outage(Place.DATABASE_STOPPED, postgres::stop, postgres, server, load);
                outage(Place.DATABASE_KILLED, postgres::kill, postgres, server, load);
                outage(Place.DATABASE_STOPPED, postgres::stop, postgres, server, load);
                awaitCalls(CALLS_BETWEEN);
                load.finish(server);
                assertThat(Revisit.of(server, ledger)).isEmpty();
                assertThat(Revisit.awaitMails(ledger, sink))
                        .as("every acknowledged mail came")
                        .isTrue();
                server.terminate();
                assertThat(server.awaitEnd()).isEqualTo(143);
            }
            try (Connection connection = postgres.connect()) {
                Aftermath aftermath = new Aftermath(ledger, Stored.read(connection), sink.copies());
                new CrashTable("postgresql", ledger, aftermath.missing(), sink.copies()).publish("outage");
                assertThat(aftermath.findings()).isEmpty();
            }
        }
    }

    private void outage(Place end, Ending how, RealPostgres postgres, RealServer server, Load load) throws IOException {
        awaitCalls(CALLS_BETWEEN);
        ledger.endIsNear();
        int before = load.outages();
        how.run();
        Patience.await("the load to notice", () -> load.outages() >= before + REFUSED_CALLS);
        postgres.startAgain();
        server.awaitStatus(200, () -> server.get("/v1/health/ready"));
        ledger.ended(end);
    }

    private void awaitCalls(int more) {
        int before = ledger.size();
        Patience.await("the load", () -> ledger.size() >= before + more);
    }

    private interface Ending {
        void run() throws IOException;
    }
}
