package leadr.registration.app.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** H2 writes one table a statement; the database is in this process, so there are no round trips to save. */
final class FloorOnH2 implements Floor {
    private static final String MAILBOX = "insert into mailboxes (mailbox_key, wrong_guesses, mails) values (?, '', ?)";
    private static final String CODE = """
            insert into verification_codes (id, type, email, mailbox_key, live_key, digest_key_id, digest, status,
                expires_at, created_at, updated_at)
            values (?, 'REGISTRATION', ?, ?, ?, 'k1', ?, 'PENDING', ?, ?, ?)
            """;
    private static final String MAIL = """
            insert into mails (id, kind, recipient, content_key_id, content, state, attempts, created_at,
                next_attempt_at, give_up_at)
            values (?, ?, ?, 'k1', ?, 'QUEUED', 0, ?, ?, ?)
            """;
    private static final String EVENT = """
            insert into audit_events (id, at, actor, action, target, outcome, reason, reference, client)
            values (?, ?, ?, ?, ?, 'DONE', ?, ?, '127.0.0.1')
            """;
    private static final String USE = """
            select id from final table (
                update verification_codes set status = 'USED', live_key = null, used_at = ?, updated_at = ?
                where live_key = ? and digest = ? and expires_at > ?)
            """;
    private static final String REFILL = "update mailboxes set wrong_guesses = '' where mailbox_key = ?";
    private static final String CONSUME = """
            update verification_codes set consumed_at = ?, updated_at = ?, issued_key = ?
            where id = ? and status = 'USED' and consumed_at is null
            """;
    private static final String ACCOUNT = """
            insert into accounts (id, name, name_key, slug, status, created_at, updated_at)
            values (?, ?, lower(?), ?, 'ACTIVE', ?, ?)
            """;
    private static final String MEMBER = """
            insert into users (id, account_id, email, occupied_email, display_name, role, status, super_admin,
                created_at, updated_at)
            values (?, ?, ?, ?, ?, 'OWNER', 'ACTIVE', false, ?, ?)
            """;
    private static final String KEY = """
            insert into api_keys (id, account_id, user_id, name, prefix, digest_key_id, digest, status, created_at,
                updated_at)
            values (?, ?, ?, 'registration', ?, 'k1', ?, 'ACTIVE', ?, ?)
            """;

    private final DataSource dataSource;

    /** @param dataSource whose connections wait for a commit; what is not committed is undone when they are given back */
    FloorOnH2(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void initiate(NewCode code) throws SQLException {
        Trace trace = code.trace();
        try (Connection connection = dataSource.getConnection()) {
            write(
                    connection,
                    MAILBOX,
                    code.mailbox(),
                    Long.toString(trace.at().toInstant().toEpochMilli() * 1000));
            write(
                    connection,
                    CODE,
                    code.id(),
                    code.email(),
                    code.mailbox(),
                    code.liveKey(),
                    code.digest(),
                    trace.at().plusMinutes(CODE_MINUTES),
                    trace.at(),
                    trace.at());
            write(
                    connection,
                    MAIL,
                    code.mail().id(),
                    "VERIFICATION",
                    code.email(),
                    code.mail().content(),
                    trace.at(),
                    trace.at(),
                    trace.at().plusMinutes(CODE_MINUTES));
            String masked = code.email().charAt(0) + "***@example.com";
            event(connection, trace, "anonymous", "INITIATE_REGISTRATION", masked, "CODE_SENT");
            connection.commit();
        }
    }

    @Override
    public @Nullable UUID verify(Guess guess) throws SQLException {
        Trace trace = guess.trace();
        try (Connection connection = dataSource.getConnection()) {
            UUID id = use(connection, guess);
            if (id != null) {
                write(connection, REFILL, guess.mailbox());
                event(connection, trace, "anonymous", "VERIFY_CODE", "vrf_" + id, null);
                connection.commit();
            }
            return id;
        }
    }

    private static @Nullable UUID use(Connection connection, Guess guess) throws SQLException {
        Trace trace = guess.trace();
        try (PreparedStatement statement = Floor.prepared(
                        connection, USE, trace.at(), trace.at(), guess.liveKey(), guess.digest(), trace.at());
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getObject(1, UUID.class) : null;
        }
    }

    @Override
    public boolean complete(Founding founding) throws SQLException {
        Trace trace = founding.trace();
        Key key = founding.key();
        Mail mail = founding.mail();
        try (Connection connection = dataSource.getConnection()) {
            write(
                    connection,
                    ACCOUNT,
                    founding.account(),
                    founding.name(),
                    founding.name(),
                    founding.slug(),
                    trace.at(),
                    trace.at());
            write(
                    connection,
                    MEMBER,
                    founding.user(),
                    founding.account(),
                    founding.email(),
                    founding.email(),
                    founding.name(),
                    trace.at(),
                    trace.at());
            write(
                    connection,
                    KEY,
                    key.id(),
                    founding.account(),
                    founding.user(),
                    key.prefix(),
                    key.digest(),
                    trace.at(),
                    trace.at());
            if (write(connection, CONSUME, trace.at(), trace.at(), key.id(), founding.code()) == 0) {
                connection.rollback();
                return false;
            }
            write(
                    connection,
                    MAIL,
                    mail.id(),
                    "WELCOME",
                    founding.email(),
                    mail.content(),
                    trace.at(),
                    trace.at(),
                    trace.at().plusHours(MAIL_HOURS));
            event(
                    connection,
                    trace,
                    "usr_" + founding.user(),
                    "COMPLETE_REGISTRATION",
                    "acc_" + founding.account(),
                    null);
            connection.commit();
            return true;
        }
    }

    private static void event(
            Connection connection, Trace trace, String actor, String action, String target, @Nullable String reason)
            throws SQLException {
        write(connection, EVENT, trace.event(), trace.at(), actor, action, target, reason, trace.reference());
    }

    @CanIgnoreReturnValue
    private static int write(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = Floor.prepared(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }
}
