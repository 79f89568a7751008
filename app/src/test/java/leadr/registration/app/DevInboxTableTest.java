package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadr.registration.application.mail.DevInbox.Received;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.MailSender.Delivery;
import leadr.registration.application.mail.MailSender.Outcome;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.SettableClock;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevInboxTableTest {
    private static final EmailAddress ADA = EmailAddress.of("Ada@Example.com");
    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

    private final HikariDataSource database = database();
    private final SettableClock clock = new SettableClock(Fixtures.NOON);
    private final DevInboxTable inbox = inbox(Fixtures.KEYS);

    DevInboxTableTest() throws SQLException {}

    /** The pool as the application has it: connections without auto-commit. */
    private static HikariDataSource database() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DEFAULT_NULL_ORDERING=HIGH");
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(h2);
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(2);
        return pool;
    }

    private DevInboxTable inbox(KeyRing keys) throws SQLException {
        return new DevInboxTable(database, new TextCipher(keys, Fixtures.SECRETS, "inbox"), clock);
    }

    private static MailContent mail(String code) {
        return new MailContent("Subject " + code, "Text\n" + code + "\n", "<p>" + code + "</p>", code);
    }

    private UUID arrives(MailContent mail) {
        UUID id = Fixtures.anId();
        assertThat(inbox.send(id, ADA, mail)).isEqualTo(new Delivery(Outcome.SENT, "kept in the dev inbox"));
        return id;
    }

    private List<String> subjects(int limit) {
        return inbox.newest(limit).stream().map(Received::subject).toList();
    }

    @AfterEach
    void closeTheDatabase() {
        database.close();
    }

    @Test
    void aFreshInboxIsEmpty() {
        assertThat(inbox.newest(10)).isEmpty();
    }

    @Test
    void aMailComesBackWhole() {
        UUID known = arrives(mail("ABC234"));

        assertThat(known).isNotNull();
        assertThat(inbox.newest(10))
                .containsExactly(new Received(
                        "Ada@Example.com",
                        "Subject ABC234",
                        "Text\nABC234\n",
                        "<p>ABC234</p>",
                        "ABC234",
                        Fixtures.NOON));
    }

    @Test
    void aMailWithoutACodeHasNone() {
        assertThat(arrives(new MailContent("Hello", "text", "html", null))).isNotNull();

        assertThat(inbox.newest(1)).singleElement().extracting(Received::code).isNull();
    }

    @Test
    void theNewestComesFirstAndNoMoreThanAskedFor() {
        for (String code : List.of("A", "B", "C")) {
            assertThat(arrives(mail(code))).isNotNull();
            clock.advance(Duration.ofNanos(1_000));
        }

        assertThat(subjects(10)).containsExactly("Subject C", "Subject B", "Subject A");
        assertThat(subjects(3)).containsExactly("Subject C", "Subject B", "Subject A");
        assertThat(subjects(2)).containsExactly("Subject C", "Subject B");
        assertThat(subjects(1)).containsExactly("Subject C");
        assertThat(subjects(0)).isEmpty();
    }

    @Test
    void mailsOfOneMomentComeInTheOrderOfTheirIds() {
        assertThat(arrives(mail("first"))).isLessThan(arrives(mail("second")));

        assertThat(subjects(10)).containsExactly("Subject second", "Subject first");
    }

    @Test
    void theSameIdTwiceIsOneMailAndTheFirstCounts() {
        UUID id = arrives(mail("ABC234"));
        clock.advance(Duration.ofMinutes(1));

        assertThat(inbox.send(id, ADA, mail("XYZ567")).outcome()).isEqualTo(Outcome.SENT);
        assertThat(subjects(10)).containsExactly("Subject ABC234");
        assertThat(inbox.newest(1)).singleElement().extracting(Received::sentAt).isEqualTo(Fixtures.NOON);
    }

    @Test
    void nothingOfAMailIsReadableInTheTable() throws SQLException {
        assertThat(arrives(mail("ABC234"))).isNotNull();

        List<String> columns = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from dev_inbox")) {
            assertThat(row.next()).isTrue();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                columns.add(row.getString(i));
            }
            columns.add(new String(row.getBytes("content"), StandardCharsets.ISO_8859_1));
            columns.add(new String(row.getBytes("content"), StandardCharsets.UTF_16));
        }

        assertThat(columns).hasSize(7).noneMatch(text -> text.contains("ABC234") || text.contains("Subject"));
    }

    @ParameterizedTest
    @CsvSource({"498, 499, 0", "499, 500, 0", "500, 500, 1", "503, 500, 4"})
    void atMostFiveHundredAreKeptAndTheOldestGo(int before, int after, int oldestLeft) throws SQLException {
        fill(before);

        assertThat(arrives(mail("ABC234"))).isNotNull();

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*), min(sent_at) from dev_inbox")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(after);
            assertThat(row.getObject(2, OffsetDateTime.class).toInstant()).isEqualTo(MIDNIGHT.plusSeconds(oldestLeft));
        }
        assertThat(subjects(1)).containsExactly("Subject ABC234");
    }

    /** Mails nobody can open, a second apart, the first one at midnight; sending as many would take long. */
    private void fill(int count) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("insert into dev_inbox (id, recipient, content_key_id, content, sent_at)"
                            + " select random_uuid(), 'x', 'k', X'00', dateadd('SECOND', x, timestamp with time zone '"
                            + MIDNIGHT + "') from system_range(0, " + (count - 1) + ")"))
                    .isEqualTo(count);
            connection.commit();
        }
    }

    @Test
    void mailsOutliveARestart() throws SQLException {
        assertThat(arrives(mail("ABC234"))).isNotNull();

        assertThat(inbox(Fixtures.KEYS).newest(10)).isEqualTo(inbox.newest(10)).hasSize(1);
    }

    @Test
    void mailsWhoseKeyIsGoneAreLeftOut() throws SQLException {
        assertThat(arrives(mail("ABC234"))).isNotNull();
        KeyRing other = KeyRing.parse(new PlainSecret("k2:an-other-key-of-more-than-32-characters"));

        assertThat(inbox(other).newest(10)).isEmpty();
    }

    @Test
    void aMailMovedToAnotherRowIsNotOpened() throws SQLException {
        assertThat(arrives(mail("ABC234"))).isNotNull();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update dev_inbox set id = '" + Fixtures.anId() + "'"))
                    .isEqualTo(1);
            connection.commit();
        }

        assertThat(inbox.newest(10)).isEmpty();
    }

    @Test
    void withoutADatabaseAMailIsRefusedForNowAndReadingFails() {
        database.close();

        assertThat(inbox.send(Fixtures.anId(), ADA, mail("ABC234")))
                .isEqualTo(new Delivery(Outcome.TEMPORARY_REFUSAL, "the dev inbox is not available"));
        assertThatIllegalStateException().isThrownBy(() -> inbox.newest(1)).withMessage("the dev inbox cannot be read");
    }
}
