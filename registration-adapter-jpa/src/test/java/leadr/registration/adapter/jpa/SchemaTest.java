package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    private static final String ACCOUNT_ID = "01980000-0000-7000-8000-000000000001";
    private static final String NOW = "timestamp with time zone '2026-03-01 12:00:00+00'";

    @TempDir
    Path folder;

    @Test
    void dataIsThereAfterRestartsAndTheMigrationsRunAgain() {
        Account account = Fixtures.account("Still Here");
        try (JpaPersistence first = JpaPersistence.open(PersistenceSettings.h2File(folder))) {
            boolean added = first.transactions().run(store -> {
                store.accounts().add(account);
                return true;
            });
            assertThat(added).isTrue();
        }
        for (int restart = 0; restart < 2; restart++) {
            try (JpaPersistence again = JpaPersistence.open(PersistenceSettings.h2File(folder))) {
                assertThat(again.isReady()).isTrue();
                Account found = again.transactions()
                        .run(store -> store.accounts().find(account.id()).orElseThrow());
                assertThat(found).isEqualTo(account);
            }
        }
    }

    @Test
    void aSecondProcessOnTheSameFilesIsToldThatTheyAreTaken() {
        try (JpaPersistence first = JpaPersistence.open(PersistenceSettings.h2File(folder))) {
            assertThat(first.isReady()).isTrue();
            PersistenceSettings asAnotherProcess = new PersistenceSettings(
                    PersistenceSettings.h2File(folder).jdbcUrl() + ";IFEXISTS=TRUE",
                    "nobody",
                    null,
                    2,
                    PersistenceSettings.DEFAULT_POOL_WAIT);
            assertThatThrownBy(() -> JpaPersistence.open(asAnotherProcess)).isInstanceOf(StoreUnavailable.class);
        }
    }

    @Test
    void aBrokenRuleWritesNoTraceFileThatWouldQuoteTheRow() throws Exception {
        try (JpaPersistence persistence = JpaPersistence.open(PersistenceSettings.h2File(folder))) {
            assertThatThrownBy(() -> execute(persistence, "insert into locks (name) values (null)"))
                    .isInstanceOf(SQLException.class);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("registration.mv.db");
        }
    }

    @Test
    void acknowledgedCommitsAreWrittenAtOnceAndNobodyCanTurnThatOff() {
        assertThat(PersistenceSettings.h2File(folder).jdbcUrl()).contains(";WRITE_DELAY=0;");
    }

    /** The last line of defence: what the domain never makes does not get in by another way either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into accounts values ('" + ACCOUNT_ID + "', 'N', 'n', 's', 'ACTIVE', " + NOW + ", " + NOW + ")",
                "insert into accounts values ('" + ACCOUNT_ID + "', 'N', 'n', 'slug', 'GONE', " + NOW + ", " + NOW
                        + ")",
                "insert into users values ('" + ACCOUNT_ID + "', '" + ACCOUNT_ID
                        + "', 'a@b.de', 'a@b.de', 'A', 'OWNER', 'ACTIVE', false, " + NOW + ", " + NOW + ")",
                "insert into verification_codes (id, type, email, mailbox_key, live_key, digest_key_id, digest, status,"
                        + " expires_at, created_at, updated_at) values ('" + ACCOUNT_ID
                        + "', 'REGISTRATION', 'a@b.de', 'm', null, 'k', 'd', 'PENDING', " + NOW + ", " + NOW + ", "
                        + NOW + ")",
                "insert into verification_codes (id, type, email, mailbox_key, digest_key_id, digest, status,"
                        + " expires_at, used_at, created_at, updated_at) values ('" + ACCOUNT_ID
                        + "', 'REGISTRATION', 'a@b.de', 'm', 'k', 'd', 'USED', " + NOW + ", " + NOW + ", " + NOW + ", "
                        + NOW + ")",
                "insert into verification_codes (id, type, email, mailbox_key, digest_key_id, digest, status,"
                        + " expires_at, consumed_at, created_at, updated_at) values ('" + ACCOUNT_ID
                        + "', 'REGISTRATION', 'a@b.de', 'm', 'k', 'd', 'EXPIRED', " + NOW + ", " + NOW + ", " + NOW
                        + ", " + NOW + ")",
                "insert into mails (id, kind, recipient, content, state, attempts, created_at, next_attempt_at,"
                        + " give_up_at, sent_at) values ('" + ACCOUNT_ID + "', 'WELCOME', 'a@b.de', X'00', 'SENT', 1, "
                        + NOW + ", " + NOW + ", " + NOW + ", " + NOW + ")"
            })
    void theSchemaRefusesWhatTheDomainNeverMakes(String insert) {
        try (JpaPersistence persistence = JpaPersistence.open(PersistenceSettings.h2Memory("refusals"))) {
            assertThatThrownBy(() -> execute(persistence, insert))
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(CK|FK)_.*");
        }
    }

    private static void execute(JpaPersistence persistence, String sql) throws SQLException {
        try (Connection connection = persistence.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
