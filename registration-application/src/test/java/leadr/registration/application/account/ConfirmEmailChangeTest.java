package leadr.registration.application.account;

import static leadr.registration.application.account.People.GERMAN;
import static leadr.registration.application.account.People.ORIGIN;
import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.code;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.Caller;
import leadr.registration.application.account.ConfirmEmailChange.Changed;
import leadr.registration.application.account.ConfirmEmailChange.Command;
import leadr.registration.application.account.ConfirmEmailChange.Reason;
import leadr.registration.application.account.ConfirmEmailChange.Refused;
import leadr.registration.application.account.ConfirmEmailChange.Result;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Interposed;
import leadr.registration.application.testkit.StatementLog;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfirmEmailChangeTest {
    private static final EmailAddress NEW = email("New@example.com");
    private static final OneTimeCode WRONG = OneTimeCode.parse("000000");

    private final People people = new People();
    private final Bench bench = people.bench;

    /** The code that the new address gets. */
    private OneTimeCode codeFor(Caller caller, EmailAddress email) {
        ask(caller, email);
        List<Bench.Letter> letters = bench.deliver();
        return OneTimeCode.parse(
                String.valueOf(letters.get(letters.size() - 1).content().code()));
    }

    private void ask(Caller caller, EmailAddress email) {
        assertThat(people.useCases()
                        .requestEmailChange()
                        .execute(new RequestEmailChange.Command(caller, email, GERMAN, ORIGIN)))
                .isInstanceOf(RequestEmailChange.Accepted.class);
    }

    private Result confirm(Caller caller, OneTimeCode code) {
        return confirm(bench.store, caller, code, ORIGIN);
    }

    private Result confirm(Transactions transactions, Caller caller, OneTimeCode code, RequestOrigin origin) {
        return bench.accounts(transactions).confirmEmailChange().execute(new Command(caller, code, GERMAN, origin));
    }

    private static Refused refused(Reason reason) {
        return new Refused(reason, Duration.ZERO);
    }

    private void assertRefused(Result result, Reason reason) {
        assertThat(result).isEqualTo(refused(reason));
        people.assertNoted(
                AuditAction.CHANGE_EMAIL,
                people.member,
                people.member.user().id().text(),
                Outcome.REFUSED,
                reason.name(),
                people.account.id());
        assertThat(people.now(people.member).email())
                .isEqualTo(people.member.user().email());
    }

    @Test
    void whoHasTheCodeMovesAndTheFormerAddressIsTold() {
        OneTimeCode code = codeFor(people.member, NEW);
        bench.clock.advance(Duration.ofSeconds(5));
        User moved = people.member.user().changeEmail(NEW, NOON.plusSeconds(5));

        assertThat(confirm(people.member, code)).isEqualTo(new Changed(moved));

        assertThat(people.now(people.member)).isEqualTo(moved);
        assertThat(people.now(people.member).email().value()).isEqualTo("New@example.com");
        people.assertNoted(
                AuditAction.CHANGE_EMAIL,
                people.member,
                "m***@example.org",
                Outcome.DONE,
                "N***@example.com",
                people.account.id());
        assertThat(bench.deliver()).hasSize(2).last().satisfies(letter -> {
            assertThat(letter.to()).isEqualTo(people.member.user().email());
            assertThat(letter.content().subject()).isEqualTo("Die Adresse für Leadr wurde geändert");
            assertThat(letter.content().text()).contains("\nN***@example.com\n").doesNotContain("New@");
        });
    }

    @Test
    void theKeysShowTheNewAddressAtOnce() {
        ApiKeySecret secret = SECRETS.apiKey();
        bench.addKey(key(people.member.user(), secret));
        OneTimeCode code = codeFor(people.member, NEW);
        assertThat(bench.authenticate(secret)).isInstanceOf(Authenticated.class);

        assertThat(confirm(people.member, code)).isInstanceOf(Changed.class);

        assertThat(bench.authenticate(secret))
                .isInstanceOfSatisfying(
                        Authenticated.class,
                        now -> assertThat(now.caller().user().email()).isEqualTo(NEW));
    }

    @Test
    void aCodeWorksOnceAndPresentedAgainIsNotCounted() {
        OneTimeCode code = codeFor(people.member, NEW);
        assertThat(confirm(people.member, code)).isInstanceOf(Changed.class);

        for (int time = 0; time < 7; time++) {
            assertThat(confirm(people.member, code)).isEqualTo(refused(Reason.USED));
        }
    }

    @Test
    void aCodeOfSomebodyElseIsWrong() {
        OneTimeCode code = codeFor(people.admin, NEW);

        assertRefused(confirm(people.member, code), Reason.SUPERSEDED);
        ask(people.member, NEW);
        assertRefused(confirm(people.member, code), Reason.WRONG);
    }

    @Test
    void aCodeIsGoodUntilTheMomentBeforeItsEnd() {
        OneTimeCode code = codeFor(people.member, NEW);

        bench.clock.set(NOON.plusSeconds(600));
        assertRefused(confirm(people.member, code), Reason.EXPIRED);
        bench.clock.set(NOON.plusSeconds(600).minus(TICK));
        assertThat(confirm(people.member, code)).isInstanceOf(Changed.class);
    }

    @Test
    void aCodeThatANewerOneReplacedIsDeadAndNotCounted() {
        OneTimeCode first = codeFor(people.member, NEW);
        bench.clock.advance(Duration.ofMinutes(1));
        OneTimeCode second = codeFor(people.member, NEW);

        for (int time = 0; time < 7; time++) {
            assertRefused(confirm(people.member, first), Reason.SUPERSEDED);
        }
        assertThat(confirm(people.member, second)).isInstanceOf(Changed.class);
    }

    @Test
    void aCodeForAnAddressIsDeadOnceAnotherAddressIsAskedFor() {
        OneTimeCode first = codeFor(people.member, NEW);
        bench.clock.advance(Duration.ofMinutes(1));
        ask(people.member, people.owner.user().email());

        assertRefused(confirm(people.member, first), Reason.SUPERSEDED);
    }

    @Test
    void withoutAnyRequestThereIsNothingToGuess() {
        for (int time = 0; time < 7; time++) {
            assertRefused(confirm(people.member, WRONG), Reason.SUPERSEDED);
        }
    }

    @Test
    void fiveWrongGuessesLockTheNetworkOutForTheRightCodeToo() {
        OneTimeCode code = codeFor(people.member, NEW);
        for (int time = 0; time < 5; time++) {
            assertRefused(confirm(people.member, WRONG), Reason.WRONG);
        }
        int noted = bench.store.auditEvents().size();
        bench.clock.advance(Duration.ofMinutes(1));

        assertThat(confirm(people.member, code)).isEqualTo(new Refused(Reason.LOCKED, Duration.ofMinutes(59)));
        assertThat(bench.store.auditEvents()).hasSize(noted);
        assertThat(confirm(bench.store, people.member, code, Fixtures.from("198.51.100.77")))
                .isInstanceOf(Changed.class);
    }

    @Test
    void guessesAtAnAddressThatSomebodyHasAreCountedLikeThoseAtAFreeOne() {
        ask(people.member, people.owner.user().email());

        for (int time = 0; time < 5; time++) {
            assertRefused(confirm(people.member, WRONG), Reason.WRONG);
        }
        assertThat(confirm(people.member, WRONG)).isEqualTo(new Refused(Reason.LOCKED, Duration.ofHours(1)));
    }

    @Test
    void guessesCountInTheMailboxOfTheNewAddressWithThoseOfARegistration() {
        OneTimeCode code = codeFor(people.member, NEW);
        for (int time = 0; time < 5; time++) {
            assertThat(bench.verify(NEW.value(), WRONG, ORIGIN.client().value()))
                    .isNotNull();
        }

        assertThat(confirm(people.member, code)).isEqualTo(new Refused(Reason.LOCKED, Duration.ofHours(1)));
    }

    @Test
    void theGuessThatSpendsTheBudgetForEverybodyKillsTheCodesOfTheAddressButNoInvitation() {
        VerificationCode registration = code(VerificationCodeType.REGISTRATION, NEW.value(), null, NOON);
        VerificationCode recovery = code(
                VerificationCodeType.RECOVERY,
                NEW.value(),
                people.foreign.user().id(),
                NOON);
        VerificationCode invitation = code(
                VerificationCodeType.INVITE, NEW.value(), people.admin.user().id(), NOON);
        VerificationCode elsewhere = code(VerificationCodeType.REGISTRATION, "other@example.com", null, NOON);
        List<VerificationCode> before = List.of(registration, recovery, invitation, elsewhere);
        bench.in(store -> before.forEach(store.verificationCodes()::add));
        ask(people.member, NEW);
        for (int guess = 0; guess < 49; guess++) {
            assertThat(guessFrom("192.0.2." + guess / 5)).isEqualTo(refused(Reason.WRONG));
        }
        assertThat(bench.store.verificationCodes()).containsAll(before);

        assertThat(guessFrom("192.0.2.9")).isEqualTo(refused(Reason.WRONG));

        assertThat(bench.store.verificationCodes())
                .contains(registration.markAsExpired(NOON), recovery.markAsExpired(NOON), invitation, elsewhere);
    }

    private Result guessFrom(String client) {
        return confirm(bench.store, people.member, WRONG, Fixtures.from(client));
    }

    @Test
    void theRightCodeRefillsTheBudget() {
        OneTimeCode code = codeFor(people.member, NEW);
        for (int time = 0; time < 4; time++) {
            assertRefused(confirm(people.member, WRONG), Reason.WRONG);
        }
        assertThat(confirm(people.member, code)).isInstanceOf(Changed.class);

        for (int time = 0; time < 5; time++) {
            assertThat(confirm(people.member, WRONG)).isEqualTo(refused(Reason.WRONG));
        }
    }

    @Test
    void anAddressThatSomebodyHasByNowIsTaken() {
        OneTimeCode code = codeFor(people.member, NEW);
        Account rival = account("Rival");
        bench.addAccount(rival, owner(rival, NEW.value()));

        assertRefused(confirm(people.member, code), Reason.EMAIL_TAKEN);
    }

    @Test
    void whoLosesTheAddressAtTheLastMomentIsToldSo() {
        OneTimeCode code = codeFor(people.member, NEW);
        Interposed rival = new Interposed(bench.store, "Users.update", (inside, call) -> {
            throw new DuplicateKey(UniqueRule.USER_EMAIL);
        });

        assertRefused(confirm(rival, people.member, code, ORIGIN), Reason.EMAIL_TAKEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = UniqueRule.class,
            names = {"LIVE_CODE", "ID"})
    void aRuleThatOnlyABugCanBreakIsNotARefusal(UniqueRule rule) {
        OneTimeCode code = codeFor(people.member, NEW);
        Interposed bug = new Interposed(bench.store, "Users.update", (inside, call) -> {
            throw new DuplicateKey(rule);
        });

        assertThatExceptionOfType(DuplicateKey.class)
                .isThrownBy(() ->
                        assertThat(confirm(bug, people.member, code, ORIGIN)).isNull())
                .returns(rule, DuplicateKey::rule);
    }

    @Test
    void openInvitationsOfTheNewAddressAreDeclined() {
        User invited = people.invited(NEW.value());
        User other = people.invited("other@example.com");
        OneTimeCode code = codeFor(people.foreign, NEW);

        assertThat(confirm(people.foreign, code)).isInstanceOf(Changed.class);

        assertThat(people.now(invited.id()).isDeleted()).isTrue();
        assertThat(people.now(other.id()).isInvited()).isTrue();
        assertThat(bench.store.auditEvents())
                .filteredOn(event -> event.action() == AuditAction.DECLINE_INVITATION)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.target()).isEqualTo(invited.id().text());
                    assertThat(event.account()).isEqualTo(people.account.id());
                    assertThat(event.actor()).as("who it is elsewhere").isEqualTo(AuditEvent.ANONYMOUS);
                });
    }

    @Test
    void codesToGetBackInAtTheFormerAddressAreDead() {
        VerificationCode recovery = code(
                VerificationCodeType.RECOVERY,
                "mia@example.org",
                people.member.user().id(),
                NOON);
        bench.in(store -> store.verificationCodes().add(recovery));
        OneTimeCode code = codeFor(people.member, NEW);

        assertThat(confirm(people.member, code)).isInstanceOf(Changed.class);

        assertThat(bench.store.verificationCodes()).contains(recovery.markAsExpired(NOON));
    }

    @Test
    void theOwnAddressIsWrittenInAnotherWay() {
        OneTimeCode code = codeFor(people.member, email("MIA@Example.org"));

        assertThat(confirm(people.member, code)).isInstanceOf(Changed.class);

        assertThat(people.now(people.member).email().value()).isEqualTo("MIA@Example.org");
    }

    @Test
    void theFormerAddressIsFreeAgain() {
        OneTimeCode code = codeFor(people.member, NEW);
        assertThat(confirm(people.member, code)).isInstanceOf(Changed.class);

        OneTimeCode next = codeFor(people.admin, people.member.user().email());
        assertThat(confirm(people.admin, next)).isInstanceOf(Changed.class);
    }

    @Test
    void bothMailboxesAreHeldInOneOrderAndThenTheAccount() {
        OneTimeCode code = codeFor(people.member, NEW);
        StatementLog log = new StatementLog(bench.store);

        assertThat(confirm(log, people.member, code, ORIGIN)).isInstanceOf(Changed.class);

        assertThat(log.statements())
                .filteredOn(statement -> statement.endsWith("ForUpdate"))
                .containsExactly("Mailboxes.findForUpdate", "Mailboxes.findForUpdate", "Accounts.findForUpdate");
    }

    @Test
    void whoAsksForAnotherAddressMeanwhileDoesNotMoveUnderTheWrongLock() {
        OneTimeCode code = codeFor(people.member, NEW);
        bench.clock.advance(Duration.ofMinutes(2));
        VerificationCode other = code(
                VerificationCodeType.EMAIL_CHANGE,
                "other@example.com",
                people.member.user().id(),
                bench.clock.instant());
        Interposed asks = new Interposed(bench.store, "Mailboxes.findForUpdate", (inside, call) -> {
            inside.verificationCodes().supersedeEmailChange(people.member.user().id(), bench.clock.instant());
            inside.verificationCodes().add(other);
            return call.call();
        });

        assertRefused(confirm(asks, people.member, code, ORIGIN), Reason.SUPERSEDED);
    }

    @Test
    void whoIsSuspendedConfirmsNothing() {
        OneTimeCode code = codeFor(people.member, NEW);
        people.change(people.member, user -> user.suspend(NOON));

        assertThatExceptionOfType(AccessEnded.class)
                .isThrownBy(() -> assertThat(confirm(people.member, code)).isNull());
    }
}
