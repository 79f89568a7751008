package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.testkit.Proofs;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.secret.PlainSecret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What completing costs, by the number of statements: one more on H2, which has none that makes and holds a mailbox. */
abstract class CompletionOnDatabase {
    private static final String ANN = "ann@example.com";

    private final TestDatabase database;
    private final int more;
    private final UseCases on;
    private final Proofs proofs;

    CompletionOnDatabase(TestDatabase database, int more) {
        this.database = database;
        this.more = more;
        this.on = new UseCases(database.transactions());
        this.proofs = new Proofs(database.transactions(), on.tokens, on.clock);
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    private List<String> statements(PlainSecret token, @Nullable String jamCode, @Nullable String key) {
        database.drainStatements();
        Result result = on.complete(token, "Ann's Games", jamCode, key);
        List<String> statements = database.drainStatements();
        assertThat(result).isInstanceOf(Completed.class);
        return statements;
    }

    private List<String> statements(PlainSecret token) {
        return statements(token, null, null);
    }

    @Test
    void aRegistrationIsCompletedInTenStatements() {
        assertThat(statements(proofs.registration(ANN))).hasSize(10 + more);
    }

    @Test
    void aJamCodeCostsThreeMore() {
        on.jamCode(on.superadmin(), "SPRING", null, Attributes.EMPTY);

        assertThat(statements(proofs.registration(ANN), "SPRING", null)).hasSize(13 + more);
    }

    @Test
    void anInvitationThatIsDeclinedCostsSixMore() {
        assertThat(proofs.invited(proofs.owner("Alpha"), ANN, Role.MEMBER).isInvited())
                .isTrue();

        assertThat(statements(proofs.registration(ANN))).hasSize(16 + more);
    }

    @Test
    void anInvitationIsAcceptedInTwelveStatements() {
        User invited = proofs.invited(proofs.owner("Alpha"), ANN, Role.MEMBER);

        assertThat(statements(proofs.invitation(invited))).hasSize(12 + more);
    }

    @Test
    void accessIsRecoveredInNineStatements() {
        assertThat(statements(proofs.recovery(proofs.owner("Alpha")))).hasSize(9 + more);
    }

    @Test
    void aRepeatCostsSevenStatementsWhateverIsRepeated() {
        User owner = proofs.owner("Alpha");
        User invited = proofs.invited(owner, ANN, Role.MEMBER);
        for (PlainSecret token :
                List.of(proofs.registration("bob@example.com"), proofs.invitation(invited), proofs.recovery(owner))) {
            assertThat(statements(token, null, "key-1")).hasSizeGreaterThan(8);
            assertThat(statements(token, null, "key-1")).hasSize(8 + more);
        }
    }
}
