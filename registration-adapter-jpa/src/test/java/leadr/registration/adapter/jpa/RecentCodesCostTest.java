package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import leadr.registration.application.store.VerificationCodes;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many rows PostgreSQL reads, by its own count, to find the codes of an address that has far more. */
class RecentCodesCostTest {
    private static final MailboxKey MAILBOX = MailboxKey.of(EmailAddress.of("ann@example.org"));
    private static final int DEAD = 20;

    private final PostgresDatabase database = new PostgresDatabase();

    @BeforeEach
    void fill() throws SQLException {
        String id = "cast(lpad(cast(n as varchar), 8, '0') || '-0000-7000-8000-000000000000' as uuid)";
        String moment = "timestamp with time zone '2026-01-01 00:00:00Z' + n * interval '1' second";
        String account = "'00000000-0000-7000-8000-000000000000'";
        database.execute("insert into accounts values (" + account + ", 'Alpha', 'alpha', 'alpha', 'ACTIVE',"
                + " current_timestamp, current_timestamp)");
        database.execute("insert into users select " + id + ", " + account + ", 'ann@example.org', null, 'Ann',"
                + " 'MEMBER', 'INVITED', false, " + moment + ", " + moment + " from generate_series(1, 1000) n");
        // The last one is of a registration, and older than every invitation.
        database.execute(codes("case n when 0 then 'REGISTRATION' else 'INVITE' end", "'PENDING'")
                .formatted(
                        id,
                        "case n when 0 then '" + MAILBOX.value() + ":REGISTRATION' else 'invite ' || n end",
                        "case n when 0 then null else " + id + " end",
                        moment,
                        "generate_series(0, 1000)"));
        database.execute(codes("'REGISTRATION'", "case mod(n, 2) when 0 then 'EXPIRED' else 'USED' end")
                .formatted(id, "null", "null", moment, "generate_series(2000, 51999)"));
        database.execute("analyze verification_codes");
    }

    private static String codes(String type, String status) {
        return "insert into verification_codes (id, type, email, mailbox_key, live_key, user_id, digest_key_id, digest,"
                + " status, expires_at, used_at, created_at, updated_at) select %1$s, " + type
                + ", 'ann@example.org', '" + MAILBOX.value() + "', %2$s, %3$s, 'k1', repeat('0', 64), " + status
                + ", %4$s + interval '1' day, case " + status + " when 'USED' then %4$s end, %4$s, %4$s from %5$s n";
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theCodesThatMatterAreFoundAndNoOthersRead() {
        int read = database.transactions().run(store -> {
            int before = PostgresDatabase.rowsRead(store, "verification_codes");
            assertThat(store.verificationCodes().findRecent(MAILBOX, DEAD))
                    .hasSize(1 + VerificationCodes.LIVE_INVITATIONS + DEAD)
                    .first()
                    .matches(VerificationCode::isRegistration)
                    .matches(VerificationCode::isLive);
            return PostgresDatabase.rowsRead(store, "verification_codes") - before;
        });

        // One more of each part, to see that there are none of the same moment.
        assertThat(read).isBetween(1, 1 + VerificationCodes.LIVE_INVITATIONS + DEAD + 2);
    }
}
