package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.secret.PlainSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompleteRegistrationRacesTest {
    private static final String ANN = "ann@example.org";

    private final Bench bench = new Bench();
    private final RivalTransactions rivals = new RivalTransactions(bench.store);

    private Result complete(Completing what) {
        return bench.completeRegistration(rivals).execute(what.command());
    }

    private static String slugOf(Result result) {
        return ((Completed) result).account().slug().value();
    }

    private void addSlugs(String base, int count) {
        for (int number = 0; number < count; number++) {
            bench.addAccount(account("Holder " + base + number, number == 0 ? base : base + "-" + number));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 19, 20, 21, 59, 60, 61, 145})
    void aSlugMadeFromTheNameGetsTheFirstFreeNumber(int taken) {
        addSlugs("team-alpha", taken);

        assertThat(slugOf(complete(Completing.with(bench.tokenFor(ANN))))).isEqualTo("team-alpha-" + taken);
    }

    @Test
    void aGapAmongTheNumbersIsFilled() {
        bench.addAccount(account("One", "team-alpha"));
        bench.addAccount(account("Two", "team-alpha-2"));

        assertThat(slugOf(complete(Completing.with(bench.tokenFor(ANN))))).isEqualTo("team-alpha-1");
    }

    @Test
    void aNumberedSlugStaysWithinFiftyCharacters() {
        String longest = "a".repeat(50);
        bench.addAccount(account("Holder", longest));

        assertThat(slugOf(complete(Completing.with(bench.tokenFor(ANN)).name("A".repeat(60)))))
                .isEqualTo("a".repeat(48) + "-1");
    }

    @Test
    void aSlugAskedForIsTakenAsItIs() {
        addSlugs("team-alpha", 3);

        assertThat(slugOf(complete(Completing.with(bench.tokenFor(ANN)).slug("beta-9"))))
                .isEqualTo("beta-9");
    }

    @Test
    void ofTwentyWhoCompleteWithOneTokenAtOnceOneFoundsAnAccount() {
        PlainSecret token = bench.tokenFor(ANN);

        List<Result> results = Race.of(
                20,
                number -> () -> bench.completeRegistration()
                        .execute(Completing.with(token).name("Team " + number).command()));

        assertThat(results).filteredOn(Completed.class::isInstance).hasSize(1);
        assertThat(Collections.frequency(results, new Refused(Reason.TOKEN_USED)))
                .isEqualTo(19);
        assertThat(bench.store.accounts()).hasSize(1);
        assertThat(bench.store.apiKeys()).hasSize(1);
    }

    @Test
    void twentyNamesThatGiveOneSlugGetTwentyAccountsAtOnce() {
        List<PlainSecret> tokens = IntStream.range(0, 20)
                .mapToObj(number -> bench.tokenFor("ann" + number + "@example.org"))
                .toList();

        List<String> slugs = Race.of(
                20,
                number -> () -> slugOf(bench.completeRegistration()
                        .execute(Completing.with(tokens.get(number))
                                .name("Team" + "!".repeat(number + 1))
                                .command())));

        assertThat(new HashSet<>(slugs)).hasSize(20).contains("team", "team-1", "team-19");
        assertThat(bench.store.accounts()).hasSize(20);
    }

    @Test
    void whoLosesASlugMadeFromTheNameGetsTheNextOne() {
        PlainSecret token = bench.tokenFor(ANN);
        rivals.add(UniqueRule.ACCOUNT_SLUG, store -> store.accounts().add(account("Rival", "team-alpha")));
        rivals.add(UniqueRule.ACCOUNT_SLUG, store -> store.accounts().add(account("Second", "team-alpha-1")));

        assertThat(slugOf(complete(Completing.with(token)))).isEqualTo("team-alpha-2");
        assertThat(rivals.runs()).isEqualTo(3);
    }

    @Test
    void whoLosesTheSlugAskedForIsToldSoAndCanTryAgain() {
        PlainSecret token = bench.tokenFor(ANN);
        rivals.add(UniqueRule.ACCOUNT_SLUG, store -> store.accounts().add(account("Rival", "alpha")));

        assertThat(complete(Completing.with(token).slug("alpha"))).isEqualTo(new Refused(Reason.SLUG_TAKEN));

        assertThat(lastReason()).isEqualTo("SLUG_TAKEN");
        assertThat(bench.store.accounts()).hasSize(1);
        assertThat(slugOf(complete(Completing.with(token).slug("beta")))).isEqualTo("beta");
    }

    @Test
    void whoLosesTheNameIsToldSo() {
        PlainSecret token = bench.tokenFor(ANN);
        rivals.add(UniqueRule.ACCOUNT_NAME, store -> store.accounts().add(account("team alpha", "rival")));

        assertThat(complete(Completing.with(token))).isEqualTo(new Refused(Reason.ACCOUNT_NAME_TAKEN));

        assertThat(lastReason()).isEqualTo("ACCOUNT_NAME_TAKEN");
        assertThat(bench.store.accounts()).hasSize(1);
        assertThat(bench.store.apiKeys()).isEmpty();
    }

    @Test
    void whoLosesTheAddressIsToldSo() {
        PlainSecret token = bench.tokenFor(ANN);
        rivals.add(UniqueRule.USER_EMAIL, store -> {
            Account rival = account("Rival");
            store.accounts().add(rival);
            store.users().add(owner(rival, ANN));
        });

        assertThat(complete(Completing.with(token))).isEqualTo(new Refused(Reason.EMAIL_TAKEN));

        assertThat(lastReason()).isEqualTo("EMAIL_TAKEN");
        assertThat(bench.store.accounts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIVE_CODE", "API_KEY", "ID"})
    void aRuleThatOnlyABugCanBreakIsNotARefusal(UniqueRule rule) {
        PlainSecret token = bench.tokenFor(ANN);
        rivals.add(rule, store -> {});

        assertThatExceptionOfType(DuplicateKey.class)
                .isThrownBy(() -> complete(Completing.with(token)))
                .returns(rule, DuplicateKey::rule);

        assertThat(complete(Completing.with(token))).isInstanceOf(Completed.class);
    }

    @Test
    void whoLosesFortyNineTimesStillWins() {
        PlainSecret token = bench.tokenFor(ANN);
        addRivalsForSlugs(49);

        assertThat(slugOf(complete(Completing.with(token)))).isEqualTo("team-alpha-49");
    }

    @Test
    void whoLosesFiftyTimesGivesUp() {
        PlainSecret token = bench.tokenFor(ANN);
        addRivalsForSlugs(50);

        assertThat(complete(Completing.with(token))).isEqualTo(new Refused(Reason.SLUG_TAKEN));

        assertThat(rivals.runs()).isEqualTo(51);
    }

    private void addRivalsForSlugs(int count) {
        for (int number = 0; number < count; number++) {
            String slug = number == 0 ? "team-alpha" : "team-alpha-" + number;
            String name = "Rival " + number;
            rivals.add(UniqueRule.ACCOUNT_SLUG, store -> store.accounts().add(account(name, slug)));
        }
    }

    private String lastReason() {
        List<AuditEvent> events = bench.store.auditEvents();
        return String.valueOf(events.get(events.size() - 1).reason());
    }
}
