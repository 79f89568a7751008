package leadr.registration.application.jamcode;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.jamCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.jamcode.UpdateJamCode.Command;
import leadr.registration.application.jamcode.UpdateJamCode.Reason;
import leadr.registration.application.jamcode.UpdateJamCode.Refused;
import leadr.registration.application.jamcode.UpdateJamCode.Result;
import leadr.registration.application.jamcode.UpdateJamCode.Updated;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Mishap;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.UsageLimit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateJamCodeTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");
    private static final Instant LATER = NOON.plusSeconds(30);
    private static final Attributes FEATURES = Attributes.of(Map.of("boards", 10, "seats", 3));

    private final Bench bench = new Bench();
    private final Superadmin admin = bench.superadmin();
    private final JamCode code =
            bench.add(jamCode("SPRING", 5).withFeatures(FEATURES, NOON).withExpiresAt(NOON.plusSeconds(600), NOON));

    @BeforeEach
    void timePasses() {
        bench.clock.set(LATER);
    }

    /** What is to become of the code; nothing, at first. */
    private record Patch(
            @Nullable String description,
            @Nullable Attributes features,
            Change<Integer> maxUses,
            @Nullable Boolean active,
            Change<Instant> expiresAt) {
        static final Patch NOTHING = new Patch(null, null, Change.none(), null, Change.none());

        Patch description(String text) {
            return new Patch(text, features, maxUses, active, expiresAt);
        }

        Patch features(Attributes values) {
            return new Patch(description, values, maxUses, active, expiresAt);
        }

        Patch maxUses(Change<Integer> change) {
            return new Patch(description, features, change, active, expiresAt);
        }

        Patch active(boolean on) {
            return new Patch(description, features, maxUses, on, expiresAt);
        }

        Patch expiresAt(Change<Instant> change) {
            return new Patch(description, features, maxUses, active, change);
        }
    }

    private Result update(JamCodeId id, Patch patch) {
        return bench.jamCodes().update().execute(command(id, patch));
    }

    private Command command(JamCodeId id, Patch patch) {
        return new Command(
                admin, id, patch.description, patch.features, patch.maxUses, patch.active, patch.expiresAt, ORIGIN);
    }

    private JamCode stored() {
        return bench.store.jamCodes().get(0);
    }

    private void assertUpdated(Patch patch, JamCode expected) {
        assertThat(update(code.id(), patch)).isEqualTo(new Updated(expected));
        assertThat(stored()).isEqualTo(expected);
    }

    private void use(int times) {
        for (int use = 0; use < times; use++) {
            bench.in(store -> assertThat(store.jamCodes()
                            .claimUse(store.jamCodes().find(code.id()).orElseThrow()))
                    .isTrue());
        }
    }

    private void assertEvent(Outcome outcome, @Nullable String reason) {
        AuditEvent event = bench.lastEvent();
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(),
                        LATER,
                        admin.userId().text(),
                        AuditAction.UPDATE_JAM_CODE,
                        code.id().text(),
                        outcome,
                        reason,
                        ORIGIN,
                        null));
    }

    @Test
    void whatIsNotNamedStaysButForTheMomentOfTheChange() {
        assertUpdated(
                Patch.NOTHING,
                new JamCode(
                        code.id(),
                        code.code(),
                        code.description(),
                        FEATURES,
                        new UsageLimit(5, 0),
                        true,
                        NOON.plusSeconds(600),
                        NOON,
                        LATER,
                        null));
        assertEvent(Outcome.DONE, null);
    }

    @Test
    void eachFieldChangesByItself() {
        JamCode next = code.describe("Summer jam", LATER);
        assertUpdated(Patch.NOTHING.description("Summer jam"), next);

        next = next.withFeatures(Attributes.of(Map.of("boards", 1)), LATER);
        assertUpdated(Patch.NOTHING.features(Attributes.of(Map.of("boards", 1))), next);

        next = next.withMaxUses(9, LATER);
        assertUpdated(Patch.NOTHING.maxUses(Change.to(9)), next);

        next = next.deactivate(LATER);
        assertUpdated(Patch.NOTHING.active(false), next);
        assertUpdated(Patch.NOTHING.active(false), next);

        next = next.activate(LATER);
        assertUpdated(Patch.NOTHING.active(true), next);
        assertUpdated(Patch.NOTHING.active(true), next);

        next = next.withExpiresAt(NOON.plusSeconds(60), LATER);
        assertUpdated(Patch.NOTHING.expiresAt(Change.to(NOON.plusSeconds(60))), next);
    }

    @Test
    void whatIsClearedHasNoValueAnyMore() {
        assertUpdated(Patch.NOTHING.maxUses(Change.clear()), code.withMaxUses(null, LATER));
        assertUpdated(
                Patch.NOTHING.expiresAt(Change.clear()),
                code.withMaxUses(null, LATER).withExpiresAt(null, LATER));
    }

    @Test
    void everythingChangesAtOnce() {
        assertUpdated(
                Patch.NOTHING
                        .description("Summer")
                        .features(Attributes.EMPTY)
                        .maxUses(Change.to(1))
                        .active(false)
                        .expiresAt(Change.to(LATER)),
                new JamCode(
                        code.id(),
                        code.code(),
                        "Summer",
                        Attributes.EMPTY,
                        new UsageLimit(1, 0),
                        false,
                        LATER,
                        NOON,
                        LATER,
                        null));
    }

    @Test
    void theUsesAreThoseThereAre() {
        use(3);

        JamCode updated = ((Updated) update(code.id(), Patch.NOTHING.description("Summer"))).code();

        assertThat(updated.usage()).isEqualTo(new UsageLimit(5, 3));
        assertThat(stored()).isEqualTo(updated);
    }

    @Test
    void aLimitMayGoDownToTheUsesAndNotFurther() {
        use(3);
        JamCode before = stored();

        assertThat(update(code.id(), Patch.NOTHING.maxUses(Change.to(2)).description("Not done either")))
                .isEqualTo(new Refused(Reason.LIMIT_BELOW_USES));
        assertEvent(Outcome.REFUSED, "LIMIT_BELOW_USES");
        assertThat(stored()).isEqualTo(before);

        assertThat(update(code.id(), Patch.NOTHING.maxUses(Change.to(3)))).isInstanceOf(Updated.class);
        assertThat(stored().usage()).isEqualTo(new UsageLimit(3, 3));
    }

    @Test
    void aLimitUnderOneIsNoLimit() {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> assertThat(update(code.id(), Patch.NOTHING.maxUses(Change.to(0))))
                        .isNull())
                .returns("max_uses", InvalidValue::field);
    }

    @Test
    void aCodeThatIsUnknownOrDeletedIsNotFound() {
        JamCode deleted = bench.add(jamCode("GONE", null).softDelete(NOON));
        List<List<?>> before = bench.everythingButAudit();

        assertThat(update(new JamCodeId(anId()), Patch.NOTHING)).isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(update(deleted.id(), Patch.NOTHING.active(false))).isEqualTo(new Refused(Reason.NOT_FOUND));

        assertThat(bench.everythingButAudit()).isEqualTo(before);
    }

    @Test
    void theRedemptionsThereAreKeepTheOldFeatures() {
        RedeemJamCode.Redeemed redeemed = (RedeemJamCode.Redeemed) bench.jamCodes()
                .redeem()
                .execute(new RedeemJamCode.Command(bench.caller(Role.OWNER), "SPRING", Attributes.EMPTY, null, ORIGIN));

        assertThat(update(code.id(), Patch.NOTHING.features(Attributes.EMPTY))).isInstanceOf(Updated.class);

        assertThat(redeemed.redemption().meta()).isEqualTo(FEATURES);
        assertThat(bench.store.jamCodeRedemptions()).containsExactly(redeemed.redemption());
    }

    @Test
    void ofTheChangesOfFiveAdminsAtOnceNoneIsLost() {
        List<Patch> patches = List.of(
                Patch.NOTHING.description("Summer"),
                Patch.NOTHING.features(Attributes.EMPTY),
                Patch.NOTHING.maxUses(Change.to(77)),
                Patch.NOTHING.active(false),
                Patch.NOTHING.expiresAt(Change.clear()));

        List<Result> results = Race.of(5, number -> () -> update(code.id(), patches.get(number)));

        assertThat(results).hasOnlyElementsOfType(Updated.class);
        assertThat(stored())
                .isEqualTo(new JamCode(
                        code.id(),
                        code.code(),
                        "Summer",
                        Attributes.EMPTY,
                        new UsageLimit(77, 0),
                        false,
                        null,
                        NOON,
                        LATER,
                        null));
    }

    @Test
    void aTransactionThatRunsAgainChangesOnce() {
        UpdateJamCode update = new UpdateJamCode(Mishap.RUNS_AGAIN.on(bench.store), bench.ids, bench.clock);
        int events = bench.store.auditEvents().size();

        assertThat(update.execute(command(code.id(), Patch.NOTHING.active(false))))
                .isEqualTo(new Updated(code.deactivate(LATER)));

        assertThat(bench.store.auditEvents()).hasSize(events + 1);
        assertThat(stored().active()).isFalse();
    }

    @Test
    void theMomentOfTheChangeIsTheLastOne() {
        bench.clock.advance(Duration.ofSeconds(1));

        assertThat(update(code.id(), Patch.NOTHING)).isInstanceOf(Updated.class);

        assertThat(Objects.requireNonNull(stored().updatedAt())).isEqualTo(LATER.plusSeconds(1));
        assertThat(stored().createdAt()).isEqualTo(NOON);
    }
}
