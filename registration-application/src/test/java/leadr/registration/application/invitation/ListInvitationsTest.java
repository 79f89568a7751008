package leadr.registration.application.invitation;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.invitation.ListInvitations.Command;
import leadr.registration.application.invitation.ListInvitations.Listed;
import leadr.registration.application.invitation.ListInvitations.Reason;
import leadr.registration.application.invitation.ListInvitations.Refused;
import leadr.registration.application.invitation.ListInvitations.Result;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.InvitedUser;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.ShownInvitationStatus;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListInvitationsTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");

    private final Bench bench = new Bench();
    private final Caller admin = bench.caller(Role.ADMIN);

    private Result list(
            Caller caller, @Nullable AccountId account, @Nullable ShownInvitationStatus status, PageQuery query) {
        return bench.invitations(bench.store).list().execute(new Command(caller, account, status, query, ORIGIN));
    }

    private Result list(Caller caller, @Nullable AccountId account) {
        return list(caller, account, null, query(null));
    }

    private static PageQuery query(@Nullable String cursor) {
        return new PageQuery(1, "created_at:asc", cursor);
    }

    private InvitedUser shown(Invitation invitation) {
        User invited = bench.store.users().stream()
                .filter(user -> user.id().equals(invitation.userId()))
                .findFirst()
                .orElseThrow();
        return new InvitedUser(invitation, invited);
    }

    @Test
    void theInvitationsOfTheAccountAreShownPageByPage() {
        Invitation first = bench.invite(admin, "ann@example.org", Role.MEMBER);
        bench.clock.advance(Duration.ofSeconds(1));
        Invitation second = bench.invite(admin, "bob@example.org", Role.MEMBER);
        assertThat(bench.invite(bench.caller(Role.OWNER), "eve@example.org", Role.MEMBER))
                .isNotNull();

        Listed page = (Listed) list(admin, null);

        assertThat(page.listing().items()).containsExactly(shown(first));
        assertThat(page.now()).isEqualTo(NOON.plusSeconds(1));
        String cursor = page.listing().nextCursor().orElseThrow();
        assertThat(((Listed) list(admin, null, null, query(cursor))).listing().items())
                .containsExactly(shown(second));
    }

    @Test
    void oneThatIsTooOldIsShownAsExpired() {
        Invitation invitation = bench.invite(admin, "ann@example.org", Role.MEMBER);
        bench.clock.advance(Duration.ofHours(24));

        assertThat(((Listed) list(admin, null, ShownInvitationStatus.EXPIRED, query(null)))
                        .listing()
                        .items())
                .containsExactly(shown(invitation));
        assertThat(((Listed) list(admin, null, ShownInvitationStatus.PENDING, query(null)))
                        .listing()
                        .items())
                .isEmpty();
    }

    @Test
    void oneThatWasRevokedIsShownWithTheNameItHad() {
        Invitation invitation = bench.invite(admin, "ann@example.org", Role.MEMBER);
        assertThat(bench.invitations(bench.store)
                        .revoke()
                        .execute(new InvitationRequest(admin, invitation.userId(), ORIGIN)))
                .isInstanceOf(InvitationRequest.Done.class);

        assertThat(((Listed) list(admin, null, ShownInvitationStatus.REVOKED, query(null)))
                        .listing()
                        .items())
                .containsExactly(shown(invitation.revoke()));
    }

    @Test
    void aMemberSeesNoneAndThatIsNoted() {
        Caller member = bench.add(admin.account(), user(admin.account(), "max@example.org", Role.MEMBER));

        assertThat(list(member, null)).isEqualTo(new Refused(Reason.NOT_ADMIN));
        assertThat(list(member, new AccountId(Fixtures.anId()))).isEqualTo(new Refused(Reason.NOT_ADMIN));

        AuditEvent event = bench.store.auditEvents().get(0);
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(),
                        NOON,
                        member.user().id().text(),
                        AuditAction.READ_INVITATIONS,
                        admin.account().id().text(),
                        Outcome.REFUSED,
                        "NOT_ADMIN",
                        ORIGIN,
                        admin.account().id()));
        assertThat(bench.store.auditEvents()).hasSize(2);
    }

    @Test
    void inAnotherAccountThereIsNothingForAnybodyButSuperadmins() {
        Invitation foreign = bench.invite(bench.caller(Role.OWNER), "ann@example.org", Role.MEMBER);
        Caller root = bench.caller(Role.MEMBER);
        Caller superadmin = new Caller(root.user().asSuperAdmin(NOON), root.account(), root.key());
        int events = bench.store.auditEvents().size();

        assertThat(((Listed) list(admin, foreign.accountId())).listing().items())
                .isEmpty();
        assertThat(list(admin, admin.account().id())).isInstanceOf(Listed.class);
        assertThat(((Listed) list(superadmin, foreign.accountId())).listing().items())
                .containsExactly(shown(foreign));
        assertThat(bench.store.auditEvents()).hasSize(events);
    }

    @Test
    void aCursorLeadsOnInTheListItWasMadeFor() {
        assertThat(bench.invite(admin, "ann@example.org", Role.MEMBER)).isNotNull();
        assertThat(bench.invite(admin, "bob@example.org", Role.MEMBER)).isNotNull();
        String cursor = ((Listed) list(admin, null)).listing().nextCursor().orElseThrow();

        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> assertThat(list(admin, null, ShownInvitationStatus.PENDING, query(cursor)))
                        .isNull())
                .satisfies(invalid -> assertThat(invalid.field()).isEqualTo("cursor"));
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> assertThat(list(bench.caller(Role.OWNER), null, null, query(cursor)))
                        .isNull());
    }
}
