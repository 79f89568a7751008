package leadr.registration.application.invitation;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.access.Caller;
import leadr.registration.application.invitation.InvitationRequest.Done;
import leadr.registration.application.invitation.InvitationRequest.Reason;
import leadr.registration.application.invitation.InvitationRequest.Refused;
import leadr.registration.application.invitation.InvitationRequest.Result;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.VerifyEmailCode;
import leadr.registration.application.registration.VerifyEmailCode.Verified;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sending an invitation again, and revoking it. */
class ChangeInvitationTest {
    private static final String ANN = "ann@example.org";
    private static final Duration LIFE = Duration.ofHours(24);
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");

    private final Bench bench = new Bench();
    private final Caller admin = bench.caller(Role.ADMIN);
    private final Caller owner = bench.add(admin.account(), user(admin.account(), "olga@example.org", Role.OWNER));

    /** What can be asked for. */
    private enum Wish {
        RESEND(AuditAction.RESEND_INVITATION),
        REVOKE(AuditAction.REVOKE_INVITATION);

        private final AuditAction action;

        Wish(AuditAction action) {
            this.action = action;
        }

        private Result on(InvitationUseCases invitations, Caller caller, UserId id) {
            InvitationRequest request = new InvitationRequest(caller, id, ORIGIN);
            return this == RESEND
                    ? invitations.resend().execute(request, PreferredLanguages.NONE)
                    : invitations.revoke().execute(request);
        }
    }

    private Result ask(Wish wish, Caller caller, UserId id) {
        return ask(wish, bench.store, caller, id);
    }

    private Result ask(Wish wish, Transactions transactions, Caller caller, UserId id) {
        return wish.on(bench.invitations(transactions), caller, id);
    }

    private Invitation invitedAnn() {
        return bench.invite(admin, ANN, Role.MEMBER);
    }

    private OneTimeCode lastCode() {
        List<Bench.Letter> letters = bench.deliver();
        return OneTimeCode.parse(
                Objects.requireNonNull(letters.get(letters.size() - 1).content().code()));
    }

    private Stream<VerificationCode> liveCodes() {
        return bench.store.verificationCodes().stream().filter(VerificationCode::isLive);
    }

    private User stored(UserId id) {
        return bench.store.users().stream()
                .filter(user -> user.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void change(UserId id, UnaryOperator<User> how) {
        bench.in(store -> store.users().update(how.apply(store.users().find(id).orElseThrow())));
    }

    private void accept(Invitation invitation) {
        bench.in(store -> {
            User invited = store.users().find(invitation.userId()).orElseThrow();
            store.users().update(invited.acceptInvitation(invited.displayName(), NOON));
            store.invitations()
                    .update(store.invitations()
                            .find(invitation.userId())
                            .orElseThrow()
                            .accept(NOON));
        });
    }

    private AuditEvent event(Wish wish, Caller actor, UserId target, Outcome outcome, @Nullable String reason) {
        return new AuditEvent(
                bench.lastEvent().id(),
                bench.clock.instant(),
                actor.user().id().text(),
                wish.action,
                target.text(),
                outcome,
                reason,
                ORIGIN,
                admin.account().id());
    }

    private void assertRefused(Wish wish, Caller caller, UserId id, Reason reason) {
        List<List<?>> before = bench.everythingButAudit();
        int events = bench.store.auditEvents().size();

        assertThat(ask(wish, caller, id)).isEqualTo(new Refused(reason));

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).hasSize(events + 1);
        assertThat(bench.lastEvent()).isEqualTo(event(wish, caller, id, Outcome.REFUSED, reason.name()));
    }

    private void assertNotThere(Wish wish, Caller caller, UserId id) {
        List<List<?>> before = bench.everythingButAudit();
        int events = bench.store.auditEvents().size();

        assertThat(ask(wish, caller, id)).isEqualTo(new Refused(Reason.NOT_FOUND));

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).hasSize(events);
    }

