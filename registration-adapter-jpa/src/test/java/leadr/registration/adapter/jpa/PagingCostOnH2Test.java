package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import leadr.registration.application.mail.MailFilter;
import leadr.registration.application.mail.MailSort;
import leadr.registration.application.store.AccountFilter;
import leadr.registration.application.store.AccountSort;
import leadr.registration.application.store.ApiKeyFilter;
import leadr.registration.application.store.ApiKeySort;
import leadr.registration.application.store.AuditFilter;
import leadr.registration.application.store.AuditSort;
import leadr.registration.application.store.JamCodes;
import leadr.registration.application.store.JamCodes.SortBy;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.PageRequest.Position;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.SortKey;
import leadr.registration.application.store.UserFilter;
import leadr.registration.application.store.UserSort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same as {@link PagingCostTest} by H2's own count of the rows it scans for a page of a hundred thousand. */
class PagingCostOnH2Test {
    private static final int LIMIT = 20;
    private static final UUID DEEP_ID = UUID.fromString("00050000-0000-7000-8000-000000000000");
    private static final String DEEP_CODE = "JAM00050000";
    private static final OffsetDateTime DEEP_MOMENT = OffsetDateTime.of(2026, 1, 1, 1, 23, 20, 0, ZoneOffset.UTC);
    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

    private static final H2Database DATABASE = new H2Database();

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute("""
                insert into jam_codes (id, code, description, features, active, revision, created_at, updated_at)
                select cast(lpad(x, 8, '0') || '-0000-7000-8000-000000000000' as uuid), 'JAM' || lpad(x, 8, '0'),
                    'A jam', '{}', true, 0,
                    dateadd('SECOND', x / 10, timestamp with time zone '2026-01-01 00:00:00+00'),
                    dateadd('SECOND', x / 10, timestamp with time zone '2026-01-01 00:00:00+00')
                from system_range(0, 99999)
                """);
        DATABASE.execute("""
                insert into mails (id, kind, recipient, state, attempts, created_at, next_attempt_at, give_up_at, sent_at)
                select cast(lpad(x, 8, '0') || '-0000-7000-8000-000000000000' as uuid), 'WELCOME', 'ann@example.org',
                    'SENT', 1, at, at, at, at
                from (select x, dateadd('SECOND', x / 10, timestamp with time zone '2026-01-01 00:00:00+00') as at
                    from system_range(0, 99999))
                """);
        DATABASE.execute("""
                insert into accounts (id, name, name_key, slug, status, created_at, updated_at)
                select cast(lpad(x, 8, '0') || '-0000-7000-8000-000000000000' as uuid), 'Team ' || x, x, 'team-' || x,
                    'ACTIVE', at, at
                from (select x, dateadd('SECOND', x / 10, timestamp with time zone '2026-01-01 00:00:00+00') as at
                    from system_range(0, 99999))
                """);
        DATABASE.execute("""
                insert into users (id, account_id, email, occupied_email, display_name, role, status, super_admin,
                    created_at, updated_at)
                select id, id, slug || '@example.org', slug || '@example.org', 'Ann', 'MEMBER', 'ACTIVE', false,
                    created_at, updated_at
                from accounts
                """);
        DATABASE.execute("""
                insert into api_keys (id, account_id, user_id, name, prefix, digest_key_id, digest, status, created_at,
                    updated_at)
                select id, id, id, 'Key', 'ldr_0123456789', 'k1', lpad(name_key, 64, '0'), 'ACTIVE', created_at,
                    updated_at
                from accounts
                """);
        DATABASE.execute("""
                insert into audit_events (id, at, actor, action, target, outcome, reference, client)
                select id, created_at, 'anonymous', 'VERIFY_CODE', slug, 'DONE', id, '192.0.2.1' from accounts
                """);
        DATABASE.execute("analyze");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    static Stream<Arguments> promisedSorts() {
        Object moment = DEEP_MOMENT;
        return Stream.of(
                Arguments.of(SortBy.CREATED_AT, true, List.of(moment, moment, moment, DEEP_ID)),
                Arguments.of(SortBy.CREATED_AT, false, List.of(moment, moment, moment, DEEP_ID)),
                Arguments.of(SortBy.CODE, false, List.of(DEEP_CODE)),
                Arguments.of(SortBy.CODE, true, List.of(DEEP_CODE)),
                Arguments.of(SortBy.ID, false, List.of(DEEP_ID)),
                Arguments.of(SortBy.ID, true, List.of(DEEP_ID)));
    }

    @ParameterizedTest(name = "{0}, descending {1}")
    @MethodSource("promisedSorts")
    void theFirstPageAndADeepOneScanAsFewRows(SortBy field, boolean descending, List<Object> parameters)
            throws SQLException {
        List<SortKey<SortBy>> order = field.isUnique()
                ? List.of(new SortKey<>(field, descending))
                : List.of(new SortKey<>(field, descending), new SortKey<>(SortBy.ID, false));
        List<Object> values = order.stream()
                .<Object>map(key -> switch (key.field()) {
                    case ID -> DEEP_ID;
                    case CODE -> DEEP_CODE;
                    default -> DEEP_MOMENT.toInstant();
                })
                .toList();

        PageRequest<SortBy> first = new PageRequest<>(LIMIT, order, Optional.empty());
        PageRequest<SortBy> deep = new PageRequest<>(LIMIT, order, Optional.of(new Position(values, false, false)));

        assertThat(rowsScanned(store -> store.jamCodes().list(JamCodes.Filter.NONE, first), List.of()))
                .isBetween(1, 2 * LIMIT);
        assertThat(rowsScanned(store -> store.jamCodes().list(JamCodes.Filter.NONE, deep), parameters))
                .isBetween(1, 2 * LIMIT);
    }

