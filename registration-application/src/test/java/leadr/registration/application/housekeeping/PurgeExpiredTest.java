package leadr.registration.application.housekeeping;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.secret.SealedText;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationPolicy;
import org.junit.jupiter.api.Test;

class PurgeExpiredTest {
    private static final Duration AUDIT_RETENTION = Duration.ofDays(90);

    private final Bench bench = new Bench();
    private final PurgeExpired purgeExpired =
            new PurgeExpired(bench.store, bench.clock, VerificationPolicy.DEFAULT, AUDIT_RETENTION);

    private AuditEvent event(Instant at) {
        return new AuditEvent(
                anId(),
                at,
                AuditEvent.ANONYMOUS,
                AuditAction.VERIFY_CODE,
                "a***@example.org",
                AuditEvent.Outcome.DONE,
                null,
                Fixtures.from("192.0.2.1"),
                null);
    }

    private void addEvents(int number) {
        bench.in(store ->
                IntStream.range(0, number).forEach(each -> store.auditLog().add(event(NOON))));
    }

    /** Stays until a moment before this time has passed since noon, and goes then. */
    private void assertGoesAfter(Duration time) {
        bench.clock.set(NOON.plus(time));
        assertThat(purgeExpired.execute()).isZero();

        bench.clock.advance(Bench.TICK);
        assertThat(purgeExpired.execute()).isEqualTo(1);
        assertThat(purgeExpired.execute()).isZero();
    }

    @Test
    void anAuditEventGoesAfterItsRetention() {
        addEvents(1);

        assertGoesAfter(AUDIT_RETENTION);

        assertThat(bench.store.auditEvents()).isEmpty();
    }

    @Test
    void aMailThatIsFinalGoesAfterThirtyDays() {
        bench.in(store -> store.outbox()
                .add(new OutgoingMail(
                        anId(),
                        MailKind.WELCOME,
                        email("ann@example.org"),
                        null,
                        MailState.SENT,
                        1,
                        NOON,
                        NOON,
                        NOON.plusSeconds(1),
                        NOON,
                        "250 ok")));

        assertGoesAfter(Duration.ofDays(30));

        assertThat(bench.store.mails()).isEmpty();
    }

    @Test
    void aMailThatWaitsStays() {
        bench.in(store -> store.outbox()
                .add(OutgoingMail.queue(
                        anId(),
                        MailKind.WELCOME,
                        email("ann@example.org"),
                        new SealedText("k1", SECRETS.bytes(9)),
                        NOON,
                        NOON.plusSeconds(1))));
        bench.clock.advance(Duration.ofDays(400));

        assertThat(purgeExpired.execute()).isZero();
    }

    @Test
    void aRequestGoesAnHourAfterItsLife() {
        IdempotentRequest request = new IdempotentRequest(
                bench.caller(Role.OWNER).user().id(),
                AuditAction.CREATE_JAM_CODE,
                new IdempotencyKey("key").mark("content"),
                anId(),
                NOON);
        bench.in(store -> assertThat(store.idempotentRequests().claim(request)).isEmpty());

        assertGoesAfter(IdempotentRequest.LIFE.plusHours(1));

        assertThat(bench.store.idempotentRequests()).isEmpty();
    }

    @Test
    void aCodeGoesSevenDaysAfterItsEnd() {
        VerificationCode code = Fixtures.registrationCode("ann@example.org");
        bench.in(store -> store.verificationCodes().add(code));

        assertGoesAfter(Duration.ofMinutes(10).plusDays(7));

        assertThat(bench.store.verificationCodes()).isEmpty();
    }

    @Test
    void aMailboxGoesAnHourAfterTheLongestThatItRemembers() {
        VerificationPolicy policy = VerificationPolicy.DEFAULT;
        assertThat(policy.memory()).isEqualTo(VerificationPolicy.MAIL_WINDOW);
        MailboxKey ann = MailboxKey.of(email("ann@example.org"));
        bench.in(store -> {
            Mailbox mailbox = store.mailboxes().findForUpdate(ann);
            store.mailboxes().update(new Mailbox(ann, mailbox.wrongGuesses(), List.of(NOON)));
        });

        assertGoesAfter(policy.memory().plusHours(1));
    }

    /** The repeat of a complete is recognised for a day, whatever was purged meanwhile. */
    @Test
    void aRepeatIsRecognisedAsLongAsItMayCome() {
        PlainSecret token = bench.tokenFor("ann@example.org");
        assertThat(complete(token).replayed()).isFalse();
        bench.clock.advance(Duration.ofDays(1).minus(Bench.TICK));

        assertThat(purgeExpired.execute()).as("the mailbox").isEqualTo(1);

        assertThat(complete(token).replayed()).isTrue();
    }

    private CompleteRegistration.Completed complete(PlainSecret token) {
        return (CompleteRegistration.Completed) bench.completeRegistration()
                .execute(new CompleteRegistration.Command(
                        token,
                        "Team Alpha",
                        null,
                        null,
                        null,
                        new IdempotencyKey("4711"),
                        PreferredLanguages.NONE,
                        Fixtures.from("192.0.2.1")));
    }

    @Test
    void accountsUsersKeysAndRedemptionsStay() {
        PlainSecret token = bench.tokenFor("ann@example.org");
        assertThat(complete(token).replayed()).isFalse();
        bench.clock.advance(Duration.ofDays(4_000));

        assertThat(purgeExpired.execute()).isPositive();

        assertThat(bench.store.verificationCodes()).isEmpty();
        assertThat(bench.store.accounts()).hasSize(1);
        assertThat(bench.store.users()).hasSize(1);
        assertThat(bench.store.apiKeys()).hasSize(1);
    }

    @Test
    void aBatchAtATimeUntilNothingIsLeft() {
        addEvents(PurgeExpired.BATCH + 1);
        bench.clock.advance(AUDIT_RETENTION.plusDays(1));

        assertThat(purgeExpired.execute()).isEqualTo(PurgeExpired.BATCH);
        assertThat(purgeExpired.execute()).isEqualTo(1);
        assertThat(purgeExpired.execute()).isZero();
    }
}
