package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import leadr.registration.application.mail.MailFilter;
import leadr.registration.application.mail.MailSort;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.store.AccountFilter;
import leadr.registration.application.store.AccountSort;
import leadr.registration.application.store.ApiKeyFilter;
import leadr.registration.application.store.ApiKeySort;
import leadr.registration.application.store.AuditFilter;
import leadr.registration.application.store.AuditSort;
import leadr.registration.application.store.InvitationFilter;
import leadr.registration.application.store.InvitationSort;
import leadr.registration.application.store.JamCodeRedemptions;
import leadr.registration.application.store.JamCodes;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.PageRequest.Position;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.SortField;
import leadr.registration.application.store.SortKey;
import leadr.registration.application.store.UserFilter;
import leadr.registration.application.store.UserSort;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.jamcode.JamCodeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How many rows are read for a page of a hundred thousand: counted by PostgreSQL itself, in the transaction that reads the
 * page. Not a matter of time, so it holds on every machine.
 */
class PagingCostTest {
    private static final int ROWS = 100_000;
    private static final int LIMIT = 20;

    /** The page, one row to know that there are more, and the tens that share a moment at either end of it. */
    private static final int MOST_ROWS_READ = LIMIT + 1 + 20;

    /** Few among many, as they are when somebody looks for them. */
    private static final String FEW = "n % 100 in (5, 95)";

    /** Of the few. */
    private static final AccountId SMALL_ACCOUNT = new AccountId(idOf(2));

    private static final PostgresDatabase DATABASE = new PostgresDatabase();

