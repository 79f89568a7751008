package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.CODE_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.registration.VerifyEmailCode.Command;
import leadr.registration.application.registration.VerifyEmailCode.Reason;
import leadr.registration.application.registration.VerifyEmailCode.Refused;
import leadr.registration.application.registration.VerifyEmailCode.Result;
import leadr.registration.application.registration.VerifyEmailCode.Verified;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Mishap;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@link VerifyEmailCode} under an idempotency key. */
class VerifyEmailCodeRepeatTest {
    private static final String ANN = "ann@example.org";
    private static final String BOB = "bob@example.org";
    private static final String HOME = "192.0.2.1";
    private static final String KEY = "4711";
    /** No code of ours has a zero or a one in it. */
    private static final OneTimeCode WRONG = OneTimeCode.parse("000111");

    private final Bench bench = new Bench();

    private Result verify(String email, OneTimeCode code, @Nullable String key) {
        return verify(bench.store, email, code, key);
    }

    private Result verify(Transactions transactions, String email, OneTimeCode code, @Nullable String key) {
        return bench.verifyEmailCode(transactions)
                .execute(new Command(
                        email(email), code, key == null ? null : new IdempotencyKey(key), Fixtures.from(HOME)));
    }

    private Verified verified(String email, OneTimeCode code, @Nullable String key) {
        return (Verified) verify(email, code, key);
    }

    private static Refused refused(Reason reason) {
        return new Refused(reason, Duration.ZERO);
    }

    private int wrongGuesses(String address) {
        return bench.store.<Integer>run(store -> store.mailboxes()
                .findForUpdate(MailboxKey.of(email(address)))
                .wrongGuesses()
                .size());
    }

    @Test
    void aRepeatGetsTheSameTokenAndDoesNothing() {
        OneTimeCode code = bench.codeFor(ANN);
        Verified first = verified(ANN, code, KEY);
        assertThat(first.replayed()).isFalse();
        assertThat(first.expiresIn()).isEqualTo(Bench.TOKEN_LIFE);
        List<List<?>> before = bench.everythingButAudit();
        bench.clock.advance(Duration.ofSeconds(90));

        // NOON has a fraction, and tokens count in whole seconds.
        Duration left = Duration.between(
                bench.clock.instant(), NOON.truncatedTo(ChronoUnit.SECONDS).plus(Bench.TOKEN_LIFE));
        for (int again = 0; again < 10; again++) {
            assertThat(verify(ANN, code, KEY)).isEqualTo(new Verified(first.token(), left, first.type(), true));
        }

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(wrongGuesses(ANN)).isZero();
    }

