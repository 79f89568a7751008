package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.CODE_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.Fixtures.registrationCode;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.registration.VerifyEmailCode.Reason;
import leadr.registration.application.registration.VerifyEmailCode.Refused;
import leadr.registration.application.registration.VerifyEmailCode.Verified;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.secret.VerificationTokens;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.VerificationPolicy;
import org.junit.jupiter.api.Test;

class VerifyEmailCodeTest {
    private static final String ANN = "ann@example.org";
    private static final String HOME = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";
    private static final Duration WINDOW = Duration.ofHours(1);
    /** No code of ours has a zero or a one in it. */
    private static final OneTimeCode WRONG = OneTimeCode.parse("000111");

    private final Bench bench = new Bench();

    private static Refused refused(Reason reason) {
        return new Refused(reason, Duration.ZERO);
    }

    private void guessWrong(int times, String network) {
        for (int guess = 0; guess < times; guess++) {
            assertThat(bench.verify(ANN, WRONG, network)).isEqualTo(refused(Reason.WRONG));
        }
    }

    private void assertVerified(OneTimeCode code, String network) {
        assertThat(bench.verify(ANN, code, network)).isInstanceOf(Verified.class);
    }

    private OneTimeCode addedInvite() {
        Account account = account("Alpha");
        User owner = owner(account, "owner@example.org");
        bench.addAccount(account, owner);
        VerificationCodeId id = new VerificationCodeId(anId());
        OneTimeCode text = SECRETS.oneTimeCode();
        VerificationCode invite = VerificationCode.issue(
                id,
                VerificationCodeType.INVITE,
                email(ANN),
                owner.id(),
                CODE_HASHER.digest(id.text(), text.secret()),
                Duration.ofHours(24),
                NOON);
        bench.in(store -> store.verificationCodes().add(invite));
        return text;
    }

    @Test
    void theRightCodeIsExchangedForAToken() {
        OneTimeCode code = bench.codeFor(ANN);
        bench.clock.advance(Duration.ofSeconds(5));

        Verified verified = (Verified) bench.verify("Ann@Example.ORG", code, HOME);

        assertThat(verified.expiresIn()).isEqualTo(Bench.TOKEN_LIFE);
        assertThat(verified.type()).isEqualTo(VerificationCodeType.REGISTRATION);
        VerificationCode used = bench.store.verificationCodes().get(0);
        assertThat(used.isUsed()).isTrue();
        assertThat(used.usedAt()).isEqualTo(NOON.plusSeconds(5));
        assertThat(used.isConsumed()).isFalse();
        VerificationTokens.Claims claims =
                ((VerificationTokens.Valid) bench.tokens.read(verified.token(), bench.clock.instant())).claims();
        assertThat(claims.subject()).isEqualTo(used.id());
        assertThat(claims.email()).isEqualTo(email(ANN));
        assertThat(claims.type()).isEqualTo(VerificationCodeType.REGISTRATION);
        assertThat(claims.issuedAt()).isEqualTo("2026-03-01T12:00:05Z");
        assertThat(claims.expiresAt()).isEqualTo("2026-03-01T12:10:05Z");
    }

    @Test
    void aWrongCodeIsRefusedAndTheRightOneStillGoes() {
        OneTimeCode code = bench.codeFor(ANN);

        guessWrong(4, HOME);

        assertVerified(code, HOME);
    }

    @Test
    void theFifthWrongGuessIsAnsweredAsWrongAndFromThenOnTheRightCodeIsRefusedToo() {
        OneTimeCode code = bench.codeFor(ANN);
        guessWrong(5, HOME);
        bench.clock.advance(Duration.ofMinutes(1));

        Refused locked = new Refused(Reason.LOCKED, WINDOW.minusMinutes(1));
        assertThat(bench.verify(ANN, WRONG, HOME)).isEqualTo(locked);
        assertThat(bench.verify(ANN, code, HOME)).isEqualTo(locked);
    }

