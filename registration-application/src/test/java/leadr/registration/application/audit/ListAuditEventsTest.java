package leadr.registration.application.audit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.audit.ListAuditEvents.Command;
import leadr.registration.application.audit.ListAuditEvents.Found;
import leadr.registration.application.audit.ListAuditEvents.Reason;
import leadr.registration.application.audit.ListAuditEvents.Refused;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.AuditFilter;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.verification.ClientNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListAuditEventsTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.9");

    private final Bench bench = new Bench();
    private final ListAuditEvents list = new ListAuditEvents(bench.store, Bench.PAGING, bench.ids, bench.clock);
    private final Caller admin = bench.caller(Role.ADMIN);
    private final Caller member = bench.add(admin.account(), user(admin.account(), "m@example.org", Role.MEMBER));
    private final Caller root = superadmin();
    private final AuditEvent byStranger =
            event(AuditEvent.ANONYMOUS, admin.account().id());
    private final AuditEvent bySystem = event(AuditEvent.SYSTEM, admin.account().id());
    private final AuditEvent byMember =
            event(member.user().id().text(), admin.account().id());
    private final AuditEvent elsewhere =
            event(AuditEvent.ANONYMOUS, root.account().id());
    private final AuditEvent nowhere = event(AuditEvent.ANONYMOUS, null);

    private Caller superadmin() {
        Account account = account("Root");
        bench.addAccount(account);
        return bench.add(account, user(account, "root@example.org", Role.OWNER).asSuperAdmin(NOON));
    }

    private AuditEvent event(String actor, @Nullable AccountId account) {
        AuditEvent event = new AuditEvent(
                anId(),
                NOON,
                actor,
                AuditAction.REVOKE_LEAKED_KEY,
                "key",
                Outcome.DONE,
                null,
                Fixtures.from("198.51.100.7"),
                account);
        bench.in(store -> store.auditLog().add(event));
        return event;
    }

    private ListAuditEvents.Result execute(Caller caller, AuditFilter filter) {
        return list.execute(new Command(caller, filter, new PageQuery(100, null, null), ORIGIN));
    }

    private List<AuditEvent> seen(Caller caller, AuditFilter filter) {
        return ((Found) execute(caller, filter)).events().items();
    }

    @Test
    void anAdminSeesWhatConcernsTheAccountButNotFromWhereStrangersCame() {
        assertThat(seen(admin, AuditFilter.NONE))
                .containsExactlyInAnyOrder(byStranger.withoutClient(), bySystem.withoutClient(), byMember);
        assertThat(byStranger.withoutClient().origin())
                .isEqualTo(new RequestOrigin(byStranger.origin().reference(), ClientNetwork.NONE));
    }

    @Test
    void aSuperadminSeesEverythingAsItIs() {
        assertThat(seen(root, AuditFilter.NONE))
                .containsExactlyInAnyOrder(byStranger, bySystem, byMember, elsewhere, nowhere);
        assertThat(seen(root, AuditFilter.NONE.in(root.account().id()))).containsExactly(elsewhere);
    }

    @Test
    void anAdminWhoAsksForAnotherAccountFindsNothingThere() {
        assertThat(seen(admin, AuditFilter.NONE.in(root.account().id()))).isEmpty();
        assertThat(seen(admin, AuditFilter.NONE.in(admin.account().id()))).hasSize(3);
    }

    @Test
    void aMemberIsRefusedAndThatIsNotedWhateverIsAskedFor() {
        assertThat(execute(member, AuditFilter.NONE.in(root.account().id()))).isEqualTo(new Refused(Reason.FORBIDDEN));

        assertThat(bench.lastEvent())
                .isEqualTo(new AuditEvent(
                        bench.lastEvent().id(),
                        NOON,
                        member.user().id().text(),
                        AuditAction.READ_AUDIT,
                        "audit",
                        Outcome.REFUSED,
                        "FORBIDDEN",
                        ORIGIN,
                        admin.account().id()));
    }

    @Test
    void anAdminDoesNotSeeFromWhereASuperadminOfAnotherAccountCame() {
        AuditEvent byRoot = event(root.user().id().text(), admin.account().id());

        assertThat(seen(admin, AuditFilter.NONE))
                .contains(byRoot.withoutClient())
                .doesNotContain(byRoot);
        assertThat(seen(root, AuditFilter.NONE)).contains(byRoot);
    }
}
