package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Proofs;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.Test;

/** {@link CompleteRegistration} with the token of a recovery. */
class RecoverAccessTest {
    private final Bench bench = new Bench();
    private final CompletionDesk desk = new CompletionDesk(bench);
    private final Proofs proofs = new Proofs(bench.store, bench.tokens, bench.clock);
    private final Account alpha = account("Alpha");
    private final User user = proofs.owner(alpha);
    private final PlainSecret token = proofs.recovery(user);
    private final Completing recovering = Completing.with(token).name(null);

    private Result complete(Completing what) {
        return desk.complete(what);
    }

    private void assertRefused(Reason reason) {
        desk.assertRefused(
                recovering, reason, AuditAction.RECOVER_ACCESS, user.id().text());
    }

    private void change(UnaryOperator<User> how) {
        desk.change(user.id(), how);
    }

    private void suspendAlpha() {
        desk.suspend(alpha);
    }

    @Test
    void whoProvesTheAddressGetsOneMoreKey() {
        ApiKeySecret old = SECRETS.apiKey();
        bench.addKey(key(user, old));

        Completed completed = (Completed) complete(recovering);

        assertThat(completed.account()).isEqualTo(alpha);
        assertThat(completed.user()).isEqualTo(user);
        assertThat(completed.redemption()).isNull();
        assertThat(completed.replayed()).isFalse();
        assertThat(bench.store.users()).containsExactly(user);
        assertThat(bench.store.apiKeys()).hasSize(2).last().satisfies(key -> {
            assertThat(key.name()).isEqualTo("Recovered key 2026-03-01");
            assertThat(key.userId()).isEqualTo(user.id());
            assertThat(key.accountId()).isEqualTo(alpha.id());
            assertThat(key.prefix()).isEqualTo(completed.apiKey().prefix());
            assertThat(key.expiresAt()).isNull();
        });
        assertThat(bench.authenticate(completed.apiKey())).isInstanceOf(Authenticated.class);
        assertThat(bench.authenticate(old)).as("the old one").isInstanceOf(Authenticated.class);
        assertThat(complete(recovering)).isEqualTo(new Refused(Reason.TOKEN_USED));
    }

    @Test
    void theUserIsToldAndTheAuditLogOfTheAccountSaysSo() {
        assertThat(complete(recovering)).isInstanceOf(Completed.class);

        assertThat(bench.store.mails())
                .singleElement()
                .returns(MailKind.ACCESS_RECOVERED, OutgoingMail::kind)
                .returns(user.email(), OutgoingMail::to);
        AuditEvent event = bench.lastEvent();
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(),
                        NOON,
                        user.id().text(),
                        AuditAction.RECOVER_ACCESS,
                        user.id().text(),
                        Outcome.DONE,
                        null,
                        Completing.ORIGIN,
                        alpha.id()));
    }

    @Test
    void theKeyIsCalledAfterTheDayInGreenwich() {
        bench.clock.set(Instant.parse("2026-03-01T23:59:59Z"));
        PlainSecret late = bench.tokenFor(user.email().value());
        assertThat(complete(recovering.token(late))).isInstanceOf(Completed.class);
        bench.clock.set(Instant.parse("2026-03-02T00:01:00Z"));
        PlainSecret later = bench.tokenFor(user.email().value());
        assertThat(complete(recovering.token(later))).isInstanceOf(Completed.class);

        assertThat(bench.store.apiKeys())
                .extracting(ApiKey::name)
                .containsExactly("Recovered key 2026-03-01", "Recovered key 2026-03-02");
    }

    @Test
    void whatIsForOthersIsNotLookedAt() {
        bench.add(Fixtures.jamCode("SPRING", 1));

        Completed completed = (Completed)
                complete(recovering.name("-").slug("No Slug").jamCode("SPRING").displayName("x".repeat(101)));

        assertThat(completed.account()).isEqualTo(alpha);
        assertThat(completed.user()).isEqualTo(user);
        assertThat(bench.store.jamCodeRedemptions()).isEmpty();
    }

    @Test
    void whoIsInvitedElsewhereStaysSo() {
        User invited = proofs.invited(proofs.owner("Beta"), user.email().value(), Role.MEMBER);

        assertThat(complete(recovering)).isInstanceOf(Completed.class);

        assertThat(bench.store.users()).contains(invited);
        assertThat(bench.store.invitations()).singleElement().matches(Invitation::isPending);
    }

    @Test
    void aSuspendedUserDoesNotGetBackInUntilActivated() {
        change(before -> before.suspend(NOON));
        assertRefused(Reason.USER_SUSPENDED);

        change(before -> before.reactivate(NOON));
        assertThat(complete(recovering)).isInstanceOf(Completed.class);
    }

    @Test
    void nobodyGetsBackIntoASuspendedAccount() {
        suspendAlpha();

        assertRefused(Reason.ACCOUNT_SUSPENDED);
    }

    @Test
    void aDeletedUserIsGone() {
        change(before -> before.delete(NOON));

        assertRefused(Reason.USER_NOT_FOUND);
    }

    @Test
    void whoIsAtAnotherAddressByNowIsNotThere() {
        change(before -> before.changeEmail(email("moved@example.org"), NOON));
        assertRefused(Reason.USER_NOT_FOUND);

        change(before -> before.changeEmail(email("OWNER@alpha.example"), NOON));
        assertThat(complete(recovering)).as("the same, written another way").isInstanceOf(Completed.class);
    }

    @Test
    void aUserThatNeverWasIsNotThere() {
        UserId nobody = new UserId(Fixtures.anId());
        PlainSecret stray =
                proofs.token(VerificationCodeType.RECOVERY, user.email().value(), nobody);

        assertThat(complete(recovering.token(stray))).isEqualTo(new Refused(Reason.USER_NOT_FOUND));
    }

    @Test
    void aSuperadminNeverGetsBackInByMail() {
        change(before -> before.asSuperAdmin(NOON));

        assertRefused(Reason.SUPERADMIN);
        suspendAlpha();
        change(before -> before.suspend(NOON));
        assertRefused(Reason.SUPERADMIN);
    }

    @Test
    void aTokenFromBeforeTheRecoveryWasSwitchedOffIsRefused() {
        bench.recoveryEnabled = false;
        assertRefused(Reason.RECOVERY_OFF);

        bench.recoveryEnabled = true;
        assertThat(complete(recovering)).isInstanceOf(Completed.class);
    }

    @Test
    void fromTheMailToTheKey() {
        bench.clock.advance(Duration.ofMinutes(1));

        assertThat(complete(recovering.token(bench.tokenFor("Owner@Alpha.example"))))
                .isInstanceOfSatisfying(
                        Completed.class,
                        completed -> assertThat(completed.user()).isEqualTo(user));
    }
}
