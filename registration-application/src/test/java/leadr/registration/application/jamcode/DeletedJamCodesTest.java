package leadr.registration.application.jamcode;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.jamCode;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import org.junit.jupiter.api.Test;

/** {@link DeleteJamCode} and {@link RestoreJamCode}: a code goes out of sight and comes back. */
class DeletedJamCodesTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");
    private static final Instant LATER = NOON.plusSeconds(30);

    private final Bench bench = new Bench();
    private final Superadmin admin = bench.superadmin();
    private final JamCode code = bench.add(jamCode("SPRING", 5)
            .withFeatures(Attributes.of(Map.of("boards", 10)), NOON)
            .deactivate(NOON));

    private boolean delete(JamCodeId id) {
        return bench.jamCodes().delete().execute(new DeleteJamCode.Command(admin, id, ORIGIN));
    }

    private Optional<JamCode> restore(JamCodeId id) {
        return bench.jamCodes().restore().execute(new RestoreJamCode.Command(admin, id, ORIGIN));
    }

    private JamCode stored() {
        return bench.store.jamCodes().get(0);
    }

    private int events() {
        return bench.store.auditEvents().size();
    }

    private void assertEvent(AuditAction action) {
        AuditEvent event = bench.lastEvent();
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(),
                        bench.clock.instant(),
                        admin.userId().text(),
                        action,
                        code.id().text(),
                        Outcome.DONE,
                        null,
                        ORIGIN,
                        null));
    }

    @Test
    void aDeletedCodeIsOutOfSightAndOutOfUse() {
        bench.clock.set(LATER);

        assertThat(delete(code.id())).isTrue();

        assertThat(stored()).isEqualTo(code.softDelete(LATER));
        assertEvent(AuditAction.DELETE_JAM_CODE);
        assertThat(bench.jamCodes().find().execute(new FindJamCode.Command(admin, code.id())))
                .isEmpty();
    }

    @Test
    void aCodeIsDeletedOnce() {
        assertThat(delete(code.id())).isTrue();
        int events = events();
        bench.clock.set(LATER);

        assertThat(delete(code.id())).isFalse();

        assertThat(stored().deletedAt()).isEqualTo(NOON);
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void aCodeNobodyKnowsIsNotDeleted() {
        int events = events();

        assertThat(delete(new JamCodeId(anId()))).isFalse();

        assertThat(stored()).isEqualTo(code);
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void ofTwentyWhoDeleteACodeAtOnceOneDoes() {
        List<Boolean> deleted = Race.of(20, number -> () -> delete(code.id()));

        assertThat(Collections.frequency(deleted, true)).isEqualTo(1);
    }

    @Test
    void aRestoredCodeIsAsItWas() {
        assertThat(delete(code.id())).isTrue();
        bench.clock.set(LATER);

        assertThat(restore(code.id())).contains(stored());

        JamCode back = code.softDelete(NOON).restore(LATER);
        assertThat(stored()).isEqualTo(back);
        assertThat(back.active()).as("what was switched off stays so").isFalse();
        assertThat(back.features()).isEqualTo(code.features());
        assertThat(back.deletedAt()).isNull();
        assertEvent(AuditAction.RESTORE_JAM_CODE);
        assertThat(bench.jamCodes().find().execute(new FindJamCode.Command(admin, code.id())))
                .contains(back);
    }

    @Test
    void aCodeThatIsInSightIsRestoredByDoingNothing() {
        int events = events();
        bench.clock.set(LATER);

        assertThat(restore(code.id())).contains(code);

        assertThat(stored()).isEqualTo(code);
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void aCodeNobodyKnowsIsNotRestored() {
        assertThat(restore(new JamCodeId(anId()))).isEmpty();
    }

    @Test
    void theUsesAndRedemptionsOutliveDeletionAndRestoration() {
        bench.change(code, each -> each.activate(NOON));
        RedeemJamCode.Command redeem =
                new RedeemJamCode.Command(bench.caller(Role.OWNER), "SPRING", Attributes.EMPTY, null, ORIGIN);
        assertThat(bench.jamCodes().redeem().execute(redeem)).isInstanceOf(RedeemJamCode.Redeemed.class);
        assertThat(delete(code.id())).isTrue();
        bench.clock.advance(Duration.ofDays(1));

        JamCode back = restore(code.id()).orElseThrow();

        assertThat(back.usage().currentUses()).isEqualTo(1);
        assertThat(stored()).isEqualTo(back);
        assertThat(bench.jamCodes().redeem().execute(redeem))
                .isEqualTo(new RedeemJamCode.Refused(RedeemJamCode.Reason.ALREADY_REDEEMED));
    }
}
