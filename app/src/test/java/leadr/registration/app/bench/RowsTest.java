package leadr.registration.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import leadr.registration.app.bench.Floor.Founding;
import leadr.registration.app.bench.Floor.Guess;
import leadr.registration.app.bench.Floor.Mail;
import leadr.registration.app.bench.Floor.NewCode;
import leadr.registration.app.bench.Floor.Trace;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run counts what it left behind; here that is one registration, and something of it is taken away. */
class RowsTest {
    @TempDir
    static Path folder;

    private static Place place;

    @BeforeAll
    static void registerOnce() throws Exception {
        place = Place.create("rows", folder, null);
        place.migrate();
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(place.settings().jdbcUrl() + ";AUTOCOMMIT=OFF");
        database.setUser(place.settings().user());
        Floor floor = new FloorOnH2(database);
        UUID code = UUID.randomUUID();
        floor.initiate(new NewCode(code, "ada@example.com", "mailbox", "digest", mail(), trace()));
        if (!code.equals(floor.verify(new Guess("mailbox", "digest", trace())))) {
            throw new AssertionError("the code was not found");
        }
        Floor.Key key = new Floor.Key(UUID.randomUUID(), "ldr_0123456789", "digest");
        if (!floor.complete(new Founding(
                code, "ada@example.com", UUID.randomUUID(), "Ada", "ada", UUID.randomUUID(), key, mail(), trace()))) {
            throw new AssertionError("the code was not consumed");
        }
    }

    private static Mail mail() {
        return new Mail(UUID.randomUUID(), new byte[] {1});
    }

    private static Trace trace() {
        return new Trace(UUID.randomUUID(), UUID.randomUUID(), OffsetDateTime.now(ZoneOffset.UTC));
    }

    @Test
    void whatARegistrationLeavesBehindIsOneFlow() throws Exception {
        try (Connection connection = place.connect()) {
            Rows rows = Rows.count(connection);

            assertThatCode(() -> rows.require(1, false)).doesNotThrowAnyException();
            assertThatThrownBy(() -> rows.require(2, false))
                    .isInstanceOf(WrongAnswer.class)
                    .hasMessageContaining("1 accounts, not 2");
            assertThatThrownBy(() -> rows.require(1, true)).hasMessageContaining("0 redemptions, not 1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from mails where kind = 'WELCOME'",
                "update mails set attempts = 1 where kind = 'WELCOME'",
                "delete from audit_events where action = 'VERIFY_CODE'",
                "update verification_codes set consumed_at = null, issued_key = null",
                "delete from mailboxes",
                "update users set super_admin = true"
            })
    void oneRowThatIsMissingOrNotAsItShouldBeFailsTheRun(String loss) throws Exception {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(statement.executeUpdate(loss)).isEqualTo(1);
            Rows rows = Rows.count(connection);

            assertThatThrownBy(() -> rows.require(1, false)).isInstanceOf(WrongAnswer.class);
            connection.rollback();
        }
    }
}
