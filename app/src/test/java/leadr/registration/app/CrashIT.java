package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import leadr.registration.app.Ledger.Call;
import leadr.registration.app.Ledger.Unanswered;
import leadr.registration.app.MailSink.Copy;
import leadr.registration.app.Stored.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process, killed with -9 while many register: before a commit, between commit and answer, between the mail
 * server's 250 and our mark, and at any moment. Nothing acknowledged is missing, nothing is half there.
 */
class CrashIT {
    private static final int ENOUGH = 1_000;
    private static final int FEWEST_CALLS = 80;
    private static final int MORE_CALLS = 40;

    /** {@code -Dcrash.seed=…} repeats the order and the moments; which request is hit is still up to the threads. */
    private final long seed = Optional.ofNullable(Long.getLong("crash.seed")).orElseGet(System::nanoTime);

    private final Random random = new Random(seed);
    private final Ledger ledger = new Ledger();
    /** The request that was held when an epoch ended. */
    private final Map<Integer, Call> held = new HashMap<>();

    @TempDir
    Path folder;

    /** @param driver its class for a connection */
    private record Database(
            String name, Map<String, String> settings, String driver, Callable<Connection> connection) {}

    private record Attack(Place place, Call call) {}

    @BeforeEach
    void tellTheSeed() {
        System.out.println("crash.seed=" + seed);
    }

    @Test
    void h2KeepsWhatWasAcknowledgedThroughEveryKill() throws Exception {
        String url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve("data/registration");
        crash(new Database(
                "h2", Map.of(), "org.h2.jdbc.JdbcConnection", () -> DriverManager.getConnection(url, "sa", "")));
    }

    @Test
    void postgresKeepsWhatWasAcknowledgedThroughEveryKill() throws Exception {
        try (RealPostgres postgres = RealPostgres.start(folder)) {
            crash(new Database(
                    "postgresql", postgres.settings(), "org.postgresql.jdbc.PgConnection", postgres::connect));
        }
    }

    private void crash(Database database) throws Exception {
        try (MailSink sink = MailSink.start(ledger::epoch);
                Load load = new Load(ledger, sink)) {
            Map<String, String> settings = new HashMap<>(sink.settings());
            settings.putAll(database.settings());
            for (Attack attack : attacks()) {
                try (RealServer server = RealServer.start(folder, settings, Ambush.JVM_ARGUMENT)) {
                    load.begin(server);
                    kill(server, attack, database.driver());
                    load.awaitCutOff();
                    sink.awaitQuiet();
                    held.put(ledger.epoch(), attack.call());
                    ledger.ended(attack.place());
                }
            }
            List<String> answers;
            try (RealServer server = RealServer.start(folder, settings)) {
                load.finish(server);
                answers = Revisit.of(server, ledger);
                if (!Revisit.awaitMails(ledger, sink)) {
                    answers.add("a mail did not come, or no second copy after the server died before its mark");
                }
                server.terminate();
                assertThat(server.awaitEnd()).isEqualTo(143);
            }
            Stored stored;
            try (Connection connection = database.connection().call()) {
                stored = Stored.read(connection);
            }
            judge(database, stored, sink.copies(), answers);
        }
    }

    /** Three for each place, in any order; where it is in a request, one for each call. */
    private List<Attack> attacks() {
        List<Attack> attacks = new ArrayList<>();
        for (Place place : List.of(Place.BEFORE_COMMIT, Place.BEFORE_ANSWER, Place.BEFORE_MARK, Place.ANY_MOMENT)) {
            Stream.of(Call.values()).forEach(call -> attacks.add(new Attack(place, call)));
        }
        Collections.shuffle(attacks, random);
        return attacks;
    }

    private void kill(RealServer server, Attack attack, String driver) throws Exception {
        int before = ledger.size() + FEWEST_CALLS + random.nextInt(MORE_CALLS);
        if (attack.place() == Place.ANY_MOMENT) {
            Patience.await("the load", () -> ledger.size() >= before);
            Patience.pause(Duration.ofMillis(random.nextInt(50)));
            ledger.endIsNear();
            server.kill();
        } else {
            try (Ambush ambush = Ambush.lay(server)) {
                Patience.await("the load", () -> ledger.size() >= before);
                ambush.await(attack.place(), driver, attack.call());
                ledger.endIsNear();
                server.kill();
            }
        }
    }

    private void judge(Database database, Stored stored, List<Copy> copies, List<String> answers) throws Exception {
        Aftermath aftermath = new Aftermath(ledger, stored, copies);
        new CrashTable(database.name(), ledger, aftermath.missing(), copies).publish(database.name());
        assertThat(answers).as("answers, crash.seed=%s", seed).isEmpty();
        assertThat(aftermath.findings()).as("findings, crash.seed=%s", seed).isEmpty();
        assertThat(ledger.acknowledged()).hasSizeGreaterThanOrEqualTo(ENOUGH);
        ledger.ends().forEach((epoch, place) -> assertPlaceWasHit(epoch, place, stored, copies));
    }

    /** The kill was where it was meant to be: it shows in what it left behind. */
    private void assertPlaceWasHit(int epoch, Place place, Stored stored, List<Copy> copies) {
        List<Boolean> done = ledger.unanswered().stream()
                .filter(one -> one.epoch() == epoch && one.call() == held.get(epoch))
                .map(one -> wasDone(one, stored))
                .toList();
        String where = "%s of %s in epoch %d, crash.seed=%d".formatted(place, held.get(epoch), epoch, seed);
        switch (place) {
            case BEFORE_COMMIT -> assertThat(done).as("not done: %s", where).contains(false);
            case BEFORE_ANSWER -> assertThat(done).as("done: %s", where).contains(true);
            case BEFORE_MARK ->
                assertThat(Aftermath.secondCopies(copies)).as(where).containsKey(epoch);
            case ANY_MOMENT, DATABASE_STOPPED, DATABASE_KILLED -> {
                // Leaves behind whatever the moment was.
            }
        }
    }

    private static boolean wasDone(Unanswered one, Stored stored) {
        return one.call() == Call.INITIATE
                ? stored.codes().stream().map(Code::email).anyMatch(one.email()::equals)
                : one.wasDone();
    }
}
