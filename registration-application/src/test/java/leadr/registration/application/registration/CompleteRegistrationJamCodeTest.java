package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.jamCode;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Interposed;
import leadr.registration.application.testkit.Race;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.UsageLimit;
import leadr.registration.domain.secret.PlainSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CompleteRegistration} with a jam code. */
class CompleteRegistrationJamCodeTest {
    private static final String ANN = "ann@example.org";
    private static final Attributes FEATURES = Attributes.of(Map.of("boards", 10));

    private final Bench bench = new Bench();
    private final Completing alpha = Completing.with(bench.tokenFor(ANN)).jamCode("SPRING");

    private Result complete(Completing what) {
        return complete(bench.store, what);
    }

    private Result complete(Transactions transactions, Completing what) {
        return bench.completeRegistration(transactions).execute(what.command());
    }

    private UsageLimit usage() {
        return bench.store.jamCodes().get(0).usage();
    }

    private void assertRefused(Completing what, Reason reason) {
        assertRefused(bench.store, what, reason);
    }

    /** Refused for this reason, with an audit event and nothing else in the store. */
    private void assertRefused(Transactions transactions, Completing what, Reason reason) {
        List<List<?>> before = bench.everythingButAudit();
        int events = bench.store.auditEvents().size();

        assertThat(complete(transactions, what)).isEqualTo(new Refused(reason));

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).hasSize(events + 1);
        assertThat(bench.lastEvent().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(bench.lastEvent().reason()).isEqualTo(reason.name());
    }

