package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    private static final String ID = "01980000-0000-7000-8000-000000000001";
    private static final String NOW = "timestamp with time zone '2026-03-01 12:00:00+00'";

    /** What is not to get in, by the rule that keeps it out. */
    private static final Map<String, String> CULPRITS = culprits();

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
    void dataOfTheFirstVersionLoads() throws SQLException {
        PersistenceSettings settings = PersistenceSettings.h2File(folder);
        try (Connection connection = DriverManager.getConnection(settings.jdbcUrl(), settings.user(), "")) {
            connection.setAutoCommit(false);
            Schema.migrate(connection, "leadr/registration/adapter/jpa/changelog/0001-registration.sql");
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into accounts values ('" + ID + "', 'Old Hands', 'old hands', 'old-hands',"
                        + " 'ACTIVE', " + NOW + ", " + NOW + ")");
                statement.execute(
                        "insert into verification_codes values ('" + ID + "', 'REGISTRATION', 'a@example.com', '"
                                + "0".repeat(64) + "', null, null, 'k1', '" + "0".repeat(64) + "', 'USED', " + NOW
                                + " + interval '10' minute, " + NOW + ", " + NOW + ", " + NOW + ", " + NOW + ", null)");
            }
            connection.commit();
        }

        try (JpaPersistence today = JpaPersistence.open(settings)) {
            VerificationCode code = today.transactions().run(store -> {
                assertThat(store.accounts().find(new AccountId(UUID.fromString(ID))))
                        .isPresent();
                return store.verificationCodes()
                        .findForUpdate(new VerificationCodeId(UUID.fromString(ID)))
                        .orElseThrow();
            });
            assertThat(code.isConsumed()).isTrue();
            assertThat(code.usedBy()).isNull();
            assertThat(code.issuedKey()).isNull();
        }
    }

    @Test
    void dataOfTheVersionBeforeInvitationsLoadsAndGoesOn() throws SQLException {
        UUID invited = UUID.fromString(ID.replace("001", "002"));
        MailboxKey mailbox = MailboxKey.of(EmailAddress.of("b@example.com"));
        for (PersistenceSettings settings : List.of(PersistenceSettings.h2File(folder), PostgresServer.newDatabase())) {
            try (Connection connection = DriverManager.getConnection(settings.jdbcUrl(), settings.user(), "")) {
                connection.setAutoCommit(false);
                for (String released : List.of("0001-registration", "0002-jam-codes", "0003-mail-list")) {
                    Schema.migrate(connection, "leadr/registration/adapter/jpa/changelog/" + released + ".sql");
                }
                try (Statement statement = connection.createStatement()) {
                    statement.execute("insert into accounts values ('" + ID + "', 'Old Hands', 'old hands',"
                            + " 'old-hands', 'ACTIVE', " + NOW + ", " + NOW + ")");
                    String user = "insert into users values ('%s', '" + ID + "', '%s', %s, 'A', 'OWNER', '%s', false, "
                            + NOW + ", " + NOW + ")";
                    statement.execute(user.formatted(ID, "a@example.com", "'a@example.com'", "ACTIVE"));
                    statement.execute(user.formatted(invited, "b@example.com", "null", "INVITED"));
                    statement.execute("insert into verification_codes (id, type, email, mailbox_key, live_key,"
                            + " digest_key_id, digest, status, expires_at, created_at, updated_at) values ('" + ID
                            + "', 'REGISTRATION', 'b@example.com', '" + mailbox.value() + "', '" + mailbox.value()
                            + ":REGISTRATION', 'k1', '" + "0".repeat(64) + "', 'PENDING', " + NOW
                            + " + interval '10' minute, " + NOW + ", " + NOW + ")");
                }
                connection.commit();
            }

            try (JpaPersistence today = JpaPersistence.open(settings)) {
                List<VerificationCode> codes = today.transactions().run(store -> {
                    User owner = store.users()
                            .findForUpdate(new UserId(UUID.fromString(ID)))
                            .orElseThrow();
                    store.users().update(owner.delete(Fixtures.NOON));
                    User guest = store.users().find(new UserId(invited)).orElseThrow();
                    store.invitations()
                            .add(Invitation.issue(guest, owner.id(), Fixtures.NOON.plusSeconds(9), Fixtures.NOON));
                    store.verificationCodes()
                            .add(Fixtures.code(
                                    VerificationCodeType.INVITE, "b@example.com", guest.id(), Fixtures.NOON));
                    store.verificationCodes().supersede(mailbox, VerificationCodeType.REGISTRATION, Fixtures.NOON);
                    return store.verificationCodes().findRecent(mailbox, 9);
                });

                assertThat(codes).extracting(VerificationCode::isLive).containsExactly(true, false);
                assertThat(codes).extracting(VerificationCode::isInvite).containsExactly(true, false);
            }
        }
    }

    /**
     * A node was killed while it made the tables. On a database this JVM has not seen, because Liquibase remembers those that
     * are up to date.
     */
    @Test
    @Timeout(60)
    void aLockLeftBehindByAKilledMigrationIsTaken() throws SQLException {
        for (PersistenceSettings settings : List.of(PersistenceSettings.h2File(folder), PostgresServer.newDatabase())) {
            try (Connection connection = DriverManager.getConnection(settings.jdbcUrl(), settings.user(), "");
                    Statement statement = connection.createStatement()) {
                statement.execute("create table databasechangeloglock (id int not null primary key,"
                        + " locked boolean not null, lockgranted timestamp, lockedby varchar(255))");
                statement.execute("insert into databasechangeloglock values (1, true, current_timestamp, 'somebody')");
            }

            try (JpaPersistence next = JpaPersistence.open(settings)) {
                assertThat(next.isReady()).isTrue();
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

    @Test
    void theMigrationsRunAgainOnPostgresWithoutChangingAnything() throws SQLException {
        try (TestDatabase database = new PostgresDatabase(2)) {
            List<String> applied = database.query("select id from databasechangelog order by orderexecuted");
            try (JpaPersistence third = JpaPersistence.open(database.settings())) {
                assertThat(third.isReady()).isTrue();
            }
            assertThat(database.query("select id from databasechangelog order by orderexecuted"))
                    .isEqualTo(applied)
                    .contains("accounts", "locks");
        }
    }

    @RepeatedTest(3)
    void nodesThatStartAtOnceOnAnEmptyDatabaseAllGetReady() throws SQLException {
        PersistenceSettings empty = PostgresServer.newDatabase();

        List<Boolean> ready = Race.of(3, number -> () -> {
            try (JpaPersistence node = JpaPersistence.open(empty)) {
                return node.isReady();
            }
        });

        PostgresServer.drop(empty);
        assertThat(ready).containsOnly(true);
    }

    /** The last line of defence: what the domain never makes does not get in by another way either. */
    @Test
    void theSchemaRefusesWhatTheDomainNeverMakes() {
        for (TestDatabase database : List.of(new H2Database(), new PostgresDatabase())) {
            try (database) {
                assertThat(CULPRITS)
                        .allSatisfy((rule, insert) -> assertThatThrownBy(() -> database.execute(insert))
                                .isInstanceOf(SQLException.class)
                                .hasMessageMatching("(?is).*\\b" + rule + "\\b.*"));
            }
        }
    }

    private static Map<String, String> culprits() {
        String account = "insert into accounts values ('" + ID + "', 'N', 'n', '%s', '%s', " + NOW + ", " + NOW + ")";
        String code = "insert into verification_codes (id, type, email, mailbox_key, digest_key_id, digest, status,"
                + " expires_at, created_at, updated_at, used_at, consumed_at) values ('" + ID
                + "', 'REGISTRATION', 'a@b.de', 'm', 'k', 'd', '%s', " + NOW + ", " + NOW + ", " + NOW + ", %s, %s)";
        String jamCode = "insert into jam_codes (id, code, description, features, max_uses, active, revision,"
                + " created_at, updated_at) values ('" + ID + "', '%s', 'D', '{}', %s, true, 0, " + NOW + ", " + NOW
                + ")";
        Map<String, String> culprits = new LinkedHashMap<>(Map.of(
                "ck_accounts_slug",
                account.formatted("s", "ACTIVE"),
                "ck_accounts_status",
                account.formatted("slug", "GONE"),
                "fk_users_account",
                "insert into users (id, account_id, email, occupied_email, display_name, role, status, super_admin,"
                        + " created_at, updated_at) values ('" + ID + "', '" + ID
                        + "', 'a@b.de', 'a@b.de', 'A', 'OWNER', 'ACTIVE', false, " + NOW + ", " + NOW + ")",
                "ck_verification_codes_live",
                code.formatted("PENDING", "null", "null"),
                "ck_verification_codes_end",
                code.formatted("USED", NOW, "null"),
                "ck_verification_codes_consumed",
                code.formatted("EXPIRED", "null", NOW),
                "ck_mails_wiped",
                "insert into mails (id, kind, recipient, content, state, attempts, created_at, next_attempt_at,"
                        + " give_up_at, sent_at) values ('" + ID + "', 'WELCOME', 'a@b.de', cast('x' as bytea), 'SENT',"
                        + " 1, " + NOW + ", " + NOW + ", " + NOW + ", " + NOW + ")"));
        culprits.put("ck_jam_codes_code", jamCode.formatted("jam", "null"));
        culprits.put("ck_jam_codes_max_uses", jamCode.formatted("JAM", "0"));
        culprits.put("ck_jam_code_stripes_uses", "insert into jam_code_stripes values ('" + ID + "', 0, 2, 1, 0)");
        culprits.put("fk_jam_code_stripes_code", "insert into jam_code_stripes values ('" + ID + "', 0, 1, 1, 0)");
        culprits.put(
                "ck_verification_codes_used_by",
                code.formatted("PENDING", "null", "null")
                        .replace(", used_at,", ", live_key, used_by_key, used_at,")
                        .replace(", null, null)", ", 'l', 'k', null, null)"));
        culprits.put(
                "ck_verification_codes_issued_key",
                code.formatted("PENDING", "null", "null")
                        .replace(", used_at,", ", live_key, issued_key, used_at,")
                        .replace(", null, null)", ", 'l', '" + ID + "', null, null)"));
        String user = "insert into users (id, account_id, email, display_name, role, occupied_email, status, deleted,"
                + " super_admin, created_at, updated_at) values ('" + ID + "', '" + ID
                + "', 'a@b.de', 'A', 'OWNER', %s, '%s', %s, %s, " + NOW + ", " + NOW + ")";
        culprits.put("ck_users_status", user.formatted("'a@b.de'", "GONE", "false", "false"));
        culprits.put("ck_users_email", user.formatted("'a@b.de'", "DELETED", "true", "false"));
        culprits.put("ck_users_deleted", user.formatted("null", "DELETED", "false", "false"));
        culprits.put("ck_users_super_admin", user.formatted("null", "DELETED", "true", "true"));
        String invitation = "insert into invitations (user_id, account_id, invited_by, email, mailbox_key, sent_at,"
                + " created_at, expires_at, open_key, status, accepted_at) values ('" + ID + "', '" + ID + "', '" + ID
                + "', 'a@b.de', 'm', " + NOW + ", " + NOW + ", " + NOW + " + interval '%s' day, %s, '%s', %s)";
        culprits.put("ck_invitations_status", invitation.formatted("1", "null", "GONE", "null"));
        culprits.put("ck_invitations_open", invitation.formatted("1", "null", "PENDING", "null"));
        culprits.put("ck_invitations_accepted", invitation.formatted("1", "null", "ACCEPTED", "null"));
        culprits.put("ck_invitations_times", invitation.formatted("0", "'k'", "PENDING", "null"));
        culprits.put("fk_invitations_(user|account|invited_by)", invitation.formatted("1", "'k'", "PENDING", "null"));
        return culprits;
    }

    private static void execute(JpaPersistence persistence, String sql) throws SQLException {
        try (Connection connection = persistence.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