    @Test
    void anAddressNobodyKnowsIsCountedTheSame() {
        guessWrong(5, HOME);

        assertThat(bench.verify(ANN, WRONG, HOME)).isEqualTo(new Refused(Reason.LOCKED, WINDOW));
    }

    @Test
    void theBudgetOfOneNetworkLocksThatNetworkOnly() {
        OneTimeCode code = bench.codeFor(ANN);
        guessWrong(5, HOME);

        assertThat(bench.verify(ANN, code, HOME)).isEqualTo(new Refused(Reason.LOCKED, WINDOW));
        assertVerified(code, ELSEWHERE);
    }

    @Test
    void theLockEndsWithTheWindow() {
        guessWrong(5, HOME);

        bench.clock.set(NOON.plus(WINDOW).minus(TICK));
        assertThat(bench.verify(ANN, WRONG, HOME)).isEqualTo(new Refused(Reason.LOCKED, TICK));
        bench.clock.set(NOON.plus(WINDOW));
        guessWrong(5, HOME);
        assertThat(bench.verify(ANN, WRONG, HOME)).isEqualTo(new Refused(Reason.LOCKED, WINDOW));
    }

    @Test
    void aNewCodeDoesNotRefillTheBudget() {
        assertThat(bench.codeFor(ANN)).isNotNull();
        guessWrong(5, HOME);
        bench.clock.advance(Duration.ofMinutes(2));
        OneTimeCode next = bench.codeFor(ANN);

        assertThat(bench.verify(ANN, next, HOME)).isEqualTo(new Refused(Reason.LOCKED, WINDOW.minusMinutes(2)));
    }

    @Test
    void theRightCodeRefillsTheBudgetOfEveryNetwork() {
        OneTimeCode code = bench.codeFor(ANN);
        guessWrong(4, HOME);
        guessWrong(5, ELSEWHERE);

        assertVerified(code, HOME);

        guessWrong(5, HOME);
        guessWrong(5, ELSEWHERE);
    }

    @Test
    void aUsedCodeIsRefusedAndNotCounted() {
        OneTimeCode code = bench.codeFor(ANN);
        assertVerified(code, HOME);

        for (int again = 0; again < 10; again++) {
            assertThat(bench.verify(ANN, code, HOME)).isEqualTo(refused(Reason.USED));
        }

        guessWrong(5, HOME);
    }

    @Test
    void aSupersededCodeIsRefusedAndNotCounted() {
        OneTimeCode old = bench.codeFor(ANN);
        bench.clock.advance(Duration.ofMinutes(1));
        OneTimeCode code = bench.codeFor(ANN);

        for (int again = 0; again < 10; again++) {
            assertThat(bench.verify(ANN, old, HOME)).isEqualTo(refused(Reason.SUPERSEDED));
        }

        assertVerified(code, HOME);
    }

    @Test
    void aCodeIsAcceptedUntilOneTickBeforeItsEnd() {
        OneTimeCode code = bench.codeFor(ANN);
        bench.clock.advance(Duration.ofMinutes(10).minus(TICK));

        assertVerified(code, HOME);
    }

    @Test
    void aCodeIsRefusedAtItsEndAndNotCounted() {
        OneTimeCode code = bench.codeFor(ANN);
        bench.clock.advance(Duration.ofMinutes(10));

        for (int again = 0; again < 10; again++) {
            assertThat(bench.verify(ANN, code, HOME)).isEqualTo(refused(Reason.EXPIRED));
        }

        guessWrong(5, HOME);
    }

    @Test
    void theCodeOfAnotherAddressIsWrong() {
        OneTimeCode code = bench.codeFor("bob@example.org");
        assertThat(bench.codeFor(ANN)).isNotEqualTo(code);

        assertThat(bench.verify(ANN, code, HOME)).isEqualTo(refused(Reason.WRONG));
    }

