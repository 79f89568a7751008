package leadr.registration.application.account;

import static leadr.registration.application.account.People.GERMAN;
import static leadr.registration.application.account.People.ORIGIN;
import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.email;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.access.Caller;
import leadr.registration.application.account.RequestEmailChange.Accepted;
import leadr.registration.application.account.RequestEmailChange.Command;
import leadr.registration.application.account.RequestEmailChange.LimitReached;
import leadr.registration.application.account.RequestEmailChange.Result;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.registration.VerifyEmailCode;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeStatus;
import org.junit.jupiter.api.Test;

/** Asking for another address; what the code is good for is in {@link ConfirmEmailChangeTest}. */
class RequestEmailChangeTest {
    private static final Accepted ACCEPTED = new Accepted(Duration.ofMinutes(10));

    private final People people = new People();
    private final Bench bench = people.bench;

    private Result request(Caller caller, String email) {
        return people.useCases().requestEmailChange().execute(new Command(caller, email(email), GERMAN, ORIGIN));
    }

    private void assertNoted(String maskedEmail, String reason) {
        people.assertNoted(AuditAction.REQUEST_EMAIL_CHANGE, people.member, maskedEmail, Outcome.DONE, reason, null);
    }

    private List<MailKind> mails() {
        return bench.store.mails().stream().map(OutgoingMail::kind).toList();
    }

    private List<VerificationCode> live() {
        return bench.store.verificationCodes().stream()
                .filter(VerificationCode::isLive)
                .toList();
    }

    @Test
    void aFreeAddressGetsACodeInTheLanguageOfTheRequest() {
        assertThat(request(people.member, "new@example.com")).isEqualTo(ACCEPTED);

        assertThat(bench.deliver()).singleElement().satisfies(letter -> {
            assertThat(letter.to()).isEqualTo(email("new@example.com"));
            assertThat(letter.content().subject()).isEqualTo("Neue Adresse für Leadr bestätigen");
            assertThat(letter.content().code()).isNotNull();
        });
        assertThat(live()).singleElement().satisfies(code -> {
            assertThat(code.isEmailChange()).isTrue();
            assertThat(code.userId()).isEqualTo(people.member.user().id());
            assertThat(code.expiresAt()).isEqualTo(NOON.plusSeconds(600));
        });
        assertNoted("n***@example.com", "CODE_SENT");
        assertThat(people.now(people.member)).isEqualTo(people.member.user());
    }

    @Test
    void anAddressOfSomebodyElseGetsAMailWithoutACode() {
        people.change(people.foreign, user -> user.suspend(NOON));
        String taken = people.foreign.user().email().value();

        assertThat(request(people.member, taken)).isEqualTo(ACCEPTED);

        assertThat(bench.deliver()).singleElement().satisfies(letter -> {
            assertThat(letter.to()).isEqualTo(people.foreign.user().email());
            assertThat(letter.content().code()).isNull();
        });
        assertThat(mails()).containsExactly(MailKind.ADDRESS_KNOWN);
        assertThat(live()).isEmpty();
        assertNoted(people.foreign.user().email().masked(), "KNOWN");
    }

    private List<String> statementsFor(Caller caller, String email) {
        StatementLog log = new StatementLog(bench.store);
        assertThat(bench.accounts(log).requestEmailChange().execute(new Command(caller, email(email), GERMAN, ORIGIN)))
                .isEqualTo(ACCEPTED);
        return log.statements();
    }

    @Test
    void neitherTheStatementsNorTheirOrderTellWhetherAnAddressIsKnown() {
        List<String> free = statementsFor(people.member, "new@example.com");

        assertThat(statementsFor(people.admin, "olga@example.org")).isEqualTo(free);
        assertThat(free)
                .filteredOn(statement -> statement.endsWith("ForUpdate"))
                .containsExactly("Mailboxes.findForUpdate", "Accounts.findForUpdate");
    }

    @Test
    void theOwnAddressMayBeWrittenInAnotherWay() {
        assertThat(request(people.member, "Mia@Example.org")).isEqualTo(ACCEPTED);

        assertThat(mails()).containsExactly(MailKind.EMAIL_CHANGE);
    }

