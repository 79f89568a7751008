package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.registration.CodeRequest.Accepted;
import leadr.registration.application.registration.CodeRequest.LimitReached;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.testkit.Bench;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import org.junit.jupiter.api.Test;

/** How many mails an address gets, and how soon one after the other. */
class InitiateLimitsTest {
    private static final String ANN = "ann@example.org";
    private static final Accepted ANSWER = new Accepted(Duration.ofMinutes(10));

    private final Bench bench = new Bench();

    private List<MailKind> mailKinds() {
        return bench.store.mails().stream().map(OutgoingMail::kind).toList();
    }

    private Stream<VerificationCode> liveCodes() {
        return bench.store.verificationCodes().stream().filter(VerificationCode::isLive);
    }

    @Test
    void oneTickBeforeTheCoolDownEndsNothingNewIsSentAndTheCodeStays() {
        OneTimeCode code = bench.codeFor(ANN);
        bench.clock.advance(Duration.ofSeconds(60).minus(TICK));

        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);

        assertThat(mailKinds()).containsExactly(MailKind.VERIFICATION);
        assertThat(liveCodes()).hasSize(1);
        assertThat(bench.store.auditEvents()).extracting(AuditEvent::reason).startsWith("CODE_SENT", "COOLING_DOWN");
        assertThat(bench.verify(ANN, code, "192.0.2.1")).isInstanceOf(VerifyEmailCode.Verified.class);
    }

    @Test
    void whenTheCoolDownEndsANewCodeSupersedesTheOldOne() {
        OneTimeCode old = bench.codeFor(ANN);
        VerificationCode oldCode = liveCodes().findFirst().orElseThrow();
        bench.clock.advance(Duration.ofSeconds(60));

        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);

        assertThat(mailKinds()).containsExactly(MailKind.VERIFICATION, MailKind.VERIFICATION);
        assertThat(liveCodes()).singleElement().isNotEqualTo(oldCode);
        assertThat(bench.store.verificationCodes()).contains(oldCode.markAsExpired(NOON.plusSeconds(60)));
        assertThat(bench.verify(ANN, old, "192.0.2.1"))
                .isEqualTo(new VerifyEmailCode.Refused(VerifyEmailCode.Reason.SUPERSEDED, Duration.ZERO));
    }

    @Test
    void aMailWithoutACodeCoolsDownAndCountsLikeAnyOther() {
        bench.recoveryEnabled = false;
        Account known = account("Known");
        bench.addAccount(known, owner(known, ANN));
        for (int mail = 0; mail < 3; mail++) {
            assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);
            assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);
            bench.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(mailKinds()).hasSize(3);
        assertThat(bench.initiate(ANN)).isEqualTo(new LimitReached(Duration.ofMinutes(57)));
    }

    @Test
    void theFourthMailOfAnHourIsRefusedUntilTheFirstIsAnHourOld() {
        for (int mail = 0; mail < 3; mail++) {
            assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);
            bench.clock.advance(Duration.ofMinutes(10));
        }
        List<List<?>> before = bench.everythingButAudit();

        assertThat(bench.initiate(ANN)).isEqualTo(new LimitReached(Duration.ofMinutes(30)));
        bench.clock.set(NOON.plus(Duration.ofHours(1)).minus(TICK));
        assertThat(bench.initiate(ANN)).isEqualTo(new LimitReached(TICK));
        assertThat(bench.everythingButAudit()).isEqualTo(before);

        bench.clock.set(NOON.plus(Duration.ofHours(1)));
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);
        assertThat(mailKinds()).hasSize(4);
    }

    @Test
    void theLimitsOfOneAddressDoNotTouchAnother() {
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);
        assertThat(bench.initiate("bob@example.org")).isEqualTo(ANSWER);
        assertThat(bench.initiate("ANN@example.org")).isEqualTo(ANSWER);

        assertThat(bench.store.mails())
                .extracting(OutgoingMail::to)
                .containsExactly(email(ANN), email("bob@example.org"));
    }
}