    @Test
    void fiftyWrongGuessesFromAllNetworksLockTheAddressForEverybodyAndKillTheCode() {
        Bench longLived = new Bench(
                new VerificationPolicy(Duration.ofHours(5), Duration.ofHours(24), 5, WINDOW, Duration.ofMinutes(1), 3));
        OneTimeCode code = longLived.codeFor(ANN);
        for (int guess = 0; guess < 49; guess++) {
            assertThat(longLived.verify(ANN, WRONG, "192.0.2." + guess / 5)).isEqualTo(refused(Reason.WRONG));
        }
        assertThat(longLived.store.verificationCodes().get(0).isLive()).isTrue();

        assertThat(longLived.verify(ANN, WRONG, "192.0.2.9")).isEqualTo(refused(Reason.WRONG));

        assertThat(longLived.store.verificationCodes().get(0).isLive()).isFalse();
        assertThat(longLived.verify(ANN, code, "203.0.113.1")).isEqualTo(new Refused(Reason.LOCKED, WINDOW));
        longLived.clock.advance(WINDOW);
        assertThat(longLived.verify(ANN, code, "203.0.113.1")).isEqualTo(refused(Reason.SUPERSEDED));
    }

    @Test
    void anInvitationIsLockedWithTheAddressButLivesOn() {
        OneTimeCode invite = addedInvite();
        OneTimeCode registration = bench.codeFor(ANN);
        for (int guess = 0; guess < 50; guess++) {
            guessWrong(1, "192.0.2." + guess / 5);
        }
        assertThat(bench.verify(ANN, invite, "203.0.113.1")).isEqualTo(new Refused(Reason.LOCKED, WINDOW));
        bench.clock.advance(WINDOW);

        assertThat(bench.verify(ANN, registration, "203.0.113.1")).isEqualTo(refused(Reason.SUPERSEDED));
        assertThat(bench.verify(ANN, invite, "203.0.113.1"))
                .isInstanceOfSatisfying(
                        Verified.class, verified -> assertThat(verified.type()).isEqualTo(VerificationCodeType.INVITE));
    }

    @Test
    void aCodeOfEachTypeIsComparedAndTheTokenSaysWhichItWasAndWhose() {
        OneTimeCode registration = bench.codeFor(ANN);
        OneTimeCode invite = addedInvite();
        bench.clock.advance(Duration.ofMinutes(1));
        UserId host = bench.store.users().get(0).id();
        OneTimeCode recovery = bench.codeFor("owner@example.org");

        assertThat(claims(bench.verify(ANN, invite, HOME)))
                .returns(VerificationCodeType.INVITE, VerificationTokens.Claims::type)
                .returns(host, VerificationTokens.Claims::userId);
        assertThat(claims(bench.verify(ANN, registration, HOME)))
                .returns(VerificationCodeType.REGISTRATION, VerificationTokens.Claims::type)
                .returns(null, VerificationTokens.Claims::userId);
        assertThat(claims(bench.verify("owner@example.org", recovery, HOME)))
                .returns(VerificationCodeType.RECOVERY, VerificationTokens.Claims::type)
                .returns(host, VerificationTokens.Claims::userId);
    }

    private VerificationTokens.Claims claims(VerifyEmailCode.Result result) {
        return ((VerificationTokens.Valid) bench.tokens.read(((Verified) result).token(), bench.clock.instant()))
                .claims();
    }

    @Test
    void aCodeHashedWithAnOldKeyStillVerifiesUntilThatKeyIsRemoved() {
        OneTimeCode code = bench.codeFor(ANN);
        VerifyEmailCode.Command command = new VerifyEmailCode.Command(email(ANN), code, null, Fixtures.from(HOME));
        String old = "k1:0123456789abcdef0123456789abcdef";
        String next = "k2:ffffffffffffffff0123456789abcdef";

        assertThat(bench.verifyEmailCode(hasher(next)).execute(command)).isEqualTo(refused(Reason.WRONG));
        assertThat(bench.verifyEmailCode(hasher(next + "," + old)).execute(command))
                .isInstanceOf(Verified.class);
    }

    private static SecretHasher hasher(String ring) {
        return new SecretHasher(KeyRing.parse(new PlainSecret(ring)), "verification-code");
    }