    @Test
    void anInvitedAddressIsFree() {
        User invited = people.invited("ina@example.org");

        assertThat(request(people.member, "ina@example.org")).isEqualTo(ACCEPTED);

        assertThat(mails()).containsExactly(MailKind.EMAIL_CHANGE);
        assertThat(people.now(invited.id()).isInvited()).isTrue();
    }

    @Test
    void withinTheCoolDownTheAnswerIsTheSameAndNothingIsSent() {
        assertThat(request(people.member, "new@example.com")).isEqualTo(ACCEPTED);
        List<VerificationCode> before = bench.store.verificationCodes();
        bench.clock.set(NOON.plusSeconds(60).minus(TICK));

        // To another address neither: the limits are those of the user.
        for (String email : List.of("new@example.com", "other@example.com", "olga@example.org")) {
            assertThat(request(people.member, email)).isEqualTo(ACCEPTED);
            assertThat(bench.lastEvent().reason()).isEqualTo("COOLING_DOWN");
        }
        assertThat(mails()).hasSize(1);
        assertThat(bench.store.verificationCodes()).isEqualTo(before);
        // Others are not kept from it.
        assertThat(request(people.admin, "new@example.com")).isEqualTo(ACCEPTED);
        assertThat(mails()).hasSize(2);

        bench.clock.set(NOON.plusSeconds(60));
        assertThat(request(people.member, "other@example.com")).isEqualTo(ACCEPTED);
        assertThat(mails()).hasSize(3);
    }

    @Test
    void aUserHasThreeMailsAnHourWhereverTheyGo() {
        for (String email : List.of("olga@example.org", "one@example.com", "olga@example.org")) {
            assertThat(request(people.member, email)).isEqualTo(ACCEPTED);
            bench.clock.advance(Duration.ofMinutes(2));
        }
        int noted = bench.store.auditEvents().size();

        assertThat(request(people.member, "four@example.com")).isEqualTo(new LimitReached(Duration.ofMinutes(54)));
        assertThat(mails()).hasSize(3);
        assertThat(bench.store.auditEvents()).hasSize(noted);

        bench.clock.set(NOON.plus(Duration.ofHours(1)));
        assertThat(request(people.member, "four@example.com")).isEqualTo(ACCEPTED);
        assertThat(mails()).hasSize(4);
    }

    @Test
    void aNewRequestMakesTheCodeBeforeItDead() {
        assertThat(request(people.member, "one@example.com")).isEqualTo(ACCEPTED);
        assertThat(request(people.admin, "one@example.com")).isEqualTo(ACCEPTED);
        bench.clock.advance(Duration.ofMinutes(2));
        assertThat(request(people.member, "two@example.com")).isEqualTo(ACCEPTED);
        assertThat(live()).hasSize(2);

        bench.clock.advance(Duration.ofMinutes(2));
        // Also one for an address that somebody else has.
        assertThat(request(people.member, "olga@example.org")).isEqualTo(ACCEPTED);
        assertThat(live())
                .singleElement()
                .satisfies(code ->
                        assertThat(code.userId()).isEqualTo(people.admin.user().id()));
        assertThat(bench.store.verificationCodes())
                .filteredOn(code -> people.member.user().id().equals(code.userId()))
                .hasSize(3)
                .allMatch(code -> code.status() == VerificationCodeStatus.EXPIRED);
    }

    @Test
    void noVerifyAcceptsOrSeesSuchACode() {
        assertThat(request(people.member, "new@example.com")).isEqualTo(ACCEPTED);
        OneTimeCode code = OneTimeCode.parse(
                String.valueOf(bench.deliver().get(0).content().code()));

        assertThat(bench.verify("new@example.com", code, "192.0.2.9"))
                .isEqualTo(new VerifyEmailCode.Refused(VerifyEmailCode.Reason.WRONG, Duration.ZERO));
        assertThat(live()).hasSize(1);
    }

    @Test
    void whoIsSuspendedAsksForNothing() {
        Caller away = people.add("away@example.org", Role.MEMBER);
        people.change(away, user -> user.suspend(NOON));

        assertThatExceptionOfType(AccessEnded.class)
                .isThrownBy(() -> assertThat(request(away, "new@example.com")).isNull());

        assertThat(mails()).isEmpty();
    }
}
