package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;

/** Where completions of all kinds are handed in. */
record CompletionDesk(Bench bench) {
    Result complete(Completing what) {
        return bench.completeRegistration().execute(what.command());
    }

    Completed completed(Completing what) {
        return (Completed) complete(what);
    }

    /** Refused for this reason, with an audit event and nothing else in the store. */
    void assertRefused(Completing what, Reason reason, AuditAction action, String target) {
        List<List<?>> before = bench.everythingButAudit();
        int events = bench.store.auditEvents().size();

        assertThat(complete(what)).isEqualTo(new Refused(reason));

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).hasSize(events + 1);
        AuditEvent event = bench.lastEvent();
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(),
                        bench.clock.instant(),
                        AuditEvent.ANONYMOUS,
                        action,
                        target,
                        Outcome.REFUSED,
                        reason.name(),
                        Completing.ORIGIN,
                        null));
    }

    void change(UserId id, UnaryOperator<User> how) {
        bench.in(store ->
                store.users().update(how.apply(store.users().findForUpdate(id).orElseThrow())));
    }

    void suspend(Account account) {
        bench.in(store -> store.accounts()
                .update(store.accounts()
                        .findForUpdate(account.id())
                        .orElseThrow()
                        .suspend(NOON)));
    }
}
