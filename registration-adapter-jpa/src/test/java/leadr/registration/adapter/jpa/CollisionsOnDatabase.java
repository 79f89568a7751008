package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.secret.PlainSecret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names and slugs that many want at once: everybody gets an account or a clean refusal. */
abstract class CollisionsOnDatabase {
    private static final int RUNNERS = 40;

    private final TestDatabase database;
    private final UseCases on;

    CollisionsOnDatabase(TestDatabase database) {
        this.database = database;
        this.on = new UseCases(database.transactions());
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    private List<PlainSecret> tokens() {
        return IntStream.range(0, RUNNERS)
                .mapToObj(number -> on.tokenFor("maker" + number + "@example.com"))
                .toList();
    }

    @Test
    void differentNamesThatMakeOneLongSlugAllGetAnAccountWithASlugThatFits() throws SQLException {
        List<PlainSecret> tokens = tokens();
        // 60 letters: the slug is cut to 50, and its numbers have to fit as well.
        String name = "a".repeat(49) + "-" + "b".repeat(10);

        List<CompleteRegistration.Result> results = Race.of(
                RUNNERS, number -> () -> on.complete(tokens.get(number), name + "!".repeat(number), null, null));

        assertThat(results).allMatch(Completed.class::isInstance);
        assertThat(results)
                .extracting(result -> ((Completed) result).account().slug().value())
                .doesNotHaveDuplicates()
                .allMatch(slug -> slug.length() <= 50 && slug.matches("a{46,49}(-\\d+)?"));
        assertThat(database.query("select max(char_length(slug)) from accounts"))
                .containsExactly("50");
    }

    @Test
    void oneNameInManyWritingsIsGivenOnceAndTheOthersAreToldSo() {
        List<PlainSecret> tokens = tokens();

        List<CompleteRegistration.Result> results = Race.of(
                RUNNERS,
                number -> () ->
                        on.complete(tokens.get(number), number % 2 == 0 ? "Night Owls" : "NIGHT owls", null, null));

        assertThat(results).filteredOn(Completed.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(new Refused(Reason.ACCOUNT_NAME_TAKEN, null)::equals)
                .hasSize(RUNNERS - 1);
    }

    /** The constraints of a database have no order, the refusals of the contract have. */
    @Test
    void oneNameAndSlugWantedAtOnceIsRefusedForTheSlugFirst() {
        List<PlainSecret> tokens = tokens();

        List<CompleteRegistration.Result> results =
                Race.of(RUNNERS, number -> () -> on.complete(tokens.get(number), "Night Owls", "night-owls"));

        assertThat(results).filteredOn(Completed.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(new Refused(Reason.SLUG_TAKEN, null)::equals)
                .hasSize(RUNNERS - 1);
    }

    @Test
    void oneAddressProvedManyTimesGetsOneAccount() throws SQLException {
        List<PlainSecret> tokens = IntStream.range(0, RUNNERS)
                .mapToObj(number -> on.tokenFor("Ada@Example.com"))
                .toList();

        List<CompleteRegistration.Result> results =
                Race.of(RUNNERS, number -> () -> on.complete(tokens.get(number), "Team " + number, null, null));

        assertThat(results).filteredOn(Completed.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(new Refused(Reason.EMAIL_TAKEN, null)::equals)
                .hasSize(RUNNERS - 1);
        assertThat(database.query("select count(*) from accounts"))
                .as("no account without its user")
                .containsExactly("1");
    }
}