    @Test
    void ofTwentyWhoPresentTheRightCodeAtOnceOneWinsAndNobodyIsLocked() {
        OneTimeCode code = bench.codeFor(ANN);

        List<VerifyEmailCode.Result> results = Race.of(20, number -> () -> bench.verify(ANN, code, HOME));

        assertThat(results).filteredOn(Verified.class::isInstance).hasSize(1);
        assertThat(Collections.frequency(results, refused(Reason.USED))).isEqualTo(19);
        guessWrong(5, HOME);
    }

    @Test
    void ofTwoHundredWrongGuessesAtOnceFiveAreComparedAndTheRestIsLocked() {
        assertThat(bench.codeFor(ANN)).isNotNull();

        List<VerifyEmailCode.Result> results = Race.of(200, number -> () -> bench.verify(ANN, WRONG, HOME));

        assertThat(Collections.frequency(results, refused(Reason.WRONG))).isEqualTo(5);
        assertThat(Collections.frequency(results, new Refused(Reason.LOCKED, WINDOW)))
                .isEqualTo(195);
    }

    @Test
    void whatHappenedIsInTheAuditLogWithItsExactReason() {
        OneTimeCode code = bench.codeFor(ANN);
        RequestOrigin origin = Fixtures.from(HOME);
        VerifyEmailCode useCase = bench.verifyEmailCode();
        for (OneTimeCode presented : List.of(WRONG, code, code)) {
            assertThat(useCase.execute(new VerifyEmailCode.Command(email(ANN), presented, null, origin)))
                    .isNotNull();
        }

        List<AuditEvent> events = bench.store.auditEvents().stream()
                .filter(event -> event.action() == AuditAction.VERIFY_CODE)
                .toList();
        String id = bench.store.verificationCodes().get(0).id().text();
        assertThat(events).allSatisfy(event -> {
            assertThat(event.actor()).isEqualTo(AuditEvent.ANONYMOUS);
            assertThat(event.origin()).isEqualTo(origin);
            assertThat(event.at()).isEqualTo(NOON);
        });
        assertThat(events)
                .extracting(event -> event.target() + " " + event.outcome() + " " + event.reason())
                .containsExactly(
                        "a***@example.org " + Outcome.REFUSED + " WRONG",
                        id + " " + Outcome.DONE + " null",
                        "a***@example.org " + Outcome.REFUSED + " USED");
    }

    @Test
    void aDeadCodeBehindTheTwentyNewestIsAsGoodAsUnknown() {
        Bench eager = new Bench(
                new VerificationPolicy(Duration.ofMinutes(10), Duration.ofHours(24), 5, WINDOW, Duration.ZERO, 0));
        OneTimeCode first = eager.codeFor(ANN);
        for (int newer = 1; newer <= 20; newer++) {
            eager.clock.advance(TICK);
            assertThat(eager.initiate(ANN)).isNotNull();
        }
        assertThat(eager.verify(ANN, first, HOME)).isEqualTo(refused(Reason.SUPERSEDED));

        eager.clock.advance(TICK);
        assertThat(eager.initiate(ANN)).isNotNull();

        assertThat(eager.verify(ANN, first, HOME)).isEqualTo(refused(Reason.WRONG));
    }

    @Test
    void anInvitationIsFoundBehindAnyNumberOfNewerCodes() {
        OneTimeCode invite = addedInvite();
        for (int newer = 0; newer < 25; newer++) {
            VerificationCode dead = registrationCode(ANN).markAsExpired(NOON);
            bench.in(store -> store.verificationCodes().add(dead));
        }

        assertVerified(invite, HOME);
    }

    @Test
    void strangersWhoAskForCodesDuringTheCoolDownDoNotHideTheLiveCode() {
        OneTimeCode code = bench.codeFor(ANN);
        for (int request = 0; request < 25; request++) {
            bench.clock.advance(TICK);
            assertThat(bench.initiate(ANN)).isNotNull();
        }

        assertVerified(code, HOME);
    }
}
