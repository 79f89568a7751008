package leadr.registration.application.jamcode;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.jamCode;
import static leadr.registration.application.testkit.Fixtures.redemption;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.jamcode.RedeemJamCode.Command;
import leadr.registration.application.jamcode.RedeemJamCode.Reason;
import leadr.registration.application.jamcode.RedeemJamCode.Redeemed;
import leadr.registration.application.jamcode.RedeemJamCode.Refused;
import leadr.registration.application.jamcode.RedeemJamCode.Result;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Interposed;
import leadr.registration.application.testkit.Mishap;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.jamcode.UsageLimit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class RedeemJamCodeTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");
    private static final String KEY = "4711";
    private static final Attributes FEATURES = Attributes.of(Map.of("boards", 10));

    private final Bench bench = new Bench();
    private final Caller owner = bench.caller(Role.OWNER);

    @CanIgnoreReturnValue
    private JamCode added(@Nullable Integer maxUses) {
        return bench.add(jamCode("SPRING", maxUses).withFeatures(FEATURES, NOON));
    }

    private static Command command(Caller caller, String code, Attributes meta, @Nullable String key) {
        return new Command(caller, code, meta, key == null ? null : new IdempotencyKey(key), ORIGIN);
    }

    private Command spring(@Nullable String key) {
        return command(owner, "SPRING", Attributes.EMPTY, key);
    }

    private Result redeem(Command command) {
        return redeem(bench.store, command);
    }

    private Result redeem(Transactions transactions, Command command) {
        return bench.redeemJamCode(transactions).execute(command);
    }

    private JamCodeRedemption redeemed(Command command) {
        return ((Redeemed) redeem(command)).redemption();
    }

    private int uses() {
        return bench.store.jamCodes().get(0).usage().currentUses();
    }

    private AuditEvent event(Caller actor, String target, Outcome outcome, @Nullable String reason) {
        return new AuditEvent(
                bench.lastEvent().id(),
                bench.clock.instant(),
                actor.user().id().text(),
                AuditAction.REDEEM_JAM_CODE,
                target,
                outcome,
                reason,
                ORIGIN,
                actor.account().id());
    }

    /** Refused for this reason, with an audit event and nothing else in the store. */
    private void assertRefused(Command command, Reason reason) {
        assertRefused(bench.store, command, reason);
    }

    private void assertRefused(Transactions transactions, Command command, Reason reason) {
        List<List<?>> before = bench.everythingButAudit();
        int events = bench.store.auditEvents().size();

        assertThat(redeem(transactions, command)).isEqualTo(new Refused(reason));

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).hasSize(events + 1);
        assertThat(bench.lastEvent())
                .isEqualTo(event(
                        command.caller(), command.caller().account().id().text(), Outcome.REFUSED, reason.name()));
    }

    // --- redeeming --------------------------------------------------------------------------------------------------

    @Test
    void aCodeIsRedeemedForTheAccountOfTheCaller() {
        JamCode code = added(5);
        bench.clock.advance(Duration.ofSeconds(9));

        Redeemed redeemed = (Redeemed) redeem(spring(null));

        JamCodeRedemption redemption = redeemed.redemption();
        assertThat(redeemed.replayed()).isFalse();
        assertThat(redemption)
                .isEqualTo(new JamCodeRedemption(
                        redemption.id(), code.id(), owner.account().id(), FEATURES, NOON.plusSeconds(9), null));
        assertThat(bench.store.jamCodeRedemptions()).containsExactly(redemption);
        assertThat(bench.store.jamCodes().get(0).usage()).isEqualTo(new UsageLimit(5, 1));
        assertThat(bench.lastEvent())
                .isEqualTo(event(
                        owner, code.id().text(), Outcome.DONE, redemption.id().text()));
        assertThat(bench.store.idempotentRequests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPRING", "spring", " SpRiNg\n"})
    void theCaseOfACodeAndTheBlanksAroundItDoNotMatter(String typed) {
        added(5);

        assertThat(redeem(command(owner, typed, Attributes.EMPTY, null))).isInstanceOf(Redeemed.class);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MEMBER")
    void anOwnerOrAdminRedeems(Role role) {
        added(5);

        assertThat(redeem(command(bench.caller(role), "SPRING", Attributes.EMPTY, null)))
                .isInstanceOf(Redeemed.class);
    }

    @Test
    void aSuperadminRedeemsAsAMemberToo() {
        added(5);
        Caller member = bench.caller(Role.MEMBER);
        Caller superadmin = new Caller(member.user().asSuperAdmin(NOON), member.account(), member.key());

        assertThat(redeem(command(superadmin, "SPRING", Attributes.EMPTY, null)))
                .isInstanceOf(Redeemed.class);
    }

    @Test
    void aMemberRedeemsNothingNotEvenACodeThatIsUnknown() {
        added(5);
        Caller member = bench.caller(Role.MEMBER);

        assertRefused(command(member, "SPRING", Attributes.EMPTY, null), Reason.NOT_ADMIN);
        assertRefused(command(member, "NOSUCHCODE", Attributes.EMPTY, KEY), Reason.NOT_ADMIN);
    }

    @Test
    void whatIsNotedStandsBesideTheFeaturesAndNeverInTheirPlace() {
        JamCode code = bench.add(jamCode("SPRING", 5)
                .withFeatures(Attributes.of(Map.of("boards", 10, "plan", Map.of("seats", 3))), NOON));
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        meta.put("boards", 1_000_000);
        meta.put("plan", null);
        meta.put("source", "newsletter");

        JamCodeRedemption redemption = redeemed(command(owner, "SPRING", Attributes.of(meta), null));

        assertThat(redemption.meta())
                .isEqualTo(Attributes.of(Map.of("boards", 10, "plan", Map.of("seats", 3), "source", "newsletter")));
        assertThat(bench.store.jamCodeRedemptions()).containsExactly(redemption);
        assertThat(bench.store.jamCodes().get(0).features()).isEqualTo(code.features());
    }

    // --- refusals ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"NOSUCHCODE", "", "  ", "AB", "SPRING-1", "SPR ING", "ſPRING", "SPRİNG", "SPRING\u0000"})
    void aCodeNobodyKnowsIsRefused(String typed) {
        added(5);

        assertRefused(command(owner, typed, Attributes.EMPTY, null), Reason.UNKNOWN);
    }

    @Test
    void aCodeOfFiftyOneCharactersIsUnknownToo() {
        assertRefused(command(owner, "A".repeat(51), Attributes.EMPTY, null), Reason.UNKNOWN);
    }

    private void assertRefusedWhen(UnaryOperator<JamCode> state, Reason reason) {
        bench.add(state.apply(jamCode("SPRING", 1)));

        assertRefused(spring(null), reason);
        assertRefused(spring(KEY), reason);
    }

    @Test
    void aDeletedCodeIsRefused() {
        assertRefusedWhen(code -> code.deactivate(NOON).softDelete(NOON), Reason.DELETED);
    }

    @Test
    void aCodeThatIsSwitchedOffIsRefused() {
        assertRefusedWhen(code -> code.deactivate(NOON).withExpiresAt(NOON, NOON), Reason.INACTIVE);
    }

    @Test
    void aCodeIsRefusedFromTheMomentItExpires() {
        bench.add(jamCode("SPRING", 5).withExpiresAt(NOON.plusSeconds(10), NOON));
        bench.clock.set(NOON.plusSeconds(10));
        assertRefused(spring(null), Reason.EXPIRED);

        bench.clock.set(NOON.plusSeconds(10).minus(TICK));
        assertThat(redeem(spring(null))).isInstanceOf(Redeemed.class);
    }

    @Test
    void aSecondRedemptionByTheAccountIsRefusedEvenWhenTheCodeIsUsedUp() {
        added(1);
        assertThat(redeem(spring(null))).isInstanceOf(Redeemed.class);

        assertRefused(spring(null), Reason.ALREADY_REDEEMED);
        assertRefused(spring(KEY), Reason.ALREADY_REDEEMED);
        assertThat(uses()).isEqualTo(1);
    }

    @Test
    void anAdminOfTheSameAccountHasRedeemedItToo() {
        added(5);
        User admin = Fixtures.user(owner.account(), "admin@example.org", Role.ADMIN);
        bench.in(store -> store.users().add(admin));
        assertThat(redeem(spring(null))).isInstanceOf(Redeemed.class);

        assertRefused(
                command(new Caller(admin, owner.account(), new ApiKeyId(anId())), "SPRING", Attributes.EMPTY, null),
                Reason.ALREADY_REDEEMED);
    }

    @Test
    void aUsedUpCodeIsRefused() {
        added(2);
        for (int use = 0; use < 2; use++) {
            assertThat(redeem(command(bench.caller(Role.OWNER), "SPRING", Attributes.EMPTY, null)))
                    .isInstanceOf(Redeemed.class);
        }

        assertRefused(spring(null), Reason.USED_UP);
        assertRefused(spring(KEY), Reason.USED_UP);
    }

    @Test
    void whoLosesTheLastUseAtTheLastMomentLeavesNothing() {
        added(1);
        Interposed somebodyElse = new Interposed(bench.store, "JamCodes.claimUse", (store, call) -> false);

        assertRefused(somebodyElse, spring(KEY), Reason.USED_UP);

        assertThat(somebodyElse.done()).isTrue();
        assertThat(redeem(spring(KEY))).isInstanceOf(Redeemed.class);
    }

    @Test
    void whoseAccountRedeemsItAtTheSameMomentLeavesNothing() {
        JamCode code = added(5);
        bench.in(store -> store.jamCodeRedemptions().add(redemption(code, owner.account(), NOON)));
        Interposed tooEarly = new Interposed(bench.store, "JamCodeRedemptions.hasRedeemed", (store, call) -> false);

        assertRefused(tooEarly, spring(KEY), Reason.ALREADY_REDEEMED);

        assertThat(tooEarly.done()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "REDEMPTION")
    void aRuleThatOnlyABugCanBreakIsNotARefusal(UniqueRule rule) {
        added(5);
        Interposed bug = new Interposed(bench.store, "JamCodeRedemptions.add", (store, call) -> {
            throw new DuplicateKey(rule);
        });

        assertThatExceptionOfType(DuplicateKey.class)
                .isThrownBy(() -> assertThat(redeem(bug, spring(null))).isNull())
                .returns(rule, DuplicateKey::rule);
        assertThat(uses()).isZero();
    }

    // --- repeats ----------------------------------------------------------------------------------------------------

    @Test
    void aRepeatGetsTheSameRedemptionAndDoesNothing() {
        added(5);
        Redeemed first = (Redeemed) redeem(spring(KEY));
        assertThat(first.replayed()).isFalse();
        List<List<?>> before = bench.everythingButAudit();
        int events = bench.store.auditEvents().size();
        bench.clock.advance(Duration.ofMinutes(1));

        for (int again = 0; again < 3; again++) {
            assertThat(redeem(spring(KEY))).isEqualTo(new Redeemed(first.redemption(), true));
        }

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).hasSize(events + 3);
        assertThat(bench.store.auditEvents().subList(events, events + 3)).allSatisfy(event -> {
            assertThat(event.target()).isEqualTo(first.redemption().jamCodeId().text());
            assertThat(event.reason()).isEqualTo("REPLAYED");
        });
    }

    @Test
    void aRepeatIsAnsweredWhateverBecameOfTheCode() {
        JamCode code = added(1);
        JamCodeRedemption redemption = redeemed(spring(KEY));
        bench.change(
                code,
                each -> each.deactivate(NOON)
                        .withFeatures(Attributes.EMPTY, NOON)
                        .softDelete(NOON));

        assertThat(redeem(spring(KEY))).isEqualTo(new Redeemed(redemption, true));
    }

    @Test
    void aKeyIsOfOneBody() {
        added(5);
        bench.add(jamCode("SUMMER", 5));
        Attributes meta = Attributes.of(Map.of("source", 1));
        JamCodeRedemption redemption = redeemed(command(owner, "SPRING", meta, KEY));

        assertRefused(command(owner, "SUMMER", meta, KEY), Reason.KEY_REUSED);
        assertRefused(command(owner, "SPRING", Attributes.EMPTY, KEY), Reason.KEY_REUSED);
        assertRefused(command(owner, "SPRING", Attributes.of(Map.of("source", "1")), KEY), Reason.KEY_REUSED);
        assertRefused(command(owner, "NOSUCHCODE", meta, KEY), Reason.KEY_REUSED);
        assertThat(redeem(command(owner, "SPRING", meta, KEY))).isEqualTo(new Redeemed(redemption, true));
    }

    @Test
    void theKeysOfTwoCallersDoNotMeet() {
        added(5);
        JamCodeRedemption redemption = redeemed(spring(KEY));

        assertThat(redeem(command(bench.caller(Role.ADMIN), "SPRING", Attributes.EMPTY, KEY)))
                .isInstanceOfSatisfying(Redeemed.class, redeemed -> {
                    assertThat(redeemed.replayed()).isFalse();
                    assertThat(redeemed.redemption().id()).isNotEqualTo(redemption.id());
                });
    }

    @Test
    void aKeyOfAnotherActionDoesNotMeet() {
        added(5);
        CreateJamCode.Command create = new CreateJamCode.Command(
                bench.superadmin(),
                new JamCodeText("SUMMER"),
                "Summer",
                Attributes.EMPTY,
                null,
                null,
                new IdempotencyKey(KEY),
                ORIGIN);
        assertThat(bench.createJamCode(bench.store).execute(create)).isInstanceOf(CreateJamCode.Created.class);
        User superadmin = bench.store.users().get(1);
        Caller caller = new Caller(superadmin, bench.store.accounts().get(1), new ApiKeyId(anId()));

        assertThat(redeem(command(caller, "SPRING", Attributes.EMPTY, KEY))).isInstanceOf(Redeemed.class);
    }

    @Test
    void aRepeatIsRecognisedForADay() {
        added(5);
        JamCodeRedemption redemption = redeemed(spring(KEY));

        bench.clock.set(NOON.plus(Duration.ofHours(24)).minus(TICK));
        assertThat(redeem(spring(KEY))).isEqualTo(new Redeemed(redemption, true));

        bench.clock.set(NOON.plus(Duration.ofHours(24)));
        assertThat(redeem(spring(KEY))).isEqualTo(new Refused(Reason.ALREADY_REDEEMED));
    }

    @Test
    void aRefusedRequestThatTookThePlaceOfAnOldOneIsForgottenToo() {
        added(5);
        assertThat(redeem(spring(KEY))).isInstanceOf(Redeemed.class);
        bench.clock.set(NOON.plus(Duration.ofHours(24)));

        assertThat(redeem(spring(KEY))).isEqualTo(new Refused(Reason.ALREADY_REDEEMED));
        bench.add(jamCode("SUMMER", 5));

        assertThat(redeem(command(owner, "SUMMER", Attributes.EMPTY, KEY))).isInstanceOf(Redeemed.class);
    }

    @Test
    void aRefusedRequestCanBeTriedAgainUnderItsKey() {
        JamCode code = bench.add(jamCode("SPRING", 1).deactivate(NOON));
        assertRefused(spring(KEY), Reason.INACTIVE);
        bench.change(code, each -> each.activate(NOON));

        Redeemed redeemed = (Redeemed) redeem(spring(KEY));

        assertThat(redeemed.replayed()).isFalse();
        assertThat(redeem(spring(KEY))).isEqualTo(new Redeemed(redeemed.redemption(), true));
    }

    @Test
    void aRequestThatDiedIsAsIfItHadNeverBeen() {
        added(1);
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> assertThat(redeem(Mishap.DIES_BEFORE_THE_COMMIT.on(bench.store), spring(KEY)))
                        .isNull());
        assertThat(uses()).isZero();

        assertThat(((Redeemed) redeem(spring(KEY))).replayed()).isFalse();
        assertThat(uses()).isEqualTo(1);
    }

    @Test
    void aRequestWhoseAnswerIsLostIsRepeated() {
        added(1);
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> assertThat(redeem(Mishap.LOSES_THE_ANSWER.on(bench.store), spring(KEY)))
                        .isNull());
        JamCodeRedemption redemption = bench.store.jamCodeRedemptions().get(0);

        assertThat(redeem(spring(KEY))).isEqualTo(new Redeemed(redemption, true));
        assertThat(uses()).isEqualTo(1);
    }

    @Test
    void aTransactionThatRunsAgainRedeemsOnce() {
        added(5);
        int events = bench.store.auditEvents().size();

        Redeemed redeemed = (Redeemed) redeem(Mishap.RUNS_AGAIN.on(bench.store), spring(KEY));

        assertThat(redeemed.replayed()).isFalse();
        assertThat(bench.store.jamCodeRedemptions()).containsExactly(redeemed.redemption());
        assertThat(uses()).isEqualTo(1);
        assertThat(bench.store.auditEvents()).hasSize(events + 1);
    }
}