    @Test
    void aRepeatIsInTheAuditLogAsWhatItIs() {
        OneTimeCode code = bench.codeFor(ANN);
        assertThat(verified(ANN, code, KEY).replayed()).isFalse();
        int events = bench.store.auditEvents().size();

        assertThat(verified(ANN, code, KEY).replayed()).isTrue();

        assertThat(bench.store.auditEvents()).hasSize(events + 1);
        AuditEvent event = bench.lastEvent();
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(),
                        NOON,
                        AuditEvent.ANONYMOUS,
                        AuditAction.VERIFY_CODE,
                        bench.store.verificationCodes().get(0).id().text(),
                        Outcome.DONE,
                        "REPLAYED",
                        event.origin(),
                        null));
    }

    @Test
    void theCodeRemembersTheRequestThatUsedIt() {
        OneTimeCode code = bench.codeFor(ANN);
        assertThat(verified(ANN, code, KEY)).isNotNull();

        VerificationCode used = bench.store.verificationCodes().get(0);
        assertThat(used.usedBy()).isEqualTo(new IdempotencyKey(KEY).mark(ANN));
        assertThat(String.valueOf(used.usedBy())).doesNotContain(code.secret().reveal());
    }

    @Test
    void withoutAKeyNothingIsRemembered() {
        OneTimeCode code = bench.codeFor(ANN);
        assertThat(verified(ANN, code, null).replayed()).isFalse();

        assertThat(bench.store.verificationCodes().get(0).usedBy()).isNull();
        assertThat(verify(ANN, code, null)).isEqualTo(refused(Reason.USED));
        assertThat(verify(ANN, code, KEY)).isEqualTo(refused(Reason.USED));
    }

    @Test
    void theAddressOfARepeatMayBeWrittenInAnotherCase() {
        OneTimeCode code = bench.codeFor(ANN);
        Verified first = verified("Ann@Example.org", code, KEY);

        assertThat(verified("ann@example.ORG", code, KEY).token()).isEqualTo(first.token());
    }

    @Test
    void aRepeatIsRecognisedWhileTheTokenLives() {
        OneTimeCode code = bench.codeFor(ANN);
        Verified first = verified(ANN, code, KEY);
        Instant end = NOON.truncatedTo(ChronoUnit.SECONDS).plus(Bench.TOKEN_LIFE);

        bench.clock.set(end.minus(TICK));
        assertThat(verify(ANN, code, KEY)).isEqualTo(new Verified(first.token(), TICK, first.type(), true));

        bench.clock.set(end);
        assertThat(verify(ANN, code, KEY)).isEqualTo(refused(Reason.USED));
    }

    @Test
    void theCodeUnderAnotherKeyIsUsed() {
        OneTimeCode code = bench.codeFor(ANN);
        assertThat(verified(ANN, code, KEY)).isNotNull();

        assertThat(verify(ANN, code, "4712")).isEqualTo(refused(Reason.USED));
        assertThat(verify(ANN, code, null)).isEqualTo(refused(Reason.USED));
        assertThat(wrongGuesses(ANN)).isZero();
    }

    @Test
    void anotherCodeUnderTheKeyIsAWrongGuessAndTold() {
        OneTimeCode code = bench.codeFor(ANN);
        Verified first = verified(ANN, code, KEY);

        assertThat(verify(ANN, WRONG, KEY)).isEqualTo(refused(Reason.KEY_REUSED));

        assertThat(wrongGuesses(ANN)).isEqualTo(1);
        assertThat(bench.lastEvent().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(bench.lastEvent().reason()).isEqualTo("KEY_REUSED");
        assertThat(verified(ANN, code, KEY).token()).isEqualTo(first.token());
        assertThat(verify(ANN, WRONG, "4712")).isEqualTo(refused(Reason.WRONG));
        assertThat(verify(ANN, WRONG, null)).isEqualTo(refused(Reason.WRONG));
        assertThat(wrongGuesses(ANN)).isEqualTo(3);
    }

    @Test
    void guessingUnderOneKeySpendsTheBudgetLikeAnyGuessing() {
        OneTimeCode code = bench.codeFor(ANN);
        assertThat(verified(ANN, code, KEY)).isNotNull();
        for (int guess = 0; guess < 5; guess++) {
            assertThat(verify(ANN, WRONG, KEY)).isEqualTo(refused(Reason.KEY_REUSED));
        }

        Refused locked = new Refused(Reason.LOCKED, Duration.ofHours(1));
        assertThat(verify(ANN, WRONG, KEY)).isEqualTo(locked);
        assertThat(verify(ANN, code, KEY))
                .as("a repeat is no way around the lock")
                .isEqualTo(locked);
    }

    @Test
    void aWrongGuessIsNotRememberedUnderItsKey() {
        OneTimeCode code = bench.codeFor(ANN);
        assertThat(verify(ANN, WRONG, KEY)).isEqualTo(refused(Reason.WRONG));
        assertThat(verify(ANN, WRONG, KEY)).isEqualTo(refused(Reason.WRONG));

        assertThat(verified(ANN, code, KEY).replayed()).isFalse();
    }

    @Test
    void theKeysOfTwoAddressesDoNotMeet() {
        OneTimeCode anns = bench.codeFor(ANN);
        OneTimeCode bobs = bench.codeFor(BOB);
        assertThat(verified(ANN, anns, KEY).replayed()).isFalse();

        assertThat(verify(BOB, WRONG, KEY)).isEqualTo(refused(Reason.WRONG));
        assertThat(verify(BOB, anns, KEY)).isEqualTo(refused(Reason.WRONG));
        assertThat(verified(BOB, bobs, KEY).replayed()).isFalse();
    }

    @Test
    void aRepeatIsRecognisedAfterTheTokenWasUsed() {
        OneTimeCode code = bench.codeFor(ANN);
        Verified first = verified(ANN, code, KEY);
        assertThat(bench.completeRegistration()
                        .execute(Completing.with(first.token()).command()))
                .isInstanceOf(CompleteRegistration.Completed.class);

        assertThat(verified(ANN, code, KEY).token()).isEqualTo(first.token());
    }

    @Test
    void aRepeatIsRecognisedBesideANewerCode() {
        OneTimeCode code = bench.codeFor(ANN);
        Verified first = verified(ANN, code, KEY);
        bench.clock.advance(Duration.ofMinutes(1));
        OneTimeCode newer = bench.codeFor(ANN);

        assertThat(verified(ANN, code, KEY).token()).isEqualTo(first.token());
        assertThat(verified(ANN, newer, "4712").token()).isNotEqualTo(first.token());
        assertThat(verified(ANN, code, KEY).token()).isEqualTo(first.token());
    }

    @Test
    void aRepeatSaysTheTypeOfTheCode() {
        Account account = account("Alpha");
        User owner = owner(account, "owner@example.org");
        bench.addAccount(account, owner);
        VerificationCodeId id = new VerificationCodeId(anId());
        OneTimeCode text = SECRETS.oneTimeCode();
        bench.in(store -> store.verificationCodes()
                .add(VerificationCode.issue(
                        id,
                        VerificationCodeType.INVITE,
                        email(ANN),
                        owner.id(),
                        CODE_HASHER.digest(id.text(), text.secret()),
                        Duration.ofHours(24),
                        NOON)));

        assertThat(verified(ANN, text, KEY).type()).isEqualTo(VerificationCodeType.INVITE);
        assertThat(verified(ANN, text, KEY))
                .returns(VerificationCodeType.INVITE, Verified::type)
                .returns(true, Verified::replayed);
    }

    @Test
    void ofTwentyRepeatsAtOnceOneUsesTheCodeAndAllGetItsToken() {
        OneTimeCode code = bench.codeFor(ANN);

        List<Verified> results = Race.of(20, number -> () -> verified(ANN, code, KEY));

        assertThat(results)
                .extracting(Verified::token)
                .containsOnly(results.get(0).token());
        assertThat(Collections.frequency(
                        results.stream().map(Verified::replayed).toList(), false))
                .isEqualTo(1);
    }

    @Test
    void aRequestThatDiedIsAsIfItHadNeverBeen() {
        OneTimeCode code = bench.codeFor(ANN);
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> assertThat(verify(Mishap.DIES_BEFORE_THE_COMMIT.on(bench.store), ANN, code, KEY))
                        .isNull());
        assertThat(bench.store.verificationCodes().get(0).isUsed()).isFalse();

        assertThat(verified(ANN, code, KEY).replayed()).isFalse();
    }

    @Test
    void aRequestWhoseAnswerIsLostIsRepeated() {
        OneTimeCode code = bench.codeFor(ANN);
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> assertThat(verify(Mishap.LOSES_THE_ANSWER.on(bench.store), ANN, code, KEY))
                        .isNull());
        assertThat(bench.store.verificationCodes().get(0).isUsed()).isTrue();

        Verified repeat = verified(ANN, code, KEY);

        assertThat(repeat.replayed()).isTrue();
        assertThat(bench.completeRegistration()
                        .execute(Completing.with(repeat.token()).command()))
                .isInstanceOf(CompleteRegistration.Completed.class);
    }

    @Test
    void aTransactionThatRunsAgainUsesTheCodeOnce() {
        OneTimeCode code = bench.codeFor(ANN);

        Result result = verify(Mishap.RUNS_AGAIN.on(bench.store), ANN, code, KEY);

        assertThat(((Verified) result).replayed()).isFalse();
        assertThat(verify(Mishap.RUNS_AGAIN.on(bench.store), ANN, WRONG, null)).isEqualTo(refused(Reason.WRONG));
        assertThat(wrongGuesses(ANN)).isEqualTo(1);
    }
}