    @Test
    void anInvitationIsSentAgainWithANewCodeAndTheOldOneIsDead() {
        Invitation first = invitedAnn();
        OneTimeCode old = lastCode();
        bench.clock.advance(Duration.ofMinutes(5));
        Invitation again = first.resend(owner.user().id(), bench.clock.instant().plus(LIFE), bench.clock.instant());

        assertThat(ask(Wish.RESEND, owner, first.userId())).isEqualTo(new Done(again));

        assertThat(bench.store.invitations()).containsExactly(again);
        assertThat(bench.lastEvent()).isEqualTo(event(Wish.RESEND, owner, first.userId(), Outcome.DONE, null));
        assertThat(liveCodes())
                .singleElement()
                .satisfies(code -> assertThat(code.expiresAt()).isEqualTo(again.expiresAt()));
        assertThat(bench.verify(ANN, old, "192.0.2.7"))
                .isEqualTo(new VerifyEmailCode.Refused(VerifyEmailCode.Reason.SUPERSEDED, Duration.ZERO));
        assertThat(bench.verify(ANN, lastCode(), "192.0.2.7")).isInstanceOf(Verified.class);
    }

    @Test
    void oneThatIsTooOldIsSentAgainToo() {
        Invitation first = invitedAnn();
        bench.clock.advance(LIFE);
        assertThat(first.isExpired(bench.clock.instant())).isTrue();

        assertThat(ask(Wish.RESEND, admin, first.userId())).isInstanceOf(Done.class);

        assertThat(bench.verify(ANN, lastCode(), "192.0.2.7")).isInstanceOf(Verified.class);
    }

    @Test
    void aClockThatLagsBehindSendsNoInvitationBeforeItWasMade() {
        Invitation first = invitedAnn();
        bench.clock.set(NOON.minusSeconds(1));

        assertThat(ask(Wish.RESEND, admin, first.userId())).isEqualTo(new Done(first));
    }

    @Test
    void onceTheAddressIsFreeACodeIsSent() {
        User elsewhere = user(bench.caller(Role.OWNER).account(), ANN, UserStatus.ACTIVE);
        bench.in(store -> store.users().add(elsewhere));
        Invitation invitation = invitedAnn();
        assertThat(ask(Wish.RESEND, admin, invitation.userId())).isInstanceOf(Done.class);
        assertThat(bench.deliver())
                .extracting(letter -> letter.content().code())
                .containsExactly(null, null);
        assertThat(liveCodes()).isEmpty();

        change(elsewhere.id(), user -> user.delete(NOON));
        assertThat(ask(Wish.RESEND, admin, invitation.userId())).isInstanceOf(Done.class);

        assertThat(bench.verify(ANN, lastCode(), "192.0.2.7")).isInstanceOf(Verified.class);
    }

    @Test
    void oneThatIsSentAgainTellsNobodyWhoHasAUserElsewhere() {
        Invitation unknown = invitedAnn();
        Invitation known = bench.invite(admin, "known@example.org", Role.MEMBER);
        User elsewhere = user(bench.caller(Role.OWNER).account(), "known@example.org", UserStatus.ACTIVE);
        bench.in(store -> store.users().add(elsewhere));
        StatementLog log = new StatementLog(bench.store);
        assertThat(ask(Wish.RESEND, log, admin, unknown.userId())).isInstanceOf(Done.class);
        List<String> statements = log.statements();
        log.clear();

        assertThat(ask(Wish.RESEND, log, admin, known.userId())).isInstanceOf(Done.class);

        assertThat(log.statements()).isEqualTo(statements);
    }

    @Test
    void whoIsRevokedIsUnknownAgainAndTheCodeIsDead() {
        Invitation invitation = invitedAnn();
        OneTimeCode code = lastCode();
        bench.clock.advance(Duration.ofMinutes(1));

        assertThat(ask(Wish.REVOKE, owner, invitation.userId())).isEqualTo(new Done(invitation.revoke()));

        assertThat(bench.store.invitations()).containsExactly(invitation.revoke());
        assertThat(stored(invitation.userId()).isDeleted()).isTrue();
        assertThat(bench.lastEvent()).isEqualTo(event(Wish.REVOKE, owner, invitation.userId(), Outcome.DONE, null));
        assertThat(bench.verify(ANN, code, "192.0.2.7"))
                .isEqualTo(new VerifyEmailCode.Refused(VerifyEmailCode.Reason.SUPERSEDED, Duration.ZERO));
        assertThat(bench.invite(admin, ANN, Role.MEMBER).userId()).isNotEqualTo(invitation.userId());
    }

