package leadr.registration.adapter.jpa;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import leadr.registration.application.access.Caller;
import leadr.registration.application.invitation.InvitationUseCases;
import leadr.registration.application.invitation.InviteUser;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What inviting by e-mail costs on the real database, and that it costs the same whoever is invited. */
abstract class InvitationsOnDatabase {
    private final TestDatabase database;
    private final int statementsOfInvite;
    private final Transactions transactions;
    private final InvitationUseCases invitations;

    /** With what a call costs: how many statements are sent for it. */
    InvitationsOnDatabase(TestDatabase database, int statementsOfInvite) {
        this.database = database;
        this.statementsOfInvite = statementsOfInvite;
        this.transactions = database.transactions();
        this.invitations = new Bench().invitations(transactions);
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    private void commit(Consumer<RegistrationStore> work) {
        boolean done = transactions.run(store -> {
            work.accept(store);
            return true;
        });
        assertThat(done).isTrue();
    }

    private Caller admin() {
        Account account = Fixtures.account("Alpha");
        User user = Fixtures.user(account, "adam@example.org", Role.ADMIN);
        ApiKey key = Fixtures.key(user, Fixtures.SECRETS.apiKey());
        commit(store -> {
            store.accounts().add(account);
            store.users().add(user);
            store.apiKeys().add(key);
        });
        return new Caller(user, account, key.id());
    }

    private List<String> statementsOfInvite(Caller admin, String email) {
        database.drainStatements();
        assertThat(invitations
                        .invite()
                        .execute(new InviteUser.Command(
                                admin,
                                EmailAddress.of(email),
                                null,
                                null,
                                PreferredLanguages.NONE,
                                Fixtures.from("192.0.2.1"))))
                .isInstanceOf(InviteUser.Invited.class);
        return database.drainStatements();
    }

    @Test
    void whoeverIsInvitedItTakesTheSameFewStatements() {
        Caller admin = admin();
        Account beta = Fixtures.account("Beta");
        commit(store -> {
            store.accounts().add(beta);
            store.users().add(Fixtures.user(beta, "active@example.org", UserStatus.ACTIVE));
            store.users().add(Fixtures.user(beta, "suspended@example.org", UserStatus.SUSPENDED));
            store.users().add(Fixtures.owner(beta, "root@example.org").asSuperAdmin(NOON));
        });

        List<String> unknown = statementsOfInvite(admin, "unknown@example.org");

        assertThat(unknown).hasSize(statementsOfInvite);
        for (String known : List.of("active", "suspended", "root")) {
            assertThat(statementsOfInvite(admin, known + "@example.org"))
                    .as(known)
                    .isEqualTo(unknown);
        }
        assertThat(statementsOfInvite(admin, "active@example.org"))
                .as("once more")
                .isEqualTo(statementsOfInvite(admin, "unknown@example.org"));
    }
}
