package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Proofs;
import leadr.registration.application.testkit.Race;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.secret.PlainSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joining an account and getting back in under an idempotency key. */
class CompletionRepeatTest {
    private final Bench bench = new Bench();
    private final Proofs proofs = new Proofs(bench.store, bench.tokens, bench.clock);
    private final Account alpha = account("Alpha");
    private final User owner = proofs.owner(alpha);

    /** Everything but founding an account, which has tests of its own. */
    private enum Flow {
        JOIN(AuditAction.ACCEPT_INVITATION),
        RECOVER(AuditAction.RECOVER_ACCESS);

        private final AuditAction action;

        Flow(AuditAction action) {
            this.action = action;
        }
    }

    private Completing begun(Flow flow) {
        PlainSecret token = switch (flow) {
            case JOIN -> proofs.invitation(proofs.invited(owner, "ann@example.org", Role.MEMBER));
            case RECOVER -> proofs.recovery(owner);
        };
        return Completing.with(token).name(null).key("4711");
    }

    private Result complete(Completing what) {
        return bench.completeRegistration().execute(what.command());
    }

    private Completed completed(Completing what) {
        return (Completed) complete(what);
    }

    private ApiKey key() {
        return bench.store.apiKeys().get(0);
    }

    private void assertRefused(Completing what, Reason reason) {
        List<List<?>> before = bench.everythingButAudit();

        assertThat(complete(what)).isEqualTo(new Refused(reason));

        assertThat(bench.everythingButAudit()).isEqualTo(before);
    }

    private void change(User user, UnaryOperator<User> how) {
        bench.in(store -> store.users()
                .update(how.apply(store.users().findForUpdate(user.id()).orElseThrow())));
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatGetsAFreshTextOfTheSameKeyForADay(Flow flow) {
        Completing request = begun(flow).jamCode("NOTLOOKEDAT");
        Completed first = completed(request);
        ApiKey made = key();
        List<List<?>> before = bench.everythingButAudit();
        bench.clock.set(NOON.plus(Duration.ofHours(24)).minus(Bench.TICK));

        Completed repeat = completed(request);

        assertThat(repeat.replayed()).isTrue();
        assertThat(repeat.account()).isEqualTo(first.account());
        assertThat(repeat.user()).isEqualTo(first.user());
        assertThat(repeat.redemption()).isNull();
        assertThat(key())
                .isEqualTo(made.replaceSecret(
                        repeat.apiKey(),
                        Fixtures.API_KEY_HASHER.digest("", repeat.apiKey().secret()),
                        bench.clock.instant()));
        assertThat(bench.everythingButAudit().stream()
                        .filter(rows -> !before.contains(rows))
                        .toList())
                .as("nothing but the key changes")
                .containsExactly(List.of(key()));
        assertThat(bench.lastEvent())
                .returns(flow.action, AuditEvent::action)
                .returns("REPLAYED", AuditEvent::reason)
                .returns(first.user().id().text(), AuditEvent::target)
                .returns(alpha.id(), AuditEvent::account);
        assertThat(bench.authenticate(first.apiKey()))
                .isEqualTo(new AuthenticateApiKey.Refused(AuthenticateApiKey.Reason.UNKNOWN));
        assertThat(bench.authenticate(repeat.apiKey())).isInstanceOf(Authenticated.class);

        bench.clock.advance(Bench.TICK);
        assertRefused(request, Reason.TOKEN_EXPIRED);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsOfOneBodyAndAnotherKeyIsAnotherRequest(Flow flow) {
        Completing request = begun(flow);
        assertThat(completed(request).replayed()).isFalse();

        assertRefused(request.displayName("Another"), Reason.KEY_REUSED);
        assertRefused(request.name("Not looked at"), Reason.KEY_REUSED);
        assertRefused(request.key("4712"), Reason.TOKEN_USED);
        assertRefused(request.key(null), Reason.TOKEN_USED);
    }

    @ParameterizedTest
    @EnumSource
    void onceTheKeyWasUsedTheTextStays(Flow flow) {
        Completing request = begun(flow);
        Completed first = completed(request);
        assertThat(bench.authenticate(first.apiKey())).isInstanceOf(Authenticated.class);

        assertRefused(request, Reason.COMPLETED_BEFORE);
        assertThat(bench.authenticate(first.apiKey())).isInstanceOf(Authenticated.class);
    }

    @ParameterizedTest
    @EnumSource
    void whoIsSuspendedGetsNoFreshText(Flow flow) {
        Completing request = begun(flow);
        User user = completed(request).user();

        change(user, before -> before.suspend(NOON));
        assertRefused(request, Reason.COMPLETED_BEFORE);
        change(user, before -> before.reactivate(NOON));
        bench.in(store -> store.accounts()
                .update(store.accounts().findForUpdate(alpha.id()).orElseThrow().suspend(NOON)));
        assertRefused(request, Reason.COMPLETED_BEFORE);
    }

    @ParameterizedTest
    @EnumSource
    void whoBecameASuperadminGetsNoFreshTextOfARecoveredKey(Flow flow) {
        Completing request = begun(flow);
        change(completed(request).user(), before -> before.asSuperAdmin(NOON));

        if (flow == Flow.RECOVER) {
            assertRefused(request, Reason.COMPLETED_BEFORE);
        } else {
            assertThat(completed(request).replayed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofTenEqualRequestsAtOnceOneIsDoneAndAllGetItsKey(Flow flow) {
        Completing request = begun(flow);

        List<Completed> results = Race.of(10, number -> () -> completed(request));

        assertThat(results).filteredOn(result -> !result.replayed()).hasSize(1);
        assertThat(results)
                .extracting(Completed::user)
                .containsOnly(results.get(0).user());
        assertThat(bench.store.apiKeys()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedRequestCanBeTriedAgainUnderItsKey(Flow flow) {
        Completing request = begun(flow);
        bench.in(store -> store.accounts()
                .update(store.accounts().findForUpdate(alpha.id()).orElseThrow().suspend(NOON)));
        assertRefused(request, Reason.ACCOUNT_SUSPENDED);
        bench.in(store -> store.accounts()
                .update(store.accounts().findForUpdate(alpha.id()).orElseThrow().activate(NOON)));

        assertThat(completed(request.displayName("Another")).replayed()).isFalse();
    }

    @Test
    void aRepeatedRecoveryIsRefusedOnceRecoveryIsOff() {
        Completing request = begun(Flow.RECOVER);
        assertThat(complete(request)).isInstanceOf(Completed.class);
        bench.recoveryEnabled = false;

        assertRefused(request, Reason.RECOVERY_OFF);
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatHoldsTheAccountBeforeItLooks(Flow flow) {
        Completing request = begun(flow);
        assertThat(complete(request)).isInstanceOf(Completed.class);
        StatementLog log = new StatementLog(bench.store);

        assertThat(bench.completeRegistration(log).execute(request.command())).isInstanceOf(Completed.class);

        assertThat(log.statements())
                .containsSubsequence("Accounts.findForUpdate", "ApiKeys.findForUpdate", "Users.find");
    }
}
