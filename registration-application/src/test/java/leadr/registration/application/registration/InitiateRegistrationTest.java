package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.CodeRequest.Accepted;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Bench.Letter;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Proofs;
import leadr.registration.application.testkit.Race;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.verification.ClientNetwork;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeStatus;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.VerificationPolicy;
import leadr.registration.domain.verification.WrongGuess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitiateRegistrationTest {
    private static final String ANN = "ann@example.org";
    private static final Accepted ANSWER = new Accepted(Duration.ofMinutes(10));

    private final Bench bench = new Bench();

    /** What an address may be that is no stranger's; the name is what the audit log says. */
    private enum Kind {
        RECOVERY_CODE_SENT,
        USER_SUSPENDED,
        ACCOUNT_SUSPENDED,
        SUPERADMIN,
        RECOVERY_OFF
    }

    private void given(Kind kind) {
        bench.recoveryEnabled = kind != Kind.RECOVERY_OFF;
        Account account = account("Alpha");
        User user = switch (kind) {
            case RECOVERY_CODE_SENT, ACCOUNT_SUSPENDED, RECOVERY_OFF -> owner(account, ANN);
            case USER_SUSPENDED -> user(account, ANN, UserStatus.SUSPENDED);
            case SUPERADMIN -> owner(account, ANN).asSuperAdmin(NOON);
        };
        bench.addAccount(kind == Kind.ACCOUNT_SUSPENDED ? account.suspend(NOON) : account, user);
    }

    private User givenInvitation(String account) {
        Proofs proofs = new Proofs(bench.store, bench.tokens, bench.clock);
        return proofs.invited(proofs.owner(account), ANN, Role.MEMBER);
    }

    private void givenLockedForEverybody() {
        List<WrongGuess> guesses = IntStream.range(0, 50)
                .mapToObj(number -> new WrongGuess(new ClientNetwork("192.0.2." + number / 5), NOON))
                .toList();
        bench.in(store -> {
            Mailbox mailbox = store.mailboxes().findForUpdate(MailboxKey.of(email(ANN)));
            store.mailboxes().update(new Mailbox(mailbox.key(), guesses, List.of()));
        });
    }

    private Stream<VerificationCode> liveCodes() {
        return bench.store.verificationCodes().stream().filter(VerificationCode::isLive);
    }

    private List<MailKind> mailKinds() {
        return bench.store.mails().stream().map(OutgoingMail::kind).toList();
    }

    private List<String> auditReasons() {
        return bench.store.auditEvents().stream()
                .map(event -> Objects.requireNonNullElse(event.reason(), "-"))
                .toList();
    }

    @Test
    void anUnknownAddressGetsACode() {
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);

        assertThat(liveCodes()).singleElement().satisfies(code -> {
            assertThat(code.isRegistration()).isTrue();
            assertThat(code.email()).isEqualTo(email(ANN));
            assertThat(code.createdAt()).isEqualTo(NOON);
            assertThat(code.expiresAt()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        });
        OutgoingMail mail = bench.store.mails().get(0);
        assertThat(mail.kind()).isEqualTo(MailKind.VERIFICATION);
        assertThat(mail.giveUpAt()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        assertThat(auditReasons()).containsExactly("CODE_SENT");
    }

    @Test
    void theCodeStandsAloneOnItsLineAndIsTheOneThatVerifies() {
        OneTimeCode code = bench.codeFor(ANN);

        Letter letter = bench.deliver().get(0);
        assertThat(letter.to()).isEqualTo(email(ANN));
        assertThat(letter.content().text().lines()).contains(code.secret().reveal());
        assertThat(letter.content().html()).contains(code.secret().reveal());
        assertThat(bench.verify(ANN, code, "192.0.2.1")).isInstanceOf(VerifyEmailCode.Verified.class);
    }

    @Test
    void theAuditEventMasksTheAddressAndKeepsTheOrigin() {
        RequestOrigin origin = Fixtures.from("192.0.2.1");

        assertThat(bench.initiateRegistration().execute(new CodeRequest(email(ANN), PreferredLanguages.NONE, origin)))
                .isEqualTo(ANSWER);

        AuditEvent event = bench.store.auditEvents().get(0);
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(),
                        NOON,
                        AuditEvent.ANONYMOUS,
                        AuditAction.INITIATE_REGISTRATION,
                        "a***@example.org",
                        Outcome.DONE,
                        "CODE_SENT",
                        origin,
                        null));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RECOVERY_CODE_SENT")
    void whoHasAUserButDoesNotGetBackInByMailGetsAMailWithoutACode(Kind kind) {
        given(kind);

        assertThat(bench.initiate("Ann@Example.org")).isEqualTo(ANSWER);

        assertThat(mailKinds()).containsExactly(MailKind.ADDRESS_KNOWN);
        assertThat(bench.deliver())
                .singleElement()
                .satisfies(letter -> assertThat(letter.content().code()).isNull());
        assertThat(bench.store.verificationCodes()).singleElement().returns(false, VerificationCode::isLive);
        assertThat(auditReasons()).containsExactly(kind.name());
    }

    @Test
    void whoHasAUserGetsACodeToGetBackIn() {
        given(Kind.RECOVERY_CODE_SENT);
        User user = bench.store.users().get(0);

        OneTimeCode code = bench.codeFor("Ann@Example.org");

        assertThat(liveCodes()).singleElement().satisfies(stored -> {
            assertThat(stored.isRecovery()).isTrue();
            assertThat(stored.userId()).isEqualTo(user.id());
            assertThat(stored.expiresAt()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        });
        assertThat(mailKinds()).containsExactly(MailKind.RECOVERY);
        assertThat(bench.deliver().get(0).content().text().lines())
                .contains(code.secret().reveal());
        assertThat(auditReasons()).containsExactly("RECOVERY_CODE_SENT");
        assertThat(bench.verify(ANN, code, "192.0.2.1"))
                .isInstanceOfSatisfying(
                        VerifyEmailCode.Verified.class,
                        verified -> assertThat(verified.type()).isEqualTo(VerificationCodeType.RECOVERY));
    }

    @Test
    void aNewCodeToGetBackInSupersedesTheOldOneAndNoneOfAnotherType() {
        OneTimeCode registration = bench.codeFor(ANN);
        bench.clock.advance(Duration.ofMinutes(1));
        given(Kind.RECOVERY_CODE_SENT);
        OneTimeCode old = bench.codeFor(ANN);
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);

        assertThat(liveCodes().map(VerificationCode::type))
                .containsExactlyInAnyOrder(VerificationCodeType.REGISTRATION, VerificationCodeType.RECOVERY);
        assertThat(bench.verify(ANN, old, "192.0.2.1"))
                .isEqualTo(new VerifyEmailCode.Refused(VerifyEmailCode.Reason.SUPERSEDED, Duration.ZERO));
        assertThat(bench.verify(ANN, registration, "192.0.2.1")).isInstanceOf(VerifyEmailCode.Verified.class);
    }

    @Test
    void whoIsInvitedGetsACodeToRegisterInAMailThatNamesTheInvitations() {
        User alpha = givenInvitation("Team Alpha");
        User beta = givenInvitation("Team Beta");
        VerificationCode invite = Fixtures.code(VerificationCodeType.INVITE, ANN, alpha.id(), NOON);
        bench.in(store -> store.verificationCodes().add(invite));

        OneTimeCode code = bench.codeFor("Ann@example.org");

        assertThat(mailKinds()).containsExactly(MailKind.VERIFICATION_INVITED);
        assertThat(bench.deliver().get(0).content().text()).contains("join Team Alpha, Team Beta.");
        assertThat(auditReasons()).containsExactly("CODE_SENT_TO_INVITED");
        assertThat(bench.verify(ANN, code, "192.0.2.1"))
                .isInstanceOfSatisfying(
                        VerifyEmailCode.Verified.class,
                        verified -> assertThat(verified.type()).isEqualTo(VerificationCodeType.REGISTRATION));
        assertThat(bench.store.verificationCodes())
                .as("its own code is still good")
                .contains(invite);
        assertThat(bench.store.users()).contains(alpha, beta);
        assertThat(bench.store.invitations()).allMatch(Invitation::isPending);
    }

    @Test
    void anInvitationIsNamedUntilOneTickBeforeItsEnd() {
        User invited = givenInvitation("Team Alpha");
        assertThat(invited.isInvited()).isTrue();
        bench.clock.set(NOON.plusSeconds(86_400).minus(TICK));
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);
        bench.clock.set(NOON.plusSeconds(86_460));
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);

        assertThat(mailKinds()).containsExactly(MailKind.VERIFICATION_INVITED, MailKind.VERIFICATION);
        assertThat(auditReasons()).containsExactly("CODE_SENT_TO_INVITED", "CODE_SENT");
    }

    @Test
    void whoHasAUserAndIsInvitedElsewhereGetsBackIn() {
        given(Kind.RECOVERY_CODE_SENT);
        assertThat(givenInvitation("Team Beta").isInvited()).isTrue();

        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);

        assertThat(mailKinds()).containsExactly(MailKind.RECOVERY);
    }

    @Test
    void aDeletedUserIsAStranger() {
        Account account = account("Alpha");
        bench.addAccount(account, user(account, ANN, UserStatus.DELETED));

        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);

        assertThat(mailKinds()).containsExactly(MailKind.VERIFICATION);
    }

    @Test
    void anAddressThatIsLockedForEverybodyGetsAMailThatSaysWhenToTryAgain() {
        givenLockedForEverybody();

        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);

        assertThat(mailKinds()).containsExactly(MailKind.ADDRESS_LOCKED);
        assertThat(bench.deliver().get(0).content().text()).contains("2026-03-01 13:0");
        assertThat(liveCodes()).isEmpty();
        assertThat(auditReasons()).containsExactly("LOCKED");
    }

    @Test
    void anAddressIsLockedUntilTheWindowIsOver() {
        givenLockedForEverybody();

        bench.clock.set(NOON.plus(Duration.ofHours(1)).minus(TICK));
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);
        bench.clock.set(NOON.plus(Duration.ofHours(1).plusMinutes(1)));
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);

        assertThat(mailKinds()).containsExactly(MailKind.ADDRESS_LOCKED, MailKind.VERIFICATION);
    }

    @Test
    void anAddressThatIsLockedGetsThatMailWhetherItHasAUserOrNot() {
        given(Kind.RECOVERY_CODE_SENT);
        givenLockedForEverybody();

        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);

        assertThat(mailKinds()).containsExactly(MailKind.ADDRESS_LOCKED);
    }

    @Test
    void decoysAreDeadFromTheStart() {
        given(Kind.SUPERADMIN);
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);

        assertThat(bench.store.verificationCodes())
                .hasSize(2)
                .allSatisfy(code -> assertThat(code.status()).isEqualTo(VerificationCodeStatus.EXPIRED));
    }

    @Test
    void theAnswerTellsTheLifeOfCodesThatIsConfigured() {
        VerificationPolicy policy = new VerificationPolicy(
                Duration.ofSeconds(90), Duration.ofHours(24), 5, Duration.ofHours(1), Duration.ZERO, 0);
        Bench other = new Bench(policy);

        for (int mail = 0; mail < 10; mail++) {
            assertThat(other.initiate(ANN)).isEqualTo(new Accepted(Duration.ofSeconds(90)));
        }

        assertThat(other.store.mails()).hasSize(10);
        assertThat(other.store.verificationCodes().stream().filter(VerificationCode::isLive))
                .hasSize(1);
    }

    private List<String> statementsFor(Bench on, String address) {
        StatementLog log = new StatementLog(on.store);
        assertThat(on.initiateRegistration(log)
                        .execute(new CodeRequest(email(address), PreferredLanguages.NONE, Fixtures.from("192.0.2.1"))))
                .isEqualTo(ANSWER);
        return log.statements();
    }

    @Test
    void whateverTheAddressIsTheSameStatementsRunInTheSameOrder() {
        List<String> stranger = statementsFor(bench, "new@example.org");
        assertThat(stranger).hasSize(7);
        assertThat(statementsFor(bench, "new@example.org")).as("cooling down").isEqualTo(stranger);
        assertThat(givenInvitation("Team Alpha").isInvited()).isTrue();
        assertThat(statementsFor(bench, ANN)).as("invited").isEqualTo(stranger);
        bench.clock.advance(Duration.ofSeconds(60));
        givenLockedForEverybody();
        assertThat(statementsFor(bench, ANN)).as("locked").isEqualTo(stranger);
        assertThat(auditReasons()).containsExactly("CODE_SENT", "COOLING_DOWN", "CODE_SENT_TO_INVITED", "LOCKED");
    }

    @ParameterizedTest
    @EnumSource
    void whoHasAUserCostsTheStatementsOfAStranger(Kind kind) {
        given(kind);

        assertThat(statementsFor(bench, ANN)).isEqualTo(statementsFor(new Bench(), ANN));

        assertThat(auditReasons()).containsExactly(kind.name());
    }

    @Test
    void ofTwentyRequestsAtOnceOneMailIsSentAndOneCodeIsLive() {
        List<CodeRequest.Result> results = Race.of(20, number -> () -> bench.initiate(ANN));

        assertThat(results).containsOnly(ANSWER);
        assertThat(mailKinds()).containsExactly(MailKind.VERIFICATION);
        assertThat(liveCodes()).hasSize(1);
    }
}
