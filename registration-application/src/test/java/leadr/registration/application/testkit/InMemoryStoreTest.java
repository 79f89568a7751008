package leadr.registration.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.Transactions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {
    private final InMemoryStore inMemory = new InMemoryStore();

    @Test
    void aTransactionDoesNotBeginInsideAnother() {
        assertThatThrownBy(() -> assertThat(inMemory.<Boolean>run(outer -> inMemory.run(inner -> true)))
                        .isTrue())
                .isInstanceOf(IllegalStateException.class);
    }

    private abstract class OnInMemoryStore implements StoreContract {
        @Override
        public Transactions transactions() {
            return inMemory;
        }
    }

    @Nested
    class KeepsTheTransactionsContract extends OnInMemoryStore implements TransactionsContract {}

    @Nested
    class KeepsTheAccountsContract extends OnInMemoryStore implements AccountsContract {}

    @Nested
    class KeepsTheUsersContract extends OnInMemoryStore implements UsersContract {}

    @Nested
    class KeepsTheApiKeysContract extends OnInMemoryStore implements ApiKeysContract {}

    @Nested
    class KeepsTheVerificationCodesContract extends OnInMemoryStore implements VerificationCodesContract {}

    @Nested
    class KeepsTheEmailChangeCodesContract extends OnInMemoryStore implements EmailChangeCodesContract {}

    @Nested
    class KeepsTheTeamChangesContract extends OnInMemoryStore implements TeamChangesContract {}

    @Nested
    class KeepsTheInvitationsContract extends OnInMemoryStore implements InvitationsContract {}

    @Nested
    class KeepsTheInvitationListingContract extends OnInMemoryStore implements InvitationListingContract {}

    @Nested
    class KeepsWhatInvitingPromises extends OnInMemoryStore implements InvitingAtOnce {}

    @Nested
    class KeepsTheMailboxesContract extends OnInMemoryStore implements MailboxesContract {}

    @Nested
    class KeepsTheJamCodesContract extends OnInMemoryStore implements JamCodesContract {}

    @Nested
    class KeepsTheJamCodeUsesContract extends OnInMemoryStore implements JamCodeUsesContract {}

    @Nested
    class KeepsTheJamCodeRedemptionsContract extends OnInMemoryStore implements JamCodeRedemptionsContract {}

    @Nested
    class KeepsTheIdempotentRequestsContract extends OnInMemoryStore implements IdempotentRequestsContract {}

    @Nested
    class KeepsThePagingContract extends OnInMemoryStore implements PagingContract {}

    @Nested
    class KeepsTheOutboxContract extends OnInMemoryStore implements OutboxContract {
        @Override
        public Optional<OutgoingMail> storedMail(UUID id) {
            return inMemory.mails().stream()
                    .filter(mail -> mail.id().equals(id))
                    .findFirst();
        }
    }

    @Nested
    class KeepsTheMailListingContract extends OnInMemoryStore implements MailListingContract {}

    @Nested
    class KeepsTheAuditLogContract extends OnInMemoryStore implements AuditLogContract {
        @Override
        public Optional<AuditEvent> storedEvent(UUID id) {
            return inMemory.auditEvents().stream()
                    .filter(event -> event.id().equals(id))
                    .findFirst();
        }
    }

    @Nested
    class KeepsTheAuditListingContract extends OnInMemoryStore implements AuditListingContract {}

    @Nested
    class KeepsTheAccountListingContract extends OnInMemoryStore implements AccountListingContract {}

    @Nested
    class KeepsTheUserListingContract extends OnInMemoryStore implements UserListingContract {}

    @Nested
    class KeepsTheApiKeyListingContract extends OnInMemoryStore implements ApiKeyListingContract {}

    @Nested
    class KeepsThePurgeContract extends OnInMemoryStore implements PurgeContract {}

    @Nested
    class KeepsTheCompletionContract extends OnInMemoryStore implements CompletionContract {}
}
