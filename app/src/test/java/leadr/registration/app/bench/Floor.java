package leadr.registration.app.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a registration has to leave in the database, written with the fewest statements that do it, each call in one
 * transaction. It decides next to nothing: no limits, no locks, no free slug, no audit of refusals.
 *
 * <p>A flow inserts mailbox, code, two mails, three audit events, account, user and API key, and changes mailbox and code:
 * the code when it is used and when it is consumed, the mailbox when the right code came. That is what the product leaves.
 */
interface Floor {
    /** How long a code lives, in minutes; and a mail without one, in hours. */
    int CODE_MINUTES = 10;

    int MAIL_HOURS = 24;

    /** What initiate writes: mailbox, code, mail, audit event. */
    record NewCode(UUID id, String email, String mailbox, String digest, Mail mail, Trace trace) {
        String liveKey() {
            return mailbox + ":REGISTRATION";
        }
    }

    /** What verify looks for and marks as used; it writes an audit event. */
    record Guess(String mailbox, String digest, Trace trace) {
        String liveKey() {
            return mailbox + ":REGISTRATION";
        }
    }

    /** What complete writes: account, user, API key, welcome mail, audit event, and the end of the code. */
    record Founding(
            UUID code,
            String email,
            UUID account,
            String name,
            String slug,
            UUID user,
            Key key,
            Mail mail,
            Trace trace) {}

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Mail(UUID id, byte[] content) {}

    record Key(UUID id, String prefix, String digest) {}

    /** The audit event of a request, its reference, and when it came. */
    record Trace(UUID event, UUID reference, OffsetDateTime at) {}

    void initiate(NewCode code) throws SQLException;

    /** The id of the code, or null when it is not there. */
    @Nullable UUID verify(Guess guess) throws SQLException;

    /** False when the code is not there, or is not to be used any more. */
    boolean complete(Founding founding) throws SQLException;

    /** Prepares a statement with these values. */
    static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException failure) {
            statement.close();
            throw failure;
        }
    }
}
