package leadr.registration.application.access;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.AuthorizeSuperadmin.Command;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Mishap;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKeyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthorizeSuperadminTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");

    private final Bench bench = new Bench();

    private static Caller superadmin() {
        Account account = account("Alpha");
        User user = owner(account, "ann@example.org").asSuperAdmin(NOON);
        return new Caller(user, account, new ApiKeyId(anId()));
    }

    private static Command command(Caller caller) {
        return new Command(caller, AuditAction.DELETE_JAM_CODE, "jam_4711", ORIGIN);
    }

    @Test
    void aSuperadminIsLetThroughAndNothingIsNoted() {
        Caller caller = superadmin();

        assertThat(bench.authorizeSuperadmin().execute(command(caller)))
                .hasValueSatisfying(superadmin ->
                        assertThat(superadmin.userId()).isEqualTo(caller.user().id()));

        assertThat(bench.store.auditEvents()).isEmpty();
    }

    @Test
    void aSuperadminNeedsNoStore() {
        AuthorizeSuperadmin authorize =
                new AuthorizeSuperadmin(Mishap.DIES_BEFORE_THE_COMMIT.on(bench.store), bench.ids, bench.clock);

        assertThat(authorize.execute(command(superadmin()))).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void anybodyElseIsNotAndItIsNoted(Role role) {
        Caller caller = bench.caller(role);
        bench.clock.advance(Duration.ofSeconds(5));

        assertThat(bench.authorizeSuperadmin().execute(command(caller))).isEmpty();

        assertThat(bench.store.auditEvents())
                .singleElement()
                .isEqualTo(new AuditEvent(
                        bench.lastEvent().id(),
                        NOON.plusSeconds(5),
                        caller.user().id().text(),
                        AuditAction.DELETE_JAM_CODE,
                        "jam_4711",
                        Outcome.REFUSED,
                        "NOT_SUPERADMIN",
                        ORIGIN,
                        caller.account().id()));
    }

    @Test
    void thereIsNoOtherWayToBecomeOne() {
        Caller caller = bench.caller(Role.OWNER);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(new Superadmin(caller)).isNull())
                .withMessage("a superadmin is one");
    }
}