    @ParameterizedTest(name = "descending {0}")
    @ValueSource(booleans = {true, false})
    void theFirstPageOfMailsAndADeepOneScanAsFewRows(boolean descending) throws SQLException {
        List<SortKey<MailSort>> order =
                List.of(new SortKey<>(MailSort.CREATED_AT, descending), new SortKey<>(MailSort.ID, false));
        PageRequest<MailSort> first = new PageRequest<>(LIMIT, order, Optional.empty());
        PageRequest<MailSort> deep = new PageRequest<>(
                LIMIT, order, Optional.of(new Position(List.of(DEEP_MOMENT.toInstant(), DEEP_ID), false, false)));

        assertThat(rowsScanned(store -> store.outbox().list(MailFilter.NONE, first), List.of()))
                .isBetween(1, 2 * LIMIT);
        assertThat(rowsScanned(
                        store -> store.outbox().list(MailFilter.NONE, deep),
                        List.of(DEEP_MOMENT, DEEP_MOMENT, DEEP_MOMENT, DEEP_ID)))
                .isBetween(1, 2 * LIMIT);
    }

    @ParameterizedTest(name = "descending {0}")
    @ValueSource(booleans = {true, false})
    void theFirstPagesOfTheOthersAndDeepOnesScanAsFewRows(boolean descending) throws SQLException {
        assertFlat(
                AccountSort.CREATED_AT,
                AccountSort.ID,
                descending,
                request -> store -> store.accounts().list(AccountFilter.NONE, request));
        assertFlat(
                UserSort.CREATED_AT,
                UserSort.ID,
                descending,
                request -> store -> store.users().list(UserFilter.NONE, request));
        assertFlat(
                ApiKeySort.CREATED_AT,
                ApiKeySort.ID,
                descending,
                request -> store -> store.apiKeys().list(ApiKeyFilter.NONE, request));
        assertFlat(
                AuditSort.AT,
                AuditSort.ID,
                descending,
                request -> store -> store.auditLog().list(AuditFilter.NONE, request));
    }

    private static <F> void assertFlat(
            F moment, F id, boolean descending, Function<PageRequest<F>, Function<RegistrationStore, Page<?>>> read)
            throws SQLException {
        List<SortKey<F>> order = List.of(new SortKey<>(moment, descending), new SortKey<>(id, false));
        PageRequest<F> first = new PageRequest<>(LIMIT, order, Optional.empty());
        PageRequest<F> deep = new PageRequest<>(
                LIMIT, order, Optional.of(new Position(List.of(DEEP_MOMENT.toInstant(), DEEP_ID), false, false)));

        assertThat(rowsScanned(read.apply(first), List.of())).isBetween(1, 2 * LIMIT);
        assertThat(rowsScanned(read.apply(deep), List.of(DEEP_MOMENT, DEEP_MOMENT, DEEP_MOMENT, DEEP_ID)))
                .as("%s", moment)
                .isBetween(1, 2 * LIMIT);
    }

    @Test
    void aListOfMailsDoesNotReadTheirContents() {
        PageRequest<MailSort> request =
                new PageRequest<>(LIMIT, List.of(new SortKey<>(MailSort.ID, false)), Optional.empty());
        DATABASE.drainStatements();

        assertThat(DATABASE.transactions()
                        .run(store -> store.outbox().list(MailFilter.NONE, request))
                        .items())
                .hasSize(LIMIT);

        assertThat(DATABASE.drainStatements())
                .singleElement()
                .asString()
                .contains("last_reply")
                .doesNotContain("content");
    }

    private static int rowsScanned(Function<RegistrationStore, Page<?>> read, List<Object> parameters)
            throws SQLException {
        DATABASE.drainStatements();
        assertThat(DATABASE.transactions().run(read).items()).hasSize(LIMIT);
        String sql = DATABASE.drainStatements().get(0);
        try (Connection connection = DATABASE.persistence().dataSource().getConnection();
                PreparedStatement explain = connection.prepareStatement("explain analyze " + sql)) {
            int number = 1;
            for (Object parameter : parameters) {
                explain.setObject(number++, parameter);
            }
            explain.setInt(number, LIMIT + 1);
            try (ResultSet plan = explain.executeQuery()) {
                assertThat(plan.next()).isTrue();
                // Of the rows and of their stripes, of which there are none here.
                return SCANNED.matcher(plan.getString(1))
                        .results()
                        .map(MatchResult::group)
                        .mapToInt(found -> Integer.parseInt(found.replaceAll("\\D", "")))
                        .max()
                        .orElseThrow();
            }
        }
    }
}
