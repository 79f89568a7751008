package leadr.registration.application.invitation;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.Objects;
import leadr.registration.application.invitation.InviteUser.Command;
import leadr.registration.application.invitation.InviteUser.Invited;
import leadr.registration.application.invitation.InviteUser.Reason;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.VerifyEmailCode;
import leadr.registration.application.registration.VerifyEmailCode.Verified;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.InvitationStatus;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InviteUserTest extends Inviting {
    private static final Duration LIFE = Duration.ofHours(24);

    private List<VerificationCode> liveCodes() {
        return bench.store.verificationCodes().stream()
                .filter(VerificationCode::isLive)
                .toList();
    }

    private Bench.Letter lastLetter() {
        List<Bench.Letter> letters = bench.deliver();
        return letters.get(letters.size() - 1);
    }

    private OneTimeCode lastCode() {
        return OneTimeCode.parse(Objects.requireNonNull(lastLetter().content().code()));
    }

    @Test
    void somebodyUnknownIsInvitedWithACode() {
        Invitation invitation = invitationOf(invite(admin, ANN));

        assertThat(invitation)
                .isEqualTo(new Invitation(
                        invitation.userId(),
                        admin.account().id(),
                        EmailAddress.of(ANN),
                        admin.user().id(),
                        InvitationStatus.PENDING,
                        NOON,
                        NOON.plus(LIFE),
                        null,
                        NOON));
        assertThat(bench.store.invitations()).containsExactly(invitation);
        assertThat(stored(invitation))
                .isEqualTo(User.invited(
                        invitation.userId(),
                        admin.account().id(),
                        EmailAddress.of(ANN),
                        new DisplayName("ann"),
                        Role.MEMBER,
                        NOON));
        assertThat(liveCodes()).singleElement().satisfies(code -> {
            assertThat(code.type()).isEqualTo(VerificationCodeType.INVITE);
            assertThat(code.userId()).isEqualTo(invitation.userId());
            assertThat(code.expiresAt()).isEqualTo(invitation.expiresAt());
        });
        assertThat(bench.lastEvent()).isEqualTo(event(admin, invitation.userId().text(), Outcome.DONE, null));
    }

    @Test
    void theMailSaysWhoInvitesWhereAndForHowLongInTheLanguagesOfWhoInvites() {
        assertThat(invite(new Command(
                        admin,
                        EmailAddress.of("Ann@Example.org"),
                        null,
                        null,
                        new PreferredLanguages(List.of(new LanguageRange("de"))),
                        ORIGIN)))
                .isInstanceOf(Invited.class);
        String account = admin.account().name().value();

        assertThat(bench.store.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.giveUpAt()).isEqualTo(NOON.plus(LIFE)));
        Bench.Letter letter = lastLetter();
        assertThat(letter.to().value()).isEqualTo("Ann@Example.org");
        assertThat(letter.content().subject()).isEqualTo("Einladung in das Konto " + account + " bei Leadr");
        assertThat(letter.content().text())
                .startsWith("caller0 lädt in das Konto " + account + " bei Leadr ein.")
                .contains("Er gilt 24 Stunden lang")
                .doesNotContain("@");
    }

    @Test
    void theCodeInTheMailProvesTheAddress() {
        assertThat(invite(admin, ANN)).isInstanceOf(Invited.class);

        assertThat(bench.verify(ANN, lastCode(), "192.0.2.7"))
                .isInstanceOfSatisfying(
                        Verified.class, verified -> assertThat(verified.type()).isEqualTo(VerificationCodeType.INVITE));
    }

    @Test
    void whoIsInvitedAgainIsTheSamePersonWithANewCodeAndTheOldOneIsDead() {
        Invitation first = invitationOf(invite(admin, ANN));
        OneTimeCode old = lastCode();
        bench.clock.advance(Duration.ofMinutes(5));

        Invitation second = invitationOf(invite(owner, "ANN@example.org"));

        assertThat(second)
                .isEqualTo(first.resend(
                        owner.user().id(), NOON.plus(LIFE).plus(Duration.ofMinutes(5)), bench.clock.instant()));
        assertThat(bench.store.invitations()).containsExactly(second);
        assertThat(liveCodes()).hasSize(1);
        assertThat(bench.lastEvent()).isEqualTo(event(owner, first.userId().text(), Outcome.DONE, "INVITED_AGAIN"));
        assertThat(bench.verify(ANN, old, "192.0.2.7"))
                .isEqualTo(new VerifyEmailCode.Refused(VerifyEmailCode.Reason.SUPERSEDED, Duration.ZERO));
        assertThat(bench.verify(ANN, lastCode(), "192.0.2.7")).isInstanceOf(Verified.class);
    }

    @Test
    void whoseInvitationIsTooOldIsTheSamePersonToo() {
        Invitation first = invitationOf(invite(admin, ANN));
        bench.clock.advance(LIFE.multipliedBy(3));

        assertThat(invitationOf(invite(admin, ANN)).userId()).isEqualTo(first.userId());
        assertThat(bench.verify(ANN, lastCode(), "192.0.2.7")).isInstanceOf(Verified.class);
    }

    @Test
    void nameAndRoleAreTakenOverAndKeptWhenTheyAreNotGiven() {
        Invitation invitation = invitationOf(invite(command(owner, ANN, "Ann B.", Role.MEMBER)));
        assertThat(stored(invitation).displayName().value()).isEqualTo("Ann B.");

        assertThat(invite(command(owner, ANN, "Ann C.", Role.ADMIN))).isInstanceOf(Invited.class);
        assertThat(invite(owner, ANN)).isInstanceOf(Invited.class);

        assertThat(stored(invitation))
                .isEqualTo(User.invited(
                        invitation.userId(),
                        owner.account().id(),
                        EmailAddress.of(ANN),
                        new DisplayName("Ann C."),
                        Role.ADMIN,
                        NOON));
        assertThat(invite(command(owner, ANN, null, Role.MEMBER))).isInstanceOf(Invited.class);
        assertThat(stored(invitation).role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void aClockThatLagsBehindSendsNoInvitationBeforeItWasMade() {
        Invitation first = invitationOf(invite(admin, ANN));
        bench.clock.set(NOON.minusSeconds(1));

        assertThat(invitationOf(invite(admin, ANN))).isEqualTo(first);
    }

    @Test
    void severalAccountsInviteOneAddressAndNeitherKnowsOfTheOther() {
        Invitation here = invitationOf(invite(admin, ANN));
        OneTimeCode code = lastCode();
        Invitation there = invitationOf(invite(bench.caller(Role.OWNER), ANN));

        assertThat(there.userId()).isNotEqualTo(here.userId());
        assertThat(bench.store.invitations()).containsExactlyInAnyOrder(here, there);
        assertThat(liveCodes()).hasSize(2);
        assertThat(bench.verify(ANN, code, "192.0.2.7")).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = UserStatus.class,
            names = {"ACTIVE", "SUSPENDED"})
    void whoIsInTheAccountIsNotInvited(UserStatus status) {
        bench.in(store -> store.users().add(user(admin.account(), ANN, status)));

        assertRefused(command(admin, "Ann@example.org", null, null), Reason.ALREADY_MEMBER);
    }

    @Test
    void whoLeftTheAccountIsInvitedAnew() {
        bench.in(store -> store.users().add(user(admin.account(), ANN, UserStatus.DELETED)));

        assertThat(stored(invitationOf(invite(admin, ANN))).isInvited()).isTrue();
    }

    /** A user elsewhere who has the address: a letter for each kind of them. */
    private void addElsewhere(String email, String kind) {
        User other = user(bench.caller(Role.OWNER).account(), email, UserStatus.ACTIVE);
        bench.in(store -> store.users()
                .add(
                        switch (kind) {
                            case "suspended" -> other.suspend(NOON);
                            case "superadmin" -> other.asSuperAdmin(NOON);
                            default -> other;
                        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "suspended", "superadmin"})
    void whoHasAUserElsewhereGetsAMailWithoutACode(String kind) {
        addElsewhere(ANN, kind);

        assertThat(invite(admin, ANN)).isInstanceOf(Invited.class);

        assertThat(lastLetter().content().code()).isNull();
        assertThat(lastLetter().content().text())
                .contains("caller0 invites you to join the account "
                        + admin.account().name().value());
        assertThat(liveCodes()).isEmpty();
        // Out of sight, so that no number of them hides the codes that were sent.
        assertThat(bench.store.verificationCodes()).singleElement().matches(VerificationCode::isDeleted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "suspended", "superadmin"})
    void nothingButTheMailTellsWhoHasAUserElsewhere(String kind) {
        addElsewhere("known@example.org", kind);
        StatementLog log = new StatementLog(bench.store);
        InviteUser invite = bench.invitations(log).invite();
        Invitation unknown = invitationOf(invite.execute(command(admin, "strange@example.org", null, null)));
        AuditEvent eventOfUnknown = bench.lastEvent();
        List<String> statements = log.statements();
        log.clear();

        Invitation known = invitationOf(invite.execute(command(admin, "known@example.org", null, null)));

        assertThat(log.statements()).isEqualTo(statements);
        assertThat(known)
                .usingRecursiveComparison()
                .ignoringFields("userId", "email")
                .isEqualTo(unknown);
        assertThat(bench.lastEvent())
                .usingRecursiveComparison()
                .ignoringFields("id", "target")
                .isEqualTo(eventOfUnknown);
        assertThat(bench.store.verificationCodes())
                .extracting(VerificationCode::userId)
                .containsExactlyInAnyOrder(known.userId(), unknown.userId());
        assertThat(bench.store.mails()).hasSize(2);
    }

    @Test
    void inTheMiddleOfALockAnInvitationIsSentAllTheSame() {
        for (int guess = 0; guess < 50; guess++) {
            assertThat(bench.verify(ANN, OneTimeCode.parse("000000"), "192.0.2." + guess))
                    .isInstanceOf(VerifyEmailCode.Refused.class);
        }
        bench.initiate(ANN);
        assertThat(lastLetter().content().code()).isNull();

        assertThat(invite(admin, ANN)).isInstanceOf(Invited.class);

        assertThat(lastLetter().content().code()).isNotNull();
    }

    @Test
    void mailsOfInvitationsDoNotCountAsAskedForByTheAddress() {
        for (int number = 0; number < 5; number++) {
            assertThat(invite(admin, ANN)).isInstanceOf(Invited.class);
        }

        assertThat(bench.codeFor(ANN)).isNotNull();
        assertThat(invite(admin, ANN)).isInstanceOf(Invited.class);
        assertThat(lastCode()).isNotNull();
    }

    @Test
    void theAddressIsHeldBeforeTheAccountIs() {
        StatementLog log = new StatementLog(bench.store);

        assertThat(bench.invitations(log).invite().execute(command(admin, ANN, null, null)))
                .isInstanceOf(Invited.class);

        assertThat(log.statements())
                .filteredOn(statement -> statement.endsWith("ForUpdate"))
                .containsExactly("Mailboxes.findForUpdate", "Accounts.findForUpdate");
        assertThat(log.statements()).first().isEqualTo("Mailboxes.findForUpdate");
    }
}
