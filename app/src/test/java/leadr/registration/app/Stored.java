package leadr.registration.app;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What is in the database, as far as a crash could have made halves of it. The superadmin is left out. */
record Stored(List<Account> accounts, List<Code> codes, List<Mail> mails, Events events) {
    /**
     * An account, and how many rows belong to it.
     *
     * @param email of its owner; empty when it has none
     * @param codes that were consumed for it
     * @param events that say that it was made
     */
    record Account(String id, String email, int users, int keys, int codes, int welcomes, int events) {}

    /** A code; {@code consumed} by the completion of a registration. */
    record Code(String email, boolean used, boolean consumed) {}

    record Mail(String id, String recipient, String kind, String state) {}

    /** How many audit events there are for what was done. */
    record Events(int initiated, int verified, int completed) {}

    static Stored read(Connection connection) throws SQLException {
        return new Stored(
                rows(
                        connection,
                        """
                        select 'acc_' || cast(a.id as varchar(36)) as id,
                            coalesce((select min(u.email) from users u
                                where u.account_id = a.id and u.role = 'OWNER' and u.status = 'ACTIVE'), '') as email,
                            (select count(*) from users u where u.account_id = a.id) as users,
                            (select count(*) from api_keys k where k.account_id = a.id) as api_keys,
                            (select count(*) from verification_codes c join api_keys k on k.id = c.issued_key
                                where k.account_id = a.id and c.consumed_at is not null) as codes,
                            (select count(*) from mails m join users u on u.email = m.recipient
                                where u.account_id = a.id and m.kind = 'WELCOME') as welcomes,
                            (select count(*) from audit_events e
                                where e.action = 'COMPLETE_REGISTRATION' and e.outcome = 'DONE'
                                and e.target = 'acc_' || cast(a.id as varchar(36))) as events
                        from accounts a
                        where not exists (select 1 from users u where u.account_id = a.id and u.super_admin)
                        """,
                        row -> new Account(
                                row.getString("id"),
                                row.getString("email"),
                                row.getInt("users"),
                                row.getInt("api_keys"),
                                row.getInt("codes"),
                                row.getInt("welcomes"),
                                row.getInt("events"))),
                rows(
                        connection,
                        "select email, status, consumed_at from verification_codes",
                        row -> new Code(
                                row.getString("email"),
                                row.getString("status").equals("USED"),
                                row.getTimestamp("consumed_at") != null)),
                rows(
                        connection,
                        "select cast(id as varchar(36)) as id, recipient, kind, state from mails",
                        row -> new Mail(
                                row.getString("id"),
                                row.getString("recipient"),
                                row.getString("kind"),
                                row.getString("state"))),
                new Events(
                        events(connection, "INITIATE_REGISTRATION"),
                        events(connection, "VERIFY_CODE"),
                        events(connection, "COMPLETE_REGISTRATION")));
    }

    private static int events(Connection connection, String action) throws SQLException {
        return rows(
                        connection,
                        "select 1 from audit_events where outcome = 'DONE' and action = '" + action + "'",
                        row -> row.getInt(1))
                .size();
    }

    private static <R> List<R> rows(Connection connection, String sql, Reader<R> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<R> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(reader.read(found));
            }
            return rows;
        }
    }

    private interface Reader<R> {
        R read(ResultSet row) throws SQLException;
    }
}
