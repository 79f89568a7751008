package leadr.registration.application.jamcode;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.jamCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.jamcode.CreateJamCode.Command;
import leadr.registration.application.jamcode.CreateJamCode.Created;
import leadr.registration.application.jamcode.CreateJamCode.Reason;
import leadr.registration.application.jamcode.CreateJamCode.Refused;
import leadr.registration.application.jamcode.CreateJamCode.Result;
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
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.jamcode.UsageLimit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreateJamCodeTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");
    private static final String KEY = "4711";
    private static final Attributes FEATURES = Attributes.of(Map.of("boards", 10));

    private final Bench bench = new Bench();
    private final Superadmin admin = bench.superadmin();

    private Command spring(@Nullable String key) {
        return command(admin, "SPRING", "Spring jam", FEATURES, 100, NOON.plusSeconds(60), key);
    }

    private static Command command(
            Superadmin caller,
            String code,
            String description,
            Attributes features,
            @Nullable Integer maxUses,
            @Nullable Instant expiresAt,
            @Nullable String key) {
        return new Command(
                caller,
                new JamCodeText(code),
                description,
                features,
                maxUses,
                expiresAt,
                key == null ? null : new IdempotencyKey(key),
                ORIGIN);
    }

    private Result create(Command command) {
        return create(bench.store, command);
    }

    private Result create(Transactions transactions, Command command) {
        return bench.createJamCode(transactions).execute(command);
    }

    private JamCode created(Command command) {
        return ((Created) create(command)).code();
    }

    private void assertEvent(String target, Outcome outcome, @Nullable String reason) {
        AuditEvent event = bench.lastEvent();
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(),
                        bench.clock.instant(),
                        admin.userId().text(),
                        AuditAction.CREATE_JAM_CODE,
                        target,
                        outcome,
                        reason,
                        ORIGIN,
                        null));
    }

    @Test
    void aNewCodeIsActiveAndUnused() {
        bench.clock.advance(Duration.ofSeconds(5));

        JamCode code = created(spring(null));

        assertThat(code)
                .isEqualTo(new JamCode(
                        code.id(),
                        new JamCodeText("SPRING"),
                        "Spring jam",
                        FEATURES,
                        new UsageLimit(100, 0),
                        true,
                        NOON.plusSeconds(60),
                        NOON.plusSeconds(5),
                        NOON.plusSeconds(5),
                        null));
        assertThat(bench.store.jamCodes()).containsExactly(code);
        assertEvent(code.id().text(), Outcome.DONE, null);
    }

    @Test
    void aCodeNeedsNeitherALimitNorAnEnd() {
        JamCode code = created(command(admin, "SPRING", "Spring", Attributes.EMPTY, null, null, null));

        assertThat(code.usage()).isEqualTo(new UsageLimit(null, 0));
        assertThat(code.expiresAt()).isNull();
        assertThat(bench.store.idempotentRequests()).isEmpty();
    }

    @Test
    void anEndThatHasPassedIsAnEnd() {
        JamCode code = created(command(admin, "SPRING", "Spring", Attributes.EMPTY, null, NOON.minus(TICK), null));

        assertThat(code.isValid(NOON)).isFalse();
    }

    @Test
    void aLimitUnderOneIsNoLimit() {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> assertThat(create(command(admin, "SPRING", "Spring", FEATURES, 0, null, null)))
                        .isNull())
                .returns("max_uses", InvalidValue::field);
        assertThat(bench.store.jamCodes()).isEmpty();
    }

    @Test
    void aTextThatIsTakenIsRefusedDeletedOrNot() {
        bench.add(jamCode("SPRING", 1));
        bench.add(jamCode("SUMMER", 1).softDelete(NOON));
        List<List<?>> before = bench.everythingButAudit();

        for (String taken : List.of("SPRING", "SUMMER")) {
            assertThat(create(command(admin, taken, "Another", FEATURES, null, null, KEY)))
                    .isEqualTo(new Refused(Reason.CODE_TAKEN));
            assertEvent(taken, Outcome.REFUSED, "CODE_TAKEN");
        }

        assertThat(bench.everythingButAudit()).isEqualTo(before);
    }

    @Test
    void aRepeatMakesNoSecondOne() {
        JamCode code = created(spring(KEY));
        List<List<?>> before = bench.everythingButAudit();
        int events = bench.store.auditEvents().size();
        bench.clock.advance(Duration.ofMinutes(1));

        for (int again = 0; again < 3; again++) {
            assertThat(create(spring(KEY))).isEqualTo(new Created(code, true));
        }

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).hasSize(events + 3);
        assertThat(bench.store.auditEvents().subList(events, events + 3)).allSatisfy(event -> {
            assertThat(event.target()).isEqualTo(code.id().text());
            assertThat(event.reason()).isEqualTo("REPLAYED");
        });
    }

    @Test
    void theFirstAnswerSaysThatItIsTheFirst() {
        assertThat(((Created) create(spring(KEY))).replayed()).isFalse();
    }

    @Test
    void aRepeatGetsTheCodeAsItIsByNow() {
        JamCode code = created(spring(KEY));
        bench.change(code, each -> each.deactivate(NOON.plusSeconds(7)).softDelete(NOON.plusSeconds(8)));

        assertThat(create(spring(KEY)))
                .isEqualTo(new Created(code.deactivate(NOON.plusSeconds(7)).softDelete(NOON.plusSeconds(8)), true));
    }

    @Test
    void withoutAKeyARepeatIsAnotherRequest() {
        assertThat(create(spring(null))).isInstanceOf(Created.class);

        assertThat(create(spring(null))).isEqualTo(new Refused(Reason.CODE_TAKEN));
    }

    @Test
    void aKeyIsOfOneBody() {
        JamCode code = created(spring(KEY));
        Instant end = NOON.plusSeconds(60);
        List<Command> others = List.of(
                command(admin, "SUMMER", "Spring jam", FEATURES, 100, end, KEY),
                command(admin, "SPRING", "Summer jam", FEATURES, 100, end, KEY),
                command(admin, "SPRING", "Spring jam", Attributes.EMPTY, 100, end, KEY),
                command(admin, "SPRING", "Spring jam", Attributes.of(Map.of("boards", "10")), 100, end, KEY),
                command(admin, "SPRING", "Spring jam", FEATURES, 101, end, KEY),
                command(admin, "SPRING", "Spring jam", FEATURES, null, end, KEY),
                command(admin, "SPRING", "Spring jam", FEATURES, 100, end.plus(TICK), KEY),
                command(admin, "SPRING", "Spring jam", FEATURES, 100, null, KEY));

        for (Command other : others) {
            assertThat(create(other)).isEqualTo(new Refused(Reason.KEY_REUSED));
            assertEvent(other.code().value(), Outcome.REFUSED, "KEY_REUSED");
        }

        assertThat(bench.store.jamCodes()).containsExactly(code);
        assertThat(create(spring(KEY))).isEqualTo(new Created(code, true));
    }

    @Test
    void theKeysOfTwoAdminsDoNotMeet() {
        assertThat(create(spring(KEY))).isInstanceOf(Created.class);
        Superadmin other = bench.superadmin();

        assertThat(create(command(other, "SUMMER", "Summer", FEATURES, null, null, KEY)))
                .isInstanceOf(Created.class);
    }

    @Test
    void aRepeatIsRecognisedForADay() {
        JamCode code = created(spring(KEY));
        Command other = command(admin, "SUMMER", "Summer", FEATURES, null, null, KEY);

        bench.clock.set(NOON.plus(Duration.ofHours(24)).minus(TICK));
        assertThat(create(spring(KEY))).isEqualTo(new Created(code, true));
        assertThat(create(other)).isEqualTo(new Refused(Reason.KEY_REUSED));

        bench.clock.set(NOON.plus(Duration.ofHours(24)));
        assertThat(create(spring(KEY))).isEqualTo(new Refused(Reason.CODE_TAKEN));
        assertThat(create(other))
                .isInstanceOfSatisfying(
                        Created.class, created -> assertThat(created.replayed()).isFalse());
    }

    @Test
    void aRefusedRequestCanBeTriedAgainUnderItsKey() {
        bench.add(jamCode("SPRING", 1));
        assertThat(create(spring(KEY))).isEqualTo(new Refused(Reason.CODE_TAKEN));

        assertThat(bench.store.idempotentRequests()).isEmpty();
        assertThat(create(command(admin, "SUMMER", "Summer", FEATURES, null, null, KEY)))
                .isInstanceOf(Created.class);
    }

    @Test
    void ofTwentyRepeatsAtOnceOneMakesTheCode() {
        List<Result> results = Race.of(20, number -> () -> create(spring(KEY)));

        JamCode code = bench.store.jamCodes().get(0);
        assertThat(bench.store.jamCodes()).hasSize(1);
        assertThat(results).containsOnlyOnce(new Created(code, false));
        assertThat(Collections.frequency(results, new Created(code, true))).isEqualTo(19);
    }

    @Test
    void ofTwentyWithOneTextAtOnceOneMakesTheCode() {
        List<Result> results = Race.of(20, number -> () -> create(spring("key-" + number)));

        assertThat(results).filteredOn(Created.class::isInstance).hasSize(1);
        assertThat(Collections.frequency(results, new Refused(Reason.CODE_TAKEN)))
                .isEqualTo(19);
        assertThat(bench.store.idempotentRequests()).hasSize(1);
    }

    @Test
    void aRequestThatDiedIsAsIfItHadNeverBeen() {
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> assertThat(create(Mishap.DIES_BEFORE_THE_COMMIT.on(bench.store), spring(KEY)))
                        .isNull());
        assertThat(bench.store.jamCodes()).isEmpty();

        assertThat(((Created) create(spring(KEY))).replayed()).isFalse();
    }

    @Test
    void aRequestWhoseAnswerIsLostIsRepeated() {
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> assertThat(create(Mishap.LOSES_THE_ANSWER.on(bench.store), spring(KEY)))
                        .isNull());
        JamCode code = bench.store.jamCodes().get(0);

        assertThat(create(spring(KEY))).isEqualTo(new Created(code, true));
    }

    @Test
    void aTransactionThatRunsAgainMakesOneCode() {
        int events = bench.store.auditEvents().size();

        assertThat(((Created) create(Mishap.RUNS_AGAIN.on(bench.store), spring(KEY))).replayed())
                .isFalse();

        assertThat(bench.store.jamCodes()).hasSize(1);
        assertThat(bench.store.auditEvents()).hasSize(events + 1);
    }

    @Test
    void aRuleThatOnlyABugCanBreakIsNotARefusal() {
        Interposed bug = new Interposed(bench.store, "JamCodes.add", (store, call) -> {
            throw new DuplicateKey(UniqueRule.ID);
        });

        assertThatExceptionOfType(DuplicateKey.class)
                .isThrownBy(() -> assertThat(create(bug, spring(null))).isNull())
                .returns(UniqueRule.ID, DuplicateKey::rule);
    }

    @Test
    void everyCodeHasAnIdOfItsOwn() {
        Set<JamCodeId> ids = new HashSet<>();
        for (int number = 0; number < 10; number++) {
            JamCode code = created(command(admin, "SPRING" + number, "Spring", FEATURES, null, null, null));
            assertThat(ids.add(code.id())).isTrue();
            assertThat(code.id().value().version()).isEqualTo(7);
        }
    }
}