    @Test
    void theNewAccountRedeemsTheCode() {
        JamCode code = bench.add(jamCode("SPRING", 5).withFeatures(FEATURES, NOON));
        bench.clock.advance(Duration.ofSeconds(9));

        Completed completed = (Completed) complete(alpha);

        JamCodeRedemption redemption = Objects.requireNonNull(completed.redemption());
        assertThat(redemption)
                .isEqualTo(new JamCodeRedemption(
                        redemption.id(), code.id(), completed.account().id(), FEATURES, NOON.plusSeconds(9), null));
        assertThat(bench.store.jamCodeRedemptions()).containsExactly(redemption);
        assertThat(usage()).isEqualTo(new UsageLimit(5, 1));
        assertThat(bench.lastEvent().outcome()).isEqualTo(Outcome.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring", " SPRING ", "SpRiNg\t"})
    void theCaseOfTheCodeAndTheBlanksAroundItDoNotMatter(String typed) {
        bench.add(jamCode("SPRING", 1));

        assertThat(((Completed) complete(alpha.jamCode(typed))).redemption()).isNotNull();
    }

    @Test
    void withoutACodeNothingIsRedeemed() {
        bench.add(jamCode("SPRING", 1));

        assertThat(((Completed) complete(alpha.jamCode(null))).redemption()).isNull();
        assertThat(usage()).isEqualTo(new UsageLimit(1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOSUCHCODE", "AB", "SPRING-1", "SPR ING", "ſPRING", "x"})
    void aCodeNobodyKnowsIsInvalid(String typed) {
        bench.add(jamCode("SPRING", 1));

        assertRefused(alpha.jamCode(typed), Reason.JAM_CODE_INVALID);
    }

    @Test
    void aCodeThatIsDeletedOrSwitchedOffIsInvalid() {
        bench.add(jamCode("DELETED", 1).softDelete(NOON));
        bench.add(jamCode("INACTIVE", 1).deactivate(NOON));

        assertRefused(alpha.jamCode("DELETED"), Reason.JAM_CODE_INVALID);
        assertRefused(alpha.jamCode("INACTIVE"), Reason.JAM_CODE_INVALID);
    }

    @Test
    void aCodeIsInvalidFromTheMomentItExpires() {
        bench.add(jamCode("SPRING", 1).withExpiresAt(NOON.plusSeconds(10), NOON));
        bench.clock.set(NOON.plusSeconds(10));
        assertRefused(alpha, Reason.JAM_CODE_INVALID);

        bench.clock.set(NOON.plusSeconds(10).minus(TICK));
        assertThat(complete(alpha)).isInstanceOf(Completed.class);
    }

    @Test
    void aUsedUpCodeIsInvalidAndTheSameTokenGoesWithAnotherOrWithout() {
        bench.add(jamCode("SPRING", 1));
        PlainSecret bobs = bench.tokenFor("bob@example.org");
        assertThat(complete(alpha.token(bobs).name("Team Beta"))).isInstanceOf(Completed.class);

        assertRefused(alpha, Reason.JAM_CODE_INVALID);

        assertThat(complete(alpha.jamCode(null))).isInstanceOf(Completed.class);
    }

    @Test
    void theCodeIsCheckedBehindTheRulesAndBeforeTheSlugAndTheName() {
        Account other = account("Team Alpha", "alpha");
        bench.addAccount(other, owner(other, ANN));

        assertThat(complete(alpha.displayName("x".repeat(101))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.RULE_BROKEN));
        assertRefused(alpha.name(null), Reason.ACCOUNT_NAME_MISSING);
        assertRefused(alpha.slug("alpha"), Reason.JAM_CODE_INVALID);
        assertRefused(alpha.slug("beta"), Reason.JAM_CODE_INVALID);
        assertRefused(alpha.slug("beta").name("Beta"), Reason.JAM_CODE_INVALID);

        bench.add(jamCode("SPRING", 1));
        assertRefused(alpha.slug("alpha"), Reason.SLUG_TAKEN);
        assertRefused(alpha.slug("beta"), Reason.ACCOUNT_NAME_TAKEN);
        assertRefused(alpha.slug("beta").name("Beta"), Reason.EMAIL_TAKEN);
        assertThat(usage()).as("none of these took a use").isEqualTo(new UsageLimit(1, 0));
    }

    @Test
    void whoLosesTheLastUseAtTheLastMomentLeavesNothing() {
        bench.add(jamCode("SPRING", 1));
        Interposed somebodyElse = new Interposed(bench.store, "JamCodes.claimUse", (store, call) -> false);

        assertRefused(somebodyElse, alpha, Reason.JAM_CODE_INVALID);

        assertThat(somebodyElse.done()).isTrue();
        assertThat(complete(alpha)).isInstanceOf(Completed.class);
    }

    @Test
    void theUseIsTakenLastBecauseOthersWaitForIt() {
        bench.add(jamCode("SPRING", 1));
        StatementLog log = new StatementLog(bench.store);

        assertThat(complete(log, alpha)).isInstanceOf(Completed.class);

        assertThat(log.statements()).last().isEqualTo("JamCodes.claimUse");
        assertThat(log.statements()).containsOnlyOnce("JamCodes.claimUse");
    }

    @ParameterizedTest
    @EnumSource(names = {"JAM_CODE", "REDEMPTION"})
    void aRuleThatOnlyABugCanBreakIsNotARefusal(UniqueRule rule) {
        bench.add(jamCode("SPRING", 1));
        Interposed bug = new Interposed(bench.store, "JamCodeRedemptions.add", (store, call) -> {
            throw new DuplicateKey(rule);
        });

        assertThatExceptionOfType(DuplicateKey.class)
                .isThrownBy(() -> assertThat(complete(bug, alpha)).isNull())
                .returns(rule, DuplicateKey::rule);
    }

    @Test
    void whoLosesASlugAndStartsAgainTakesOneUse() {
        bench.add(jamCode("SPRING", 5));
        Interposed rival = new Interposed(bench.store, "Accounts.add", (store, call) -> {
            throw new DuplicateKey(UniqueRule.ACCOUNT_SLUG);
        });

        assertThat(complete(rival, alpha)).isInstanceOf(Completed.class);

        assertThat(rival.done()).isTrue();
        assertThat(usage()).isEqualTo(new UsageLimit(5, 1));
        assertThat(bench.store.jamCodeRedemptions()).hasSize(1);
    }

    @Test
    void ofThirtyWhoRegisterWithFiveUsesAtOnceFiveGetOneAndTheOthersCanTryWithout() {
        bench.add(jamCode("SPRING", 5));
        List<Completing> all = IntStream.range(0, 30)
                .mapToObj(number -> alpha.token(bench.tokenFor("ann" + number + "@example.org"))
                        .name("Team " + number))
                .toList();

        List<Result> results = Race.of(30, number -> () -> complete(all.get(number)));

        assertThat(results).filteredOn(Completed.class::isInstance).hasSize(5);
        assertThat(Collections.frequency(results, new Refused(Reason.JAM_CODE_INVALID)))
                .isEqualTo(25);
        assertThat(usage()).isEqualTo(new UsageLimit(5, 5));
        assertThat(bench.store.jamCodeRedemptions()).hasSize(5);
        assertThat(bench.store.accounts()).hasSize(5);
        for (int number = 0; number < 30; number++) {
            if (results.get(number) instanceof Refused) {
                assertThat(complete(all.get(number).jamCode(null))).isInstanceOf(Completed.class);
            }
        }
        assertThat(bench.store.accounts()).hasSize(30);
    }
}
