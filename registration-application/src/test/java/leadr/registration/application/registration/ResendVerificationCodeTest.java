package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.CodeRequest.Accepted;
import leadr.registration.application.registration.CodeRequest.LimitReached;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.verification.OneTimeCode;
import org.junit.jupiter.api.Test;

class ResendVerificationCodeTest {
    private static final String ANN = "ann@example.org";
    private static final Accepted ANSWER = new Accepted(Duration.ofMinutes(10));

    private final Bench bench = new Bench();

    private CodeRequest.Result resend() {
        return bench.resendVerificationCode()
                .execute(new CodeRequest(email(ANN), PreferredLanguages.NONE, Fixtures.from("192.0.2.1")));
    }

    @Test
    void whoResendsNeedNotHaveInitiated() {
        assertThat(resend()).isEqualTo(ANSWER);

        assertThat(bench.store.mails()).extracting(OutgoingMail::kind).containsExactly(MailKind.VERIFICATION);
        assertThat(bench.store.auditEvents())
                .singleElement()
                .returns(AuditAction.RESEND_CODE, AuditEvent::action)
                .returns("CODE_SENT", AuditEvent::reason);
    }

    @Test
    void aResentCodeSupersedesTheFirst() {
        OneTimeCode first = bench.codeFor(ANN);
        bench.clock.advance(Duration.ofMinutes(1));

        assertThat(resend()).isEqualTo(ANSWER);

        assertThat(bench.deliver()).hasSize(2);
        assertThat(bench.verify(ANN, first, "192.0.2.1"))
                .isEqualTo(new VerifyEmailCode.Refused(VerifyEmailCode.Reason.SUPERSEDED, Duration.ZERO));
    }

    @Test
    void initiatingAndResendingShareTheCoolDownAndTheHourlyLimit() {
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);
        assertThat(resend()).isEqualTo(ANSWER);
        assertThat(bench.store.mails()).hasSize(1);

        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(resend()).isEqualTo(ANSWER);
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(bench.initiate(ANN)).isEqualTo(ANSWER);
        bench.clock.advance(Duration.ofMinutes(1));

        assertThat(resend()).isEqualTo(new LimitReached(Duration.ofMinutes(57)));
        assertThat(bench.store.mails()).hasSize(3);
    }

    @Test
    void whoHasAUserIsAnsweredTheSame() {
        Account account = account("Alpha");
        bench.addAccount(account, owner(account, ANN));

        assertThat(resend()).isEqualTo(ANSWER);

        assertThat(bench.store.mails()).extracting(OutgoingMail::kind).containsExactly(MailKind.RECOVERY);
    }
}
