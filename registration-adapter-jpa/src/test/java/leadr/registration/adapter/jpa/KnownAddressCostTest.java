package leadr.registration.adapter.jpa;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import leadr.registration.application.store.KnownAddress;
import leadr.registration.application.testkit.FakeVerificationTokens;
import leadr.registration.application.testkit.Proofs;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.Test;

/** How many users are read, by the count of the databases, to learn what is known of one address of ten thousand. */
class KnownAddressCostTest {
    private static final EmailAddress OWNER = EmailAddress.of("owner@alpha.example");
    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

    /** An owner who is invited by another account; ten thousand others have an address, and as many are invited. */
    private static void fill(TestDatabase database, String numbers) throws SQLException {
        Proofs proofs = new Proofs(database.transactions(), new FakeVerificationTokens(), () -> NOON);
        User alpha = proofs.owner("Alpha");
        User invited = proofs.invited(proofs.owner("Beta"), OWNER.value(), Role.MEMBER);
        assertThat(invited.isInvited()).isTrue();
        String id = "cast(lpad(cast(n as varchar), 8, '0') || '-0000-7000-8000-000000000000' as uuid)";
        database.execute("insert into users (id, account_id, email, occupied_email, invited_email, display_name, role,"
                + " status, super_admin, created_at, updated_at)"
                + " select " + id + ", '" + alpha.accountId().value() + "', 'a' || n || '@example.org',"
                + " case when n < 10000 then 'a' || n || '@example.org' end,"
                + " case when n >= 10000 then 'a' || n || '@example.org' end, 'Ann', 'MEMBER',"
                + " case when n < 10000 then 'ACTIVE' else 'INVITED' end, false, current_timestamp, current_timestamp"
                + " from " + numbers);
        database.execute(
                "insert into invitations (user_id, account_id, email, mailbox_key, open_key, invited_by, status,"
                        + " sent_at, expires_at, created_at)"
                        + " select id, account_id, email, lpad(email, 64, '0'), email, id, 'PENDING', created_at,"
                        + " created_at + interval '1' day, created_at from users where status = 'INVITED' and account_id = '"
                        + alpha.accountId().value() + "'");
        database.execute("analyze");
    }

    private static void assertKnown(KnownAddress known) {
        assertThat(known.occupant()).isPresent();
        assertThat(known.invitations()).hasSize(1);
    }

    @Test
    void postgresReadsTheUsersOfTheAddressOnly() throws SQLException {
        try (PostgresDatabase database = new PostgresDatabase()) {
            fill(database, "generate_series(0, 19999) n");

            int read = database.transactions().run(store -> {
                int before = PostgresDatabase.rowsRead(store, "users");
                assertKnown(store.users().findAddress(OWNER));
                return PostgresDatabase.rowsRead(store, "users") - before;
            });

            // Two users: each for its id, and again for the rest of it, and a little more as the plan may be.
            assertThat(read).isBetween(2, 6);
        }
    }

    @Test
    void h2ScansTheRowsOfTheAddressOnly() throws SQLException {
        try (H2Database database = new H2Database()) {
            fill(database, "(select x as n from system_range(0, 19999))");
            database.drainStatements();
            assertKnown(database.transactions().run(store -> store.users().findAddress(OWNER)));
            String sql = database.drainStatements().get(0);

            try (Connection connection = database.persistence().dataSource().getConnection();
                    PreparedStatement explain = connection.prepareStatement("explain analyze " + sql)) {
                explain.setString(1, OWNER.canonical());
                explain.setString(2, OWNER.canonical());
                try (ResultSet plan = explain.executeQuery()) {
                    assertThat(plan.next()).isTrue();
                    assertThat(SCANNED.matcher(plan.getString(1))
                                    .results()
                                    .mapToInt(found -> Integer.parseInt(found.group(1))))
                            .as(plan.getString(1))
                            .isNotEmpty()
                            .allMatch(scanned -> scanned <= 10);
                }
            }
        }
    }
}
