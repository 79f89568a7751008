package leadr.registration.app.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many rows there are of what a flow has to leave behind. */
record Rows(Map<String, Long> counts) {
    /**
     * A count.
     *
     * @param perFlow what every registration adds to it
     * @param perRedemption what it adds when a jam code is redeemed with it
     */
    private record Count(String what, String sql, int perFlow, int perRedemption) {}

    private static final String OF_MAKERS =
            " from users u join accounts a on a.id = u.account_id where not u.super_admin";

    private static final List<Count> COUNTS = List.of(
            new Count("accounts", "select count(distinct a.id)" + OF_MAKERS, 1, 0),
            new Count("users", "select count(*)" + OF_MAKERS, 1, 0),
            new Count(
                    "API keys",
                    "select count(*) from api_keys k join users u on u.id = k.user_id where not u.super_admin",
                    1,
                    0),
            new Count("mailboxes", "select count(*) from mailboxes", 1, 0),
            new Count("codes", "select count(*) from verification_codes", 1, 0),
            new Count(
                    "consumed codes",
                    "select count(*) from verification_codes where status = 'USED' and consumed_at is not null",
                    1,
                    0),
            new Count("mails", "select count(*) from mails", 2, 0),
            new Count(
                    "mails with content that nobody touched",
                    "select count(content) from mails where state = 'QUEUED' and attempts = 0 and lease is null",
                    2,
                    0),
            new Count(
                    "audit events",
                    "select count(*) from audit_events where outcome = 'DONE'"
                            + " and action in ('INITIATE_REGISTRATION', 'VERIFY_CODE', 'COMPLETE_REGISTRATION')",
                    3,
                    0),
            new Count("redemptions", "select count(*) from jam_code_redemptions", 0, 1),
            new Count("uses of the jam code", "select coalesce(sum(uses), 0) from jam_code_stripes", 0, 1));

    static Rows count(Connection connection) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (Count count : COUNTS) {
                try (ResultSet row = statement.executeQuery(count.sql())) {
                    counts.put(count.what(), row.next() ? row.getLong(1) : -1);
                }
            }
        }
        return new Rows(counts);
    }

    /** @throws WrongAnswer when they are not what so many registrations leave behind, no more and no fewer */
    void require(long flows, boolean redeemed) {
        List<String> wrong = COUNTS.stream()
                .filter(count -> counts.getOrDefault(count.what(), -1L) != expected(count, flows, redeemed))
                .map(count ->
                        counts.get(count.what()) + " " + count.what() + ", not " + expected(count, flows, redeemed))
                .toList();
        if (!wrong.isEmpty()) {
            throw new WrongAnswer("after " + flows + " flows there are " + String.join("; ", wrong));
        }
    }

    private static long expected(Count count, long flows, boolean redeemed) {
        return flows * (count.perFlow() + (redeemed ? count.perRedemption() : 0));
    }
}
