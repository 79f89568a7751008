package leadr.registration.adapter.jpa;

import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.mail;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.mail.DeliveryReport;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.store.Transactions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clocks of the nodes do not agree here: what counts is the one of the database. */
class MailsOnPostgresTest extends MailsOnDatabase {
    private static final PostgresDatabase DATABASE = new PostgresDatabase(2);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Instant ahead = now.plus(Duration.ofHours(1));
    private final Instant behind = now.minus(Duration.ofHours(1));
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    /** Half an hour, and then so much more that it is over by any clock. */
    private static final Duration MORE_THAN_THAT = Duration.ofMinutes(31);

    MailsOnPostgresTest() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private OutgoingMail queued(Instant at) {
        OutgoingMail mail = mail("ann@example.org", at);
        commit(store -> store.outbox().add(mail));
        return mail;
    }

    private Optional<UUID> claim(UUID lease, Instant at) {
        Transactions node = node(1);
        return node.run(store -> store.outbox().claim(lease, at, HALF_AN_HOUR)).map(OutgoingMail::id);
    }

    private void defer(OutgoingMail mail, Instant at) {
        UUID lease = anId();
        assertThat(claim(lease, at)).contains(mail.id());
        DeliveryReport report = new DeliveryReport(mail.id(), MailState.DEFERRED, "451 later", at, HALF_AN_HOUR);
        commit(store -> assertThat(store.outbox().report(lease, report)).isTrue());
    }

    @Test
    void aNodeWhoseClockIsAheadDoesNotTakeOverAMailThatIsHeld() throws SQLException {
        OutgoingMail mail = queued(now);
        assertThat(claim(anId(), now)).contains(mail.id());

        assertThat(claim(anId(), ahead)).isEmpty();

        DATABASE.passes(MORE_THAN_THAT);
        assertThat(claim(anId(), ahead)).contains(mail.id());
    }

    @Test
    void aHoldOfANodeWhoseClockIsAheadEndsInTime() throws SQLException {
        OutgoingMail mail = queued(now);
        assertThat(claim(anId(), ahead)).contains(mail.id());

        DATABASE.passes(MORE_THAN_THAT);

        assertThat(claim(anId(), now)).contains(mail.id());
    }

    @Test
    void aHoldOfANodeWhoseClockIsBehindLastsAsLong() {
        OutgoingMail mail = queued(now);
        assertThat(claim(anId(), behind)).contains(mail.id());

        assertThat(claim(anId(), now)).isEmpty();
    }

    @Test
    void aNodeWhoseClockIsBehindTakesWhatIsDue() throws SQLException {
        OutgoingMail mail = queued(now);
        defer(mail, now);
        DATABASE.passes(MORE_THAN_THAT);

        assertThat(claim(anId(), behind)).contains(mail.id());

        DATABASE.passes(MORE_THAN_THAT);
        assertThat(claim(anId(), behind)).as("taken over").contains(mail.id());
    }

    @Test
    void aNodeWhoseClockIsAheadDoesNotTryTooEarly() {
        OutgoingMail mail = queued(now);
        defer(mail, now);

        assertThat(claim(anId(), ahead)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void theNextTryDoesNotDependOnTheClockOfTheNodeThatMadeTheLast(long hoursOff) throws SQLException {
        OutgoingMail mail = queued(now);
        defer(mail, now.plus(Duration.ofHours(hoursOff)));

        assertThat(claim(anId(), now)).isEmpty();

        DATABASE.passes(MORE_THAN_THAT);
        assertThat(claim(anId(), now)).contains(mail.id());
    }

    @Test
    void howManyMailsWaitAndWereSentDoesNotMatterToWhoTakesOne() throws SQLException {
        DATABASE.execute("""
                insert into mails (id, kind, recipient, content_key_id, content, state, attempts, created_at,
                    next_attempt_at, give_up_at, sent_at)
                select gen_random_uuid(), 'WELCOME', 'ann@example.org', case when state = 'SENT' then null else 'k1' end,
                    case when state = 'SENT' then null else decode('00', 'hex') end, state, 1, now(),
                    now() + case state when 'DEFERRED' then interval '1' hour else n * interval '-1' second end,
                    now() + interval '1' day, case when state = 'SENT' then now() end
                from generate_series(1, 5000) n, (values ('QUEUED'), ('DEFERRED'), ('SENT')) states (state)
                """);
        DATABASE.execute("analyze mails");

        int read = node(0).run(store -> {
            int before = PostgresDatabase.rowsRead(store, "mails");
            assertThat(store.outbox().claim(anId(), now, HALF_AN_HOUR)).isPresent();
            return PostgresDatabase.rowsRead(store, "mails") - before;
        });

        assertThat(read).isBetween(1, 50);
    }
}