    @Test
    void toRevokeASecondTimeChangesNothing() {
        Invitation invitation = invitedAnn();
        Result first = ask(Wish.REVOKE, admin, invitation.userId());
        List<List<?>> before = bench.everythingButAudit();
        int events = bench.store.auditEvents().size();

        assertThat(ask(Wish.REVOKE, admin, invitation.userId())).isEqualTo(first);

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).hasSize(events);
    }

    @Test
    void oneThatWasRevokedIsNotThereToBeSentAgain() {
        Invitation invitation = invitedAnn();
        assertThat(ask(Wish.REVOKE, admin, invitation.userId())).isInstanceOf(Done.class);

        assertNotThere(Wish.RESEND, admin, invitation.userId());
    }

    @ParameterizedTest
    @EnumSource
    void oneThatWasAcceptedStaysSo(Wish wish) {
        Invitation invitation = invitedAnn();
        accept(invitation);

        assertRefused(wish, admin, invitation.userId(), Reason.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource
    void oneOfAnotherAccountIsNotThereLikeOneThatIsNone(Wish wish) {
        Invitation foreign = bench.invite(bench.caller(Role.OWNER), ANN, Role.MEMBER);
        StatementLog log = new StatementLog(bench.store);

        assertNotThere(wish, admin, foreign.userId());
        assertNotThere(wish, admin, new UserId(Fixtures.anId()));
        assertNotThere(wish, admin, owner.user().id());
        assertThat(ask(wish, log, admin, foreign.userId())).isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(log.statements()).as("nothing is held").containsExactly("Invitations.find");
    }

    @ParameterizedTest
    @EnumSource
    void aSuperadminDoesItElsewhere(Wish wish) {
        Invitation invitation = invitedAnn();
        Caller root = bench.caller(Role.MEMBER);
        change(root.user().id(), user -> user.asSuperAdmin(NOON));
        Caller superadmin = new Caller(root.user().asSuperAdmin(NOON), root.account(), root.key());

        assertThat(ask(wish, superadmin, invitation.userId())).isInstanceOf(Done.class);

        assertThat(bench.lastEvent()).isEqualTo(event(wish, superadmin, invitation.userId(), Outcome.DONE, null));
        assertThat(bench.deliver())
                .allSatisfy(letter -> assertThat(letter.content().text())
                        .contains(admin.account().name().value()));
    }

    @ParameterizedTest
    @EnumSource
    void aMemberDoesNeitherWhateverIsNamed(Wish wish) {
        Caller member = bench.add(admin.account(), user(admin.account(), "max@example.org", Role.MEMBER));

        assertRefused(wish, member, invitedAnn().userId(), Reason.NOT_ADMIN);
        assertRefused(wish, member, new UserId(Fixtures.anId()), Reason.NOT_ADMIN);
        assertRefused(
                wish,
                member,
                bench.invite(bench.caller(Role.OWNER), ANN, Role.MEMBER).userId(),
                Reason.NOT_ADMIN);
    }

    @ParameterizedTest
    @EnumSource
    void anAdminDoesNotTouchTheInvitationOfAnAdmin(Wish wish) {
        Invitation invitation = bench.invite(owner, ANN, Role.ADMIN);

        assertRefused(wish, admin, invitation.userId(), Reason.NOT_OWNER);
        assertThat(ask(wish, owner, invitation.userId())).isInstanceOf(Done.class);
    }

    @ParameterizedTest
    @EnumSource
    void whoWasDemotedMeanwhileIsJudgedByWhatIsTrueNow(Wish wish) {
        Invitation invitation = invitedAnn();
        change(admin.user().id(), user -> user.changeRole(Role.MEMBER, NOON));

        assertRefused(wish, admin, invitation.userId(), Reason.NOT_ADMIN);
    }

    @ParameterizedTest
    @EnumSource
    void whoWasSuspendedMeanwhileDoesNothing(Wish wish) {
        Invitation invitation = invitedAnn();
        change(admin.user().id(), user -> user.suspend(NOON));
        List<List<?>> before = bench.everythingButAudit();

        assertThatExceptionOfType(AccessEnded.class)
                .isThrownBy(
                        () -> assertThat(ask(wish, admin, invitation.userId())).isNull());

        assertThat(bench.everythingButAudit()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void theAddressIsHeldFirstThenTheAccountThenTheInvitation(Wish wish) {
        Invitation invitation = invitedAnn();
        StatementLog log = new StatementLog(bench.store);

        assertThat(ask(wish, log, admin, invitation.userId())).isInstanceOf(Done.class);

        assertThat(log.statements())
                .filteredOn(statement -> statement.endsWith("ForUpdate"))
                .containsExactly("Mailboxes.findForUpdate", "Accounts.findForUpdate", "Invitations.findForUpdate");
    }
}