    @BeforeAll
    static void fill() throws SQLException {
        String number = "lpad(cast(n as varchar), 8, '0')";
        String id = "cast(" + number + " || '-0000-7000-8000-000000000000' as uuid)";
        String moment = "timestamp with time zone '2026-01-01 00:00:00Z' + (n / 10) * interval '1' second";
        String numbers = " from generate_series(0, " + (ROWS - 1) + ") n";
        DATABASE.execute(
                "insert into jam_codes (id, code, description, features, active, revision, created_at, updated_at)"
                        + " select " + id + ", 'JAM' || " + number + ", 'A jam', '{}', true, 0, " + moment + ", "
                        + moment
                        + numbers);
        DATABASE.execute("insert into accounts (id, name, name_key, slug, status, created_at, updated_at) select " + id
                + ", 'Team ' || n, 'team ' || n, 'team-' || n, 'ACTIVE', " + moment + ", " + moment + numbers);
        DATABASE.execute("insert into jam_code_redemptions (id, jam_code_id, account_id, meta, redeemed_at) select "
                + id + ", " + "'00000001-0000-7000-8000-000000000000', " + id + ", '{}', " + moment + numbers);
        DATABASE.execute(
                "insert into mails (id, kind, recipient, state, attempts, created_at, next_attempt_at, give_up_at,"
                        + " sent_at) select " + id + ", 'WELCOME', 'ann@example.org', case when " + FEW
                        + " then 'FAILED' else 'SENT' end, 1, " + moment + ", " + moment + ", " + moment
                        + ", case when " + FEW
                        + " then null else " + moment + " end" + numbers);
        String invitedId =
                "cast(lpad(cast(n + " + ROWS + " as varchar), 8, '0') || '-0000-7000-8000-000000000000' as uuid)";
        // Half of them are of another account.
        String inviting = "cast('0000000' || (2 + n % 2) || '-0000-7000-8000-000000000000' as uuid)";
        DATABASE.execute(
                "insert into users (id, account_id, email, occupied_email, display_name, role, status, deleted,"
                        + " super_admin, created_at, updated_at) select " + invitedId + ", " + inviting
                        + ", 'ann@example.org', null, 'Ann', 'MEMBER', 'DELETED', true, false, " + moment + ", "
                        + moment
                        + numbers);
        DATABASE.execute(
                "insert into invitations (user_id, account_id, email, mailbox_key, invited_by, status, sent_at,"
                        + " expires_at, created_at) select " + invitedId + ", " + inviting
                        + ", 'ann@example.org', 'm', "
                        + invitedId + ", 'REVOKED', " + moment + ", " + moment + " + interval '1' day, " + moment
                        + numbers);
        String account = "case when " + FEW + " then cast('" + SMALL_ACCOUNT.value() + "' as uuid) else cast('"
                + idOf(1) + "' as uuid) end";
        DATABASE.execute("insert into users (id, account_id, email, occupied_email, display_name, role, status,"
                + " super_admin, created_at, updated_at) select " + id + ", " + account + ", n || '@example.org', n ||"
                + " '@example.org', 'Ann', 'MEMBER', 'ACTIVE', false, " + moment + ", " + moment + numbers);
        DATABASE.execute("insert into api_keys (id, account_id, user_id, name, prefix, digest_key_id, digest, status,"
                + " created_at, updated_at) select " + id + ", " + account + ", " + id + ", 'Key', 'ldr_0123456789',"
                + " 'k1', lpad(cast(n as varchar), 64, '0'), 'ACTIVE', " + moment + ", " + moment + numbers);
        DATABASE.execute("insert into audit_events (id, at, actor, action, target, outcome, reference, client,"
                + " account_id) select " + id + ", " + moment + ", case when " + FEW + " then 'few' else 'many' end,"
                + " 'VERIFY_CODE', case when " + FEW + " then 'few' else 'many' end, 'DONE', " + id + ", '192.0.2.1',"
                + " case when " + FEW + " then cast('" + SMALL_ACCOUNT.value() + "' as uuid) end" + numbers);
        for (String table : List.of(
                "jam_codes",
                "accounts",
                "jam_code_redemptions",
                "mails",
                "users",
                "invitations",
                "api_keys",
                "audit_events")) {
            DATABASE.execute("analyze " + table);
        }
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static UUID idOf(int number) {
        return UUID.fromString(String.format("%08d-0000-7000-8000-000000000000", number));
    }

    private static Instant momentOf(int number) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number / 10);
    }

    static Stream<Arguments> promisedSorts() {
        List<Arguments> sorts = new ArrayList<>();
        for (boolean descending : List.of(true, false)) {
            for (int row : List.of(-1, 12, ROWS / 2, ROWS - 12)) {
                for (boolean backwards : row < 0 ? List.of(false) : List.of(false, true)) {
                    sorts.add(Arguments.of(descending, row, backwards));
                }
            }
        }
        return sorts.stream();
    }

    @ParameterizedTest(name = "descending {0}, from row {1}, backwards {2}")
    @MethodSource("promisedSorts")
    void aPageOfJamCodesReadsAsFewRowsAtAnyDepth(boolean descending, int row, boolean backwards) {
        for (JamCodes.SortBy field : List.of(JamCodes.SortBy.CREATED_AT, JamCodes.SortBy.CODE, JamCodes.SortBy.ID)) {
            PageRequest<JamCodes.SortBy> request =
                    request(field, JamCodes.SortBy.ID, descending, row, backwards, number -> switch (field) {
                        case CODE -> String.format("JAM%08d", number);
                        case ID -> idOf(number);
                        default -> momentOf(number);
                    });

            assertThat(rowsRead("jam_codes", store -> store.jamCodes().list(JamCodes.Filter.NONE, request)))
                    .as("%s", field)
                    .isBetween(1, MOST_ROWS_READ);
        }
    }

    @ParameterizedTest(name = "descending {0}, from row {1}, backwards {2}")
    @MethodSource("promisedSorts")
    void aPageOfRedemptionsReadsAsFewRowsAtAnyDepth(boolean descending, int row, boolean backwards) {
        JamCodeId code = new JamCodeId(idOf(1));
        for (JamCodeRedemptions.SortBy field : List.of(
                JamCodeRedemptions.SortBy.CREATED_AT,
                JamCodeRedemptions.SortBy.ACCOUNT_ID,
                JamCodeRedemptions.SortBy.ID)) {
            PageRequest<JamCodeRedemptions.SortBy> request = request(
                    field,
                    JamCodeRedemptions.SortBy.ID,
                    descending,
                    row,
                    backwards,
                    number -> field == JamCodeRedemptions.SortBy.CREATED_AT ? momentOf(number) : idOf(number));

            assertThat(rowsRead(
                            "jam_code_redemptions",
                            store -> store.jamCodeRedemptions().list(code, request)))
                    .as("%s", field)
                    .isBetween(1, MOST_ROWS_READ);
        }
    }

    @ParameterizedTest(name = "descending {0}, from row {1}, backwards {2}")
    @MethodSource("promisedSorts")
    void aPageOfMailsReadsAsFewRowsAtAnyDepth(boolean descending, int row, boolean backwards) {
        for (MailSort field : List.of(MailSort.CREATED_AT, MailSort.ID)) {
            PageRequest<MailSort> request =
                    request(field, MailSort.ID, descending, row, backwards, PagingCostTest::momentOf);

            assertThat(rowsRead("mails", store -> store.outbox().list(MailFilter.NONE, request)))
                    .as("%s", field)
                    .isBetween(1, MOST_ROWS_READ);
        }
    }

    @ParameterizedTest(name = "descending {0}, from row {1}, backwards {2}")
    @MethodSource("promisedSorts")
    void aPageOfTheFewMailsThatFailedReadsAsFewRowsAtAnyDepth(boolean descending, int row, boolean backwards) {
        PageRequest<MailSort> request =
                request(MailSort.CREATED_AT, MailSort.ID, descending, row, backwards, PagingCostTest::momentOf);
        MailFilter failed = new MailFilter(MailState.FAILED, null);

        assertThat(rowsRead("mails", store -> store.outbox().list(failed, request)))
                .isBetween(1, MOST_ROWS_READ);
    }

    @ParameterizedTest(name = "descending {0}, from row {1}, backwards {2}")
    @MethodSource("promisedSorts")
    void aPageOfInvitationsReadsAsFewRowsAtAnyDepth(boolean descending, int row, boolean backwards) {
        InvitationFilter filter = new InvitationFilter(new AccountId(idOf(2)), null, momentOf(0));
        PageRequest<InvitationSort> request = request(
                InvitationSort.CREATED_AT, InvitationSort.ID, descending, row, backwards, PagingCostTest::momentOf);

        assertThat(rowsRead("invitations", store -> store.invitations().list(filter, request)))
                .isBetween(1, MOST_ROWS_READ);
        assertThat(rowsRead("users", store -> store.invitations().list(filter, request)))
                .isBetween(1, LIMIT);
    }

    @ParameterizedTest(name = "descending {0}, from row {1}, backwards {2}")
    @MethodSource("promisedSorts")
    void aPageOfAccountsReadsAsFewRowsAtAnyDepth(boolean descending, int row, boolean backwards) {
        for (AccountSort field : List.of(AccountSort.CREATED_AT, AccountSort.ID)) {
            PageRequest<AccountSort> request =
                    request(field, AccountSort.ID, descending, row, backwards, PagingCostTest::momentOf);

            assertThat(rowsRead("accounts", store -> store.accounts().list(AccountFilter.NONE, request)))
                    .as("%s", field)
                    .isBetween(1, MOST_ROWS_READ);
        }
    }

    @ParameterizedTest(name = "descending {0}, from row {1}, backwards {2}")
    @MethodSource("promisedSorts")
    void aPageOfUsersReadsAsFewRowsAtAnyDepth(boolean descending, int row, boolean backwards) {
        PageRequest<UserSort> request =
                request(UserSort.CREATED_AT, UserSort.ID, descending, row, backwards, PagingCostTest::momentOf);
        for (UserFilter filter : List.of(
                UserFilter.NONE,
                new UserFilter(SMALL_ACCOUNT, null, null),
                new UserFilter(SMALL_ACCOUNT, null, null, true, true))) {
            assertThat(rowsRead("users", store -> store.users().list(filter, request)))
                    .as("%s", filter)
                    .isBetween(1, MOST_ROWS_READ);
        }
    }

    @Test
    void theAccountAndTheKeysOfAnAddressAreFoundWithoutReadingTheOthers() {
        EmailAddress email = EmailAddress.of("4711@example.org");
        PageRequest<AccountSort> accounts =
                request(AccountSort.CREATED_AT, AccountSort.ID, true, -1, false, PagingCostTest::momentOf);
        PageRequest<ApiKeySort> keys =
                request(ApiKeySort.CREATED_AT, ApiKeySort.ID, true, -1, false, PagingCostTest::momentOf);

        assertThat(rowsRead("accounts", store -> store.accounts().list(new AccountFilter(null, email, null), accounts)))
                .isBetween(1, MOST_ROWS_READ);
        assertThat(rowsRead(
                        "api_keys",
                        store -> store.apiKeys().list(new ApiKeyFilter(null, null, email, null, null, null), keys)))
                .isBetween(1, MOST_ROWS_READ);
    }

    @Test
    void whoHasAnAddressIsFoundWithoutReadingTheOthers() {
        PageRequest<UserSort> request =
                request(UserSort.CREATED_AT, UserSort.ID, true, -1, false, PagingCostTest::momentOf);
        UserFilter filter = new UserFilter(null, EmailAddress.of("4711@example.org"), null);

        assertThat(rowsRead("users", store -> store.users().list(filter, request)))
                .isBetween(1, MOST_ROWS_READ);
    }

    @ParameterizedTest(name = "descending {0}, from row {1}, backwards {2}")
    @MethodSource("promisedSorts")
    void aPageOfKeysReadsAsFewRowsAtAnyDepth(boolean descending, int row, boolean backwards) {
        PageRequest<ApiKeySort> request =
                request(ApiKeySort.CREATED_AT, ApiKeySort.ID, descending, row, backwards, PagingCostTest::momentOf);
        for (ApiKeyFilter filter : List.of(
                ApiKeyFilter.NONE,
                new ApiKeyFilter(SMALL_ACCOUNT, null, null, null, null, null),
                new ApiKeyFilter(SMALL_ACCOUNT, null, null, null, null, new UserId(idOf(5))))) {
            assertThat(rowsRead("api_keys", store -> store.apiKeys().list(filter, request)))
                    .as("%s", filter)
                    .isBetween(1, MOST_ROWS_READ);
        }
    }

    @ParameterizedTest(name = "descending {0}, from row {1}, backwards {2}")
    @MethodSource("promisedSorts")
    void aPageOfEventsReadsAsFewRowsAtAnyDepth(boolean descending, int row, boolean backwards) {
        PageRequest<AuditSort> request =
                request(AuditSort.AT, AuditSort.ID, descending, row, backwards, PagingCostTest::momentOf);
        for (AuditFilter filter : List.of(
                AuditFilter.NONE,
                new AuditFilter("few", null, null, null, null, null, null),
                new AuditFilter(null, null, "few", null, null, null, null),
                new AuditFilter(null, null, null, null, null, null, SMALL_ACCOUNT))) {
            assertThat(rowsRead("audit_events", store -> store.auditLog().list(filter, request)))
                    .as("%s", filter)
                    .isBetween(1, MOST_ROWS_READ);
        }
    }

    private static <F extends SortField<?>> PageRequest<F> request(
            F field, F id, boolean descending, int row, boolean backwards, Function<Integer, Object> value) {
        List<SortKey<F>> order = new ArrayList<>(List.of(new SortKey<>(field, descending)));
        if (!field.isUnique()) {
            order.add(new SortKey<>(id, false));
        }
        Optional<Position> position = row < 0
                ? Optional.empty()
                : Optional.of(new Position(
                        order.stream()
                                .map(key -> key.field() == id ? idOf(row) : value.apply(row))
                                .toList(),
                        backwards,
                        false));
        return new PageRequest<>(LIMIT, order, position);
    }

    private static int rowsRead(String table, Function<RegistrationStore, Page<?>> read) {
        return DATABASE.transactions().run(store -> {
            int before = PostgresDatabase.rowsRead(store, table);
            assertThat(read.apply(store).items()).isNotEmpty();
            return PostgresDatabase.rowsRead(store, table) - before;
        });
    }
}
