package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.InvitationStatus;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link CompleteRegistration} with the token of an invitation. */
class AcceptInvitationTest {
    private static final String ANN = "ann@example.org";

    private final Bench bench = new Bench();
    private final CompletionDesk desk = new CompletionDesk(bench);
    private final Proofs proofs = new Proofs(bench.store, bench.tokens, bench.clock);
    private final Account alpha = account("Alpha");
    private final User host = proofs.owner(alpha);
    private final User invited = proofs.invited(host, ANN, Role.ADMIN);
    private final PlainSecret token = proofs.invitation(invited);
    private final Completing joining = Completing.with(token).name(null);

    private Result complete(Completing what) {
        return desk.complete(what);
    }

    private void assertRefused(Completing what, Reason reason) {
        desk.assertRefused(
                what, reason, AuditAction.ACCEPT_INVITATION, invited.id().text());
    }

    private void change(User next) {
        desk.change(next.id(), before -> next);
    }

    private void suspendAlpha() {
        desk.suspend(alpha);
    }

    @Test
    void whoIsInvitedJoinsTheAccountInTheRoleOfTheInvitation() {
        bench.clock.advance(Duration.ofSeconds(9));

        Completed completed = (Completed) complete(joining.displayName(" Ann Müller "));

        User member = invited.acceptInvitation(new DisplayName("Ann Müller"), NOON.plusSeconds(9));
        assertThat(completed.account()).isEqualTo(alpha);
        assertThat(completed.user()).isEqualTo(member);
        assertThat(completed.redemption()).isNull();
        assertThat(completed.replayed()).isFalse();
        assertThat(member.role()).isEqualTo(Role.ADMIN);
        assertThat(member.superAdmin()).isFalse();
        assertThat(bench.store.users()).containsExactly(host, member);
        assertThat(bench.store.accounts()).containsExactly(alpha);
        assertThat(bench.store.invitations())
                .singleElement()
                .returns(InvitationStatus.ACCEPTED, Invitation::status)
                .returns(NOON.plusSeconds(9), Invitation::acceptedAt);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null,Guest", "'',Guest", "' \t ',Guest", "Zoë,Zoë"})
    void whoGivesNoDisplayNameKeepsTheOneOfTheInvitation(String given, String expected) {
        Completed completed = (Completed) complete(joining.displayName(given));

        assertThat(completed.user().displayName().value()).isEqualTo(expected);
        assertThat(bench.store.apiKeys()).singleElement().returns(expected + "'s Key", ApiKey::name);
    }

    @Test
    void theKeyOpensTheAccountAndTheTokenIsUsedUp() {
        Completed completed = (Completed) complete(joining);

        ApiKey key = bench.store.apiKeys().get(0);
        assertThat(key.accountId()).isEqualTo(alpha.id());
        assertThat(key.userId()).isEqualTo(invited.id());
        assertThat(bench.authenticate(completed.apiKey())).isInstanceOf(Authenticated.class);
        assertThat(bench.store.verificationCodes())
                .singleElement()
                .returns(NOON, VerificationCode::consumedAt)
                .returns(key.id(), VerificationCode::issuedKey);
        assertRefused(joining, Reason.TOKEN_USED);
    }

    @Test
    void whoJoinsIsWelcomedAndTheAuditLogOfTheAccountSaysSo() {
        assertThat(complete(joining)).isInstanceOf(Completed.class);

        assertThat(bench.store.mails())
                .singleElement()
                .returns(MailKind.WELCOME_MEMBER, OutgoingMail::kind)
                .returns(email(ANN), OutgoingMail::to);
        AuditEvent event = bench.lastEvent();
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(),
                        NOON,
                        invited.id().text(),
                        AuditAction.ACCEPT_INVITATION,
                        invited.id().text(),
                        Outcome.DONE,
                        null,
                        Completing.ORIGIN,
                        alpha.id()));
    }

    @Test
    void whatIsForANewAccountIsNotLookedAt() {
        bench.add(Fixtures.jamCode("SPRING", 1));

        Completed completed =
                (Completed) complete(joining.name("-").slug("No Slug").jamCode("SPRING"));

        assertThat(completed.account()).isEqualTo(alpha);
        assertThat(completed.redemption()).isNull();
        assertThat(bench.store.jamCodeRedemptions()).isEmpty();
    }

    @Test
    void aDisplayNameThatBreaksARuleIsToldAndTheTokenCanBeTriedAgain() {
        List<List<?>> before = bench.everythingButAudit();

        Refused refused = (Refused) complete(joining.displayName("x".repeat(101)));

        assertThat(refused.reason()).isEqualTo(Reason.RULE_BROKEN);
        assertThat(Objects.requireNonNull(refused.broken()).rule())
                .isEqualTo("Display name must not exceed 100 characters");
        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(complete(joining)).isInstanceOf(Completed.class);
    }

    @Test
    void theOtherInvitationsOfTheAddressAreDeclined() {
        User byBeta = proofs.invited(proofs.owner("Beta"), "ANN@example.org", Role.MEMBER);
        VerificationCode live = Fixtures.code(VerificationCodeType.INVITE, ANN, byBeta.id(), NOON);
        User bob = proofs.invited(host, "bob@example.org", Role.MEMBER);
        bench.in(store -> store.verificationCodes().add(live));

        assertThat(complete(joining)).isInstanceOf(Completed.class);

        assertThat(bench.store.users()).contains(byBeta.delete(NOON), bob);
        assertThat(bench.store.invitations())
                .extracting(Invitation::status)
                .containsExactly(InvitationStatus.ACCEPTED, InvitationStatus.REVOKED, InvitationStatus.PENDING);
        assertThat(bench.store.verificationCodes()).contains(live.markAsExpired(NOON));
        assertThat(bench.store.auditEvents())
                .filteredOn(event -> event.action() == AuditAction.DECLINE_INVITATION)
                .singleElement()
                .returns(byBeta.id().text(), AuditEvent::target)
                .returns(byBeta.accountId(), AuditEvent::account);
    }

    @Test
    void aCodeThatWasSentAfterwardsIsDead() {
        VerificationCode again = Fixtures.code(VerificationCodeType.INVITE, ANN, invited.id(), NOON);
        bench.in(store -> store.verificationCodes().add(again));

        assertThat(complete(joining)).isInstanceOf(Completed.class);

        assertThat(bench.store.verificationCodes()).contains(again.markAsExpired(NOON));
    }

    @Test
    void anInvitationWhoseTimeIsOverMeanwhileIsAcceptedWhileTheTokenLives() {
        bench.in(store -> {
            Invitation sent = store.invitations().findForUpdate(invited.id()).orElseThrow();
            store.invitations().update(sent.resend(host.id(), NOON.plusSeconds(60), NOON));
        });
        bench.clock.advance(Duration.ofMinutes(9));

        assertThat(complete(joining)).isInstanceOf(Completed.class);
    }

    @Test
    void anInvitationIsAcceptedOnce() {
        PlainSecret second = proofs.invitation(invited);
        assertThat(complete(joining)).isInstanceOf(Completed.class);

        assertRefused(joining.token(second), Reason.USER_NOT_INVITED);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INVITED")
    void whoIsNotInvitedAnyMoreIsRefusedWhateverTheInvitationSays(UserStatus status) {
        change(new User(
                invited.id(),
                alpha.id(),
                invited.email(),
                invited.displayName(),
                invited.role(),
                status,
                false,
                NOON,
                NOON));

        assertRefused(joining, Reason.USER_NOT_INVITED);
    }

    @Test
    void aRevokedInvitationIsNotAccepted() {
        bench.in(store -> {
            Invitation sent = store.invitations().findForUpdate(invited.id()).orElseThrow();
            store.invitations().update(sent.revoke());
        });

        assertRefused(joining, Reason.USER_NOT_INVITED);
    }

    @Test
    void anInvitationOfNobodyIsRefused() {
        UserId nobody = new UserId(Fixtures.anId());
        PlainSecret stray = proofs.token(VerificationCodeType.INVITE, ANN, nobody);

        assertThat(complete(joining.token(stray))).isEqualTo(new Refused(Reason.USER_NOT_FOUND));

        assertThat(bench.lastEvent().reason()).isEqualTo("USER_NOT_FOUND");
        assertThat(bench.lastEvent().target()).isEqualTo(nobody.text());
    }

    @Test
    void nobodyJoinsASuspendedAccount() {
        suspendAlpha();

        assertRefused(joining, Reason.ACCOUNT_SUSPENDED);
        assertThat(bench.store.invitations()).allMatch(Invitation::isPending);
    }

    @ParameterizedTest
    @EnumSource(names = {"ACTIVE", "SUSPENDED"})
    void whoHasAUserElsewhereByNowDoesNotJoin(UserStatus status) {
        Account beta = account("Beta");
        bench.addAccount(beta, user(beta, "Ann@Example.org", status));

        assertRefused(joining, Reason.EMAIL_TAKEN);
    }

    @Test
    void whoHasLeftTheOtherAccountJoins() {
        Account beta = account("Beta");
        bench.addAccount(beta, user(beta, ANN, UserStatus.DELETED));

        assertThat(complete(joining)).isInstanceOf(Completed.class);
    }

    @Test
    void whatAnswersFirstIsThatSomebodyIsNotInvitedThenTheAccountThenTheAddress() {
        Account beta = account("Beta");
        bench.addAccount(beta, owner(beta, ANN));
        suspendAlpha();

        assertRefused(joining, Reason.ACCOUNT_SUSPENDED);
        change(invited.delete(NOON));
        assertRefused(joining, Reason.USER_NOT_INVITED);
    }

    @Test
    void nothingAStrangerDoesEndsAnInvitation() {
        VerificationCode live = Fixtures.code(VerificationCodeType.INVITE, ANN, invited.id(), NOON);
        bench.in(store -> store.verificationCodes().add(live));
        for (int network = 0; network < 10; network++) {
            for (int guess = 0; guess < 5; guess++) {
                assertThat(bench.verify(ANN, Fixtures.SECRETS.oneTimeCode(), "192.0.2." + network))
                        .isInstanceOf(VerifyEmailCode.Refused.class);
            }
        }
        for (int mail = 0; mail < 4; mail++) {
            CodeRequest.Result asked = bench.initiate(ANN);
            assertThat(asked).isNotNull();
            bench.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(complete(Completing.with(proofs.registration(ANN)).name("alpha")))
                .isEqualTo(new Refused(Reason.ACCOUNT_NAME_TAKEN));

        assertThat(bench.store.verificationCodes()).contains(live);
        assertThat(bench.store.invitations()).singleElement().matches(Invitation::isPending);
        assertThat(complete(joining)).isInstanceOf(Completed.class);
    }
}
