package leadr.registration.adapter.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.secret.SealedText;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.AccountListingContract;
import leadr.registration.application.testkit.AccountsContract;
import leadr.registration.application.testkit.ApiKeyListingContract;
import leadr.registration.application.testkit.ApiKeysContract;
import leadr.registration.application.testkit.AuditListingContract;
import leadr.registration.application.testkit.AuditLogContract;
import leadr.registration.application.testkit.CompletionContract;
import leadr.registration.application.testkit.EmailChangeCodesContract;
import leadr.registration.application.testkit.IdempotentRequestsContract;
import leadr.registration.application.testkit.InvitationListingContract;
import leadr.registration.application.testkit.InvitationsContract;
import leadr.registration.application.testkit.InvitingAtOnce;
import leadr.registration.application.testkit.JamCodeRedemptionsContract;
import leadr.registration.application.testkit.JamCodeUsesContract;
import leadr.registration.application.testkit.JamCodesContract;
import leadr.registration.application.testkit.MailListingContract;
import leadr.registration.application.testkit.MailboxesContract;
import leadr.registration.application.testkit.OutboxContract;
import leadr.registration.application.testkit.PagingContract;
import leadr.registration.application.testkit.PurgeContract;
import leadr.registration.application.testkit.StoreContract;
import leadr.registration.application.testkit.TeamChangesContract;
import leadr.registration.application.testkit.TransactionsContract;
import leadr.registration.application.testkit.UserListingContract;
import leadr.registration.application.testkit.UsersContract;
import leadr.registration.application.testkit.VerificationCodesContract;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.ClientNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Runs the contracts of the ports. */
abstract class StoreOnDatabase {
    private final TestDatabase database;

    StoreOnDatabase(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    private abstract class OnDatabase implements StoreContract {
        private final Transactions transactions = database.transactions();

        @Override
        public Transactions transactions() {
            return transactions;
        }

        /** Reads past the adapter, so that what it wrote is seen as it is. */
        <T> Optional<T> row(String sql, UUID id, Reader<T> reader) {
            try (Connection connection = database.persistence().dataSource().getConnection();
                    PreparedStatement query = connection.prepareStatement(sql)) {
                query.setObject(1, id);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
                }
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static Instant requiredInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(instant(row, column)).orElseThrow();
    }

    @Nested
    class KeepsTheTransactionsContract extends OnDatabase implements TransactionsContract {}

    @Nested
    class KeepsTheAccountsContract extends OnDatabase implements AccountsContract {}

    @Nested
    class KeepsTheUsersContract extends OnDatabase implements UsersContract {}

    @Nested
    class KeepsTheApiKeysContract extends OnDatabase implements ApiKeysContract {}

    @Nested
    class KeepsTheVerificationCodesContract extends OnDatabase implements VerificationCodesContract {}

    @Nested
    class KeepsTheEmailChangeCodesContract extends OnDatabase implements EmailChangeCodesContract {}

    @Nested
    class KeepsTheTeamChangesContract extends OnDatabase implements TeamChangesContract {}

    @Nested
    class KeepsTheInvitationsContract extends OnDatabase implements InvitationsContract {}

    @Nested
    class KeepsTheInvitationListingContract extends OnDatabase implements InvitationListingContract {}

    @Nested
    class KeepsWhatInvitingPromises extends OnDatabase implements InvitingAtOnce {}

    @Nested
    class KeepsTheMailboxesContract extends OnDatabase implements MailboxesContract {}

    @Nested
    class KeepsTheJamCodesContract extends OnDatabase implements JamCodesContract {}

    @Nested
    class KeepsTheJamCodeUsesContract extends OnDatabase implements JamCodeUsesContract {}

    @Nested
    class KeepsTheJamCodeRedemptionsContract extends OnDatabase implements JamCodeRedemptionsContract {}

    @Nested
    class KeepsTheIdempotentRequestsContract extends OnDatabase implements IdempotentRequestsContract {}

    @Nested
    class KeepsThePagingContract extends OnDatabase implements PagingContract {}

    @Nested
    class KeepsTheOutboxContract extends OnDatabase implements OutboxContract {
        @Override
        public Instant later(Instant now, Duration time) {
            try {
                database.passes(time);
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
            return now.plus(time);
        }

        @Override
        public Duration tick() {
            return database.tick();
        }

        @Override
        public Optional<OutgoingMail> storedMail(UUID id) {
            return row(
                    "select * from mails where id = ?",
                    id,
                    row -> new OutgoingMail(
                            row.getObject("id", UUID.class),
                            MailKind.valueOf(row.getString("kind")),
                            EmailAddress.of(row.getString("recipient")),
                            row.getBytes("content") == null
                                    ? null
                                    : new SealedText(row.getString("content_key_id"), row.getBytes("content")),
                            MailState.valueOf(row.getString("state")),
                            row.getInt("attempts"),
                            requiredInstant(row, "created_at"),
                            requiredInstant(row, "next_attempt_at"),
                            requiredInstant(row, "give_up_at"),
                            instant(row, "sent_at"),
                            row.getString("last_reply")));
        }
    }

    @Nested
    class KeepsTheMailListingContract extends OnDatabase implements MailListingContract {}

    @Nested
    class KeepsTheAuditLogContract extends OnDatabase implements AuditLogContract {
        @Override
        public Optional<AuditEvent> storedEvent(UUID id) {
            return row(
                    "select * from audit_events where id = ?",
                    id,
                    row -> new AuditEvent(
                            row.getObject("id", UUID.class),
                            requiredInstant(row, "at"),
                            row.getString("actor"),
                            AuditAction.valueOf(row.getString("action")),
                            row.getString("target"),
                            AuditEvent.Outcome.valueOf(row.getString("outcome")),
                            row.getString("reason"),
                            new RequestOrigin(
                                    row.getObject("reference", UUID.class), new ClientNetwork(row.getString("client"))),
                            Optional.ofNullable(row.getObject("account_id", UUID.class))
                                    .map(AccountId::new)
                                    .orElse(null)));
        }
    }

    @Nested
    class KeepsTheAuditListingContract extends OnDatabase implements AuditListingContract {}

    @Nested
    class KeepsTheAccountListingContract extends OnDatabase implements AccountListingContract {}

    @Nested
    class KeepsTheUserListingContract extends OnDatabase implements UserListingContract {}

    @Nested
    class KeepsTheApiKeyListingContract extends OnDatabase implements ApiKeyListingContract {}

    @Nested
    class KeepsThePurgeContract extends OnDatabase implements PurgeContract {}

    @Nested
    class KeepsTheCompletionContract extends OnDatabase implements CompletionContract {}
}
