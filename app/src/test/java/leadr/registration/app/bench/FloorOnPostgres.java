package leadr.registration.app.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One statement for each call, which commits by itself: one round trip. */
final class FloorOnPostgres implements Floor {
    private static final String INITIATE = """
            with mailbox as (
                insert into mailboxes (mailbox_key, wrong_guesses, mails) values (?, '', ?)),
            code as (
                insert into verification_codes (id, type, email, mailbox_key, live_key, digest_key_id, digest, status,
                    expires_at, created_at, updated_at)
                values (?, 'REGISTRATION', ?, ?, ?, 'k1', ?, 'PENDING', ?, ?, ?)),
            mail as (
                insert into mails (id, kind, recipient, content_key_id, content, state, attempts, created_at,
                    next_attempt_at, give_up_at)
                values (?, 'VERIFICATION', ?, 'k1', ?, 'QUEUED', 0, ?, ?, ?))
            insert into audit_events (id, at, actor, action, target, outcome, reason, reference, client)
            values (?, ?, 'anonymous', 'INITIATE_REGISTRATION', ?, 'DONE', 'CODE_SENT', ?, '127.0.0.1')
            """;

    private static final String VERIFY = """
            with code as (
                update verification_codes set status = 'USED', live_key = null, used_at = ?, updated_at = ?
                where live_key = ? and digest = ? and expires_at > ? returning id),
            mailbox as (
                update mailboxes set wrong_guesses = '' where mailbox_key = ? and exists (select 1 from code)),
            event as (
                insert into audit_events (id, at, actor, action, target, outcome, reference, client)
                select ?, ?, 'anonymous', 'VERIFY_CODE', 'vrf_' || id, 'DONE', ?, '127.0.0.1' from code)
            select id from code
            """;

    private static final String COMPLETE = """
            with code as (
                update verification_codes set consumed_at = ?, updated_at = ?, issued_key = ?
                where id = ? and status = 'USED' and consumed_at is null returning id),
            account as (
                insert into accounts (id, name, name_key, slug, status, created_at, updated_at)
                select ?, ?, lower(?), ?, 'ACTIVE', ?, ? from code),
            member as (
                insert into users (id, account_id, email, occupied_email, display_name, role, status, super_admin,
                    created_at, updated_at)
                select ?, ?, ?, ?, ?, 'OWNER', 'ACTIVE', false, ?, ? from code),
            key as (
                insert into api_keys (id, account_id, user_id, name, prefix, digest_key_id, digest, status, created_at,
                    updated_at)
                select ?, ?, ?, 'registration', ?, 'k1', ?, 'ACTIVE', ?, ? from code),
            mail as (
                insert into mails (id, kind, recipient, content_key_id, content, state, attempts, created_at,
                    next_attempt_at, give_up_at)
                select ?, 'WELCOME', ?, 'k1', ?, 'QUEUED', 0, ?, ?, ? from code),
            event as (
                insert into audit_events (id, at, actor, action, target, outcome, reference, client)
                select ?, ?, ?, 'COMPLETE_REGISTRATION', ?, 'DONE', ?, '127.0.0.1' from code)
            select id from code
            """;

    private final DataSource dataSource;

    /** @param dataSource whose connections commit after each statement */
    FloorOnPostgres(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void initiate(NewCode code) throws SQLException {
        Trace trace = code.trace();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = Floor.prepared(
                        connection,
                        INITIATE,
                        code.mailbox(),
                        Long.toString(trace.at().toInstant().toEpochMilli() * 1000),
                        code.id(),
                        code.email(),
                        code.mailbox(),
                        code.liveKey(),
                        code.digest(),
                        trace.at().plusMinutes(CODE_MINUTES),
                        trace.at(),
                        trace.at(),
                        code.mail().id(),
                        code.email(),
                        code.mail().content(),
                        trace.at(),
                        trace.at(),
                        trace.at().plusMinutes(CODE_MINUTES),
                        trace.event(),
                        trace.at(),
                        code.email().charAt(0) + "***@example.com",
                        trace.reference())) {
            statement.execute();
        }
    }

    @Override
    public @Nullable UUID verify(Guess guess) throws SQLException {
        Trace trace = guess.trace();
        return id(
                VERIFY,
                trace.at(),
                trace.at(),
                guess.liveKey(),
                guess.digest(),
                trace.at(),
                guess.mailbox(),
                trace.event(),
                trace.at(),
                trace.reference());
    }

    @Override
    public boolean complete(Founding founding) throws SQLException {
        Trace trace = founding.trace();
        return id(
                        COMPLETE,
                        trace.at(),
                        trace.at(),
                        founding.key().id(),
                        founding.code(),
                        founding.account(),
                        founding.name(),
                        founding.name(),
                        founding.slug(),
                        trace.at(),
                        trace.at(),
                        founding.user(),
                        founding.account(),
                        founding.email(),
                        founding.email(),
                        founding.name(),
                        trace.at(),
                        trace.at(),
                        founding.key().id(),
                        founding.account(),
                        founding.user(),
                        founding.key().prefix(),
                        founding.key().digest(),
                        trace.at(),
                        trace.at(),
                        founding.mail().id(),
                        founding.email(),
                        founding.mail().content(),
                        trace.at(),
                        trace.at(),
                        trace.at().plusHours(MAIL_HOURS),
                        trace.event(),
                        trace.at(),
                        "usr_" + founding.user(),
                        "acc_" + founding.account(),
                        trace.reference())
                != null;
    }

    private @Nullable UUID id(String sql, Object... values) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = Floor.prepared(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getObject(1, UUID.class) : null;
        }
    }
}
