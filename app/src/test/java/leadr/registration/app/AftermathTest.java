package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import leadr.registration.app.Ledger.Call;
import leadr.registration.app.MailSink.Copy;
import leadr.registration.app.Stored.Account;
import leadr.registration.app.Stored.Code;
import leadr.registration.app.Stored.Events;
import leadr.registration.app.Stored.Mail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge of the crash tests, shown a culprit for each of its rules. */
class AftermathTest {
    private static final String ADA = "ada@example.com";
    private static final Copy CODE_COPY = new Copy("mail1", ADA, 0);
    private static final Copy WELCOME_COPY = new Copy("mail2", ADA, 0);

    private final Ledger ledger = new Ledger();
    private final List<Account> accounts = new ArrayList<>();
    private final List<Code> codes = new ArrayList<>();
    private final List<Mail> mails = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();
    private Events events = new Events(1, 1, 1);

    @BeforeEach
    void oneHasRegistered() {
        ledger.initiated(ADA);
        ledger.verified(ADA, "K7WQ2M");
        ledger.completed(ADA, "acc_1", "ldr_1");
        accounts.add(new Account("acc_1", ADA, 1, 1, 1, 1, 1));
        codes.add(new Code(ADA, true, true));
        mails.add(new Mail("mail1", ADA, "VERIFICATION", "SENT"));
        mails.add(new Mail("mail2", ADA, "WELCOME", "SENT"));
        copies.add(CODE_COPY);
        copies.add(WELCOME_COPY);
    }

    private List<String> findings() {
        return aftermath().findings();
    }

    private Aftermath aftermath() {
        return new Aftermath(ledger, new Stored(accounts, codes, mails, events), copies);
    }

    private void assertFound(String culprit) {
        assertThat(findings()).anySatisfy(finding -> assertThat(finding).contains(culprit));
    }

    @Test
    void nothingIsFoundWhereAllIsWell() {
        assertThat(findings()).isEmpty();
        assertThat(aftermath().missing()).isEmpty();
    }

    @Test
    void anAcknowledgedAccountThatIsNotThereIsFound() {
        ledger.completed("eve@example.com", "acc_2", "ldr_2");
        assertFound("missing: COMPLETE of eve@example.com");
        assertThat(aftermath().missing()).hasSize(1);
    }

    @Test
    void anAccountOfSomebodyElseIsNotTheAcknowledgedOne() {
        ledger.completed("eve@example.com", "acc_1", "ldr_2");
        assertFound("missing: COMPLETE of eve@example.com");
    }

    @Test
    void anAcknowledgedRequestForACodeThatIsNotThereIsFound() {
        ledger.initiated("eve@example.com");
        assertFound("missing: INITIATE of eve@example.com");
    }

    @Test
    void anAcknowledgedRequestWithoutItsMailIsFound() {
        mails.remove(0);
        copies.remove(CODE_COPY);
        assertFound("missing: INITIATE of ada@example.com");
        assertFound("codes and their mails differ");
    }

    @Test
    void anAcknowledgedVerificationThatWasForgottenIsFound() {
        codes.set(0, new Code(ADA, false, false));
        assertFound("missing: VERIFY of ada@example.com");
        assertFound("verified codes and their events differ");
        assertFound("consumed codes and accounts differ");
    }

    @Test
    void anAcknowledgedAccountWithoutItsWelcomeIsFound() {
        mails.remove(1);
        copies.remove(WELCOME_COPY);
        assertFound("missing: COMPLETE of ada@example.com");
    }

    @Test
    void halfAnAccountIsFound() {
        for (Account half : List.of(
                new Account("acc_1", "", 1, 1, 1, 1, 1),
                new Account("acc_1", ADA, 2, 1, 1, 1, 1),
                new Account("acc_1", ADA, 1, 0, 1, 1, 1),
                new Account("acc_1", ADA, 1, 1, 0, 1, 1),
                new Account("acc_1", ADA, 1, 1, 1, 2, 1),
                new Account("acc_1", ADA, 1, 1, 1, 1, 0))) {
            accounts.set(0, half);
            assertFound("half an account");
        }
    }

    @Test
    void anEventThatIsMissingIsFound() {
        events = new Events(0, 1, 1);
        assertFound("codes and their events differ");
        events = new Events(1, 1, 0);
        assertFound("accounts and their events differ");
    }

    @Test
    void whatNobodyAskedForIsFound() {
        codes.add(new Code("eve@example.com", false, false));
        assertFound("INITIATE of eve@example.com was done 1 times");
    }

    @Test
    void whatWasNotAnsweredMayHaveBeenDone() {
        ledger.unanswered(0, Call.INITIATE, "eve@example.com", false);
        assertThat(findings()).isEmpty();

        codes.add(new Code("eve@example.com", false, false));
        mails.add(new Mail("mail3", "eve@example.com", "VERIFICATION", "QUEUED"));
        events = new Events(2, 1, 1);
        assertThat(findings()).isEmpty();
    }

    @Test
    void aMailThatIsMarkedAndNobodyGotIsFound() {
        copies.remove(WELCOME_COPY);
        assertFound("neither delivered nor queued");
    }

    @Test
    void aMailThatWasGivenUpIsFound() {
        mails.set(1, new Mail("mail2", ADA, "WELCOME", "FAILED"));
        assertFound("neither delivered nor queued");
    }

    @Test
    void aMailThatIsStillQueuedIsFine() {
        mails.set(1, new Mail("mail2", ADA, "WELCOME", "DEFERRED"));
        copies.remove(WELCOME_COPY);
        assertThat(findings()).isEmpty();
    }

    @Test
    void aMailThatNobodyWroteIsFound() {
        copies.add(new Copy("mail9", ADA, 0));
        assertFound("nobody has written");
    }

    @Test
    void aSecondCopyWithoutAKillIsFound() {
        copies.add(CODE_COPY);
        assertFound("a second copy with no end of the server between");
        assertFound("1 second copies in epoch 0, allowed are 0");
    }

    @Test
    void aSecondCopyAfterAStopThatWasNoKillIsFound() {
        copies.add(new Copy("mail1", ADA, 1));
        assertFound("1 second copies in epoch 0, allowed are 0");
    }

    @Test
    void twoSecondCopiesAreAllowedForOneKillAndAThirdIsFound() {
        ledger.ended(Place.BEFORE_MARK);
        copies.add(new Copy("mail1", ADA, 1));
        copies.add(new Copy("mail2", ADA, 1));
        assertThat(findings()).isEmpty();

        copies.add(new Copy("mail3", ADA, 0));
        copies.add(new Copy("mail3", ADA, 1));
        assertFound("3 second copies in epoch 0, allowed are 2");
    }

    @Test
    void anAnswerThatMustNotBeIsFound() {
        ledger.trouble("500");
        assertFound("epoch 0: 500");
    }

    @Test
    void theTableSaysHowManyForEachPlace() {
        ledger.ended(Place.BEFORE_MARK);
        ledger.completed("eve@example.com", "acc_2", "ldr_2");
        copies.add(new Copy("mail1", ADA, 1));
        assertThat(new CrashTable("h2", ledger, aftermath().missing(), copies).text())
                .contains("| between the mail server's 250 and our mark | h2 | 1 | 1/1/1 | 0 | 1 | 2 |")
                .contains("| after the last | h2 | 0 | 0/0/1 | 1 | 0 | 0 |")
                .contains("| **together** | h2 | 1 | 1/1/2 | 1 | 1 | 2 |");
    }
}
