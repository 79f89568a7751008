package leadr.registration.adapter.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadr.registration.adapter.smtp.Fixtures.BOB;
import static leadr.registration.adapter.smtp.Fixtures.CONTENT;
import static leadr.registration.adapter.smtp.Fixtures.ID;
import static leadr.registration.adapter.smtp.Fixtures.sender;
import static leadr.registration.adapter.smtp.Fixtures.settings;
import static leadr.registration.adapter.smtp.Fixtures.settingsWithLogin;
import static leadr.registration.adapter.smtp.ScriptedSmtpServer.HANG_UP;
import static leadr.registration.adapter.smtp.ScriptedSmtpServer.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Base64;
import leadr.registration.adapter.smtp.SmtpSettings.Security;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.MailSender.Delivery;
import leadr.registration.application.mail.MailSender.Outcome;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the answers of a server. */
class SmtpDialogueTest {
    private final ScriptedSmtpServer server = ScriptedSmtpServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Delivery delivery() {
        return sender(settings(server.port())).send(ID, BOB, CONTENT);
    }

    @Test
    void mailTakenIsSent() {
        assertThat(delivery()).isEqualTo(new Delivery(Outcome.SENT, "250 taken"));
        assertThat(server.mails()).hasSize(1);
        assertThat(server.commands())
                .startsWith(
                        "EHLO example.com",
                        "MAIL FROM:<no-reply@example.com>",
                        "RCPT TO:<Bob.Builder@example.org>",
                        "DATA");
    }

    @Test
    void firstDigitOfTheAnswerCounts() {
        server.answering("RCPT", "251 will forward").answering(".", "259 taken in our own way");

        assertThat(delivery()).isEqualTo(new Delivery(Outcome.SENT, "259 taken in our own way"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void fiveHundredsAreForGood(String moment) {
        server.answering(moment, "554-5.7.1 no\n554 5.7.1 never");

        assertThat(delivery()).isEqualTo(new Delivery(Outcome.PERMANENT_REFUSAL, "554-5.7.1 no 554 5.7.1 never"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void fourHundredsAreForNow(String moment) {
        server.answering(moment, "451 4.7.1 greylisted");

        assertThat(delivery()).isEqualTo(new Delivery(Outcome.TEMPORARY_REFUSAL, "451 4.7.1 greylisted"));
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 550 5.1.1 unknown", "RCPT, 552 5.2.2 full", "RCPT, 521 no mail", "MAIL, 553 5.1.8 sender"})
    void refusalsAngusMailTellsApartAreAllForGood(String moment, String answer) {
        server.answering(moment, answer);

        assertThat(delivery()).isEqualTo(new Delivery(Outcome.PERMANENT_REFUSAL, answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"530 5.7.0 log in first", "534 5.7.9 stronger", "535 5.7.8 bad", "538 5.7.11 encrypt"})
    void missingLoginIsForNow(String answer) {
        server.answering("MAIL", answer);

        assertThat(delivery()).isEqualTo(new Delivery(Outcome.TEMPORARY_REFUSAL, answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"554 5.7.1 nobody gets in", "421 too busy", "hello"})
    void serverThatTurnsEverybodyAwayIsForNow(String greeting) {
        server.answering("GREETING", greeting);

        Delivery delivery = delivery();

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).endsWith(greeting);
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void serverThatHangsUpIsForNow(String moment) {
        server.answering(moment, HANG_UP);

        assertThat(delivery().outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
    }

    @Test
    void serverThatHangsUpInTheMiddleOfTheMailIsForNow() {
        server.answering("DATA", ScriptedSmtpServer.CUT);
        var large = new MailContent("Large", "x".repeat(8 * 1024 * 1024), "x", null);

        Delivery delivery = sender(settings(server.port())).send(ID, BOB, large);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void serverThatIsClosingDownIsForNow(String moment) {
        server.answering(moment, "421 4.3.2 closing");
        if (moment.equals("EHLO")) {
            server.answering("HELO", "421 4.3.2 closing");
        }

        Delivery delivery = delivery();

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).contains("421 4.3.2 closing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"450 4.2.1 no", "550 5.7.1 no"})
    void serverThatDoesNotEvenSayHelloIsForNow(String answer) {
        server.answering("EHLO", answer).answering("HELO", answer);

        Delivery delivery = delivery();

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void answerWithoutACodeIsForNow(String moment) {
        server.answering(moment, "what do you mean?");

        assertThat(delivery())
                .isEqualTo(
                        new Delivery(Outcome.TEMPORARY_REFUSAL, "no answer that can be understood: what do you mean?"));
    }

    @Test
    void acceptanceInTheWrongPlaceSendsNothing() {
        server.answering("DATA", "250 thanks, that was it");

        assertThat(delivery()).isEqualTo(new Delivery(Outcome.TEMPORARY_REFUSAL, "250 thanks, that was it"));
    }

    @ParameterizedTest
    @CsvSource({"MAIL, hang up", "RCPT, hang up", "., hang up", "MAIL, silence", "RCPT, silence", "., silence"})
    void refusalHoldsWhateverTheServerDoesAfterIt(String moment, String then) {
        String end = then.equals("silence") ? SILENCE : HANG_UP;
        server.answering(moment, "550 5.7.1 no").answering("RSET", end).answering("QUIT", end);

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), this::delivery))
                .isEqualTo(new Delivery(Outcome.PERMANENT_REFUSAL, "550 5.7.1 no"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 I am off", HANG_UP, SILENCE})
    void acceptanceHoldsWhateverTheServerDoesAfterIt(String goodbye) {
        server.answering("QUIT", goodbye);

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), this::delivery))
                .isEqualTo(new Delivery(Outcome.SENT, "250 taken"));
    }

    @Test
    void replyHoldsNothingOfTheMail() {
        server.answering(".", """
                554-5.7.1 Bob.Builder@example.org: 'Verify your LEADR account'
                554-5.7.1 Your code: K7M2QX\u0007
                554 5.7.1 bob.builder, go away""");

        assertThat(delivery().reply()).isEqualTo("554-5.7.1 ***: '***' 554-5.7.1 *** *** 554 5.7.1 ***, go away");
    }

    @Test
    void deliveryDoesNotPrintTheMail() {
        assertThat(delivery().toString()).doesNotContain("K7M2QX", "Builder");
    }

    @Test
    void unknownHostIsForNow() {
        // Longer than a label of the DNS may be: no resolver is asked.
        String host = "x".repeat(64);
        var settings = new SmtpSettings(host, 25, null, null, Security.NONE, Fixtures.FROM, null);

        Delivery delivery = sender(settings).send(ID, BOB, CONTENT);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).contains(host, "UnknownHostException");
    }

    @Test
    void closedPortIsForNow() throws IOException {
        int port;
        try (var briefly = new ServerSocket(0)) {
            port = briefly.getLocalPort();
        }

        Delivery delivery = sender(settings(port)).send(ID, BOB, CONTENT);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).contains("ConnectException");
    }

    @Test
    void loginIsUsedWhenAUserIsSet() {
        server.offering("AUTH PLAIN LOGIN");

        Delivery delivery =
                sender(settingsWithLogin(server.port(), Security.NONE)).send(ID, BOB, CONTENT);

        assertThat(delivery.outcome()).isEqualTo(Outcome.SENT);
        assertThat(server.commands()).contains("AUTH PLAIN " + base64("mailer\u0000mailer\u0000open sesame"));
    }

    @Test
    void withoutAUserThereIsNoLogin() {
        server.offering("AUTH PLAIN LOGIN");

        assertThat(delivery().outcome()).isEqualTo(Outcome.SENT);
        assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
    }

    @Test
    void refusedLoginIsForNowAndDoesNotRepeatThePassword() {
        String login = base64("mailer\u0000mailer\u0000open sesame");
        server.offering("AUTH PLAIN").answering("AUTH", "535 5.7.8 bad command: AUTH PLAIN " + login);

        assertThat(sender(settingsWithLogin(server.port(), Security.NONE)).send(ID, BOB, CONTENT))
                .isEqualTo(new Delivery(Outcome.TEMPORARY_REFUSAL, "login refused: 535 5.7.8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {HANG_UP, "AUTH PLAIN again", "250 fine"})
    void brokenLoginIsForNow(String answer) {
        server.offering("AUTH PLAIN").answering("AUTH", answer);

        Delivery delivery =
                sender(settingsWithLogin(server.port(), Security.NONE)).send(ID, BOB, CONTENT);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).startsWith("login ").doesNotContain("AUTH", "fine");
    }

    @Test
    void loginNobodyKnowsHowToDoIsForNow() {
        server.offering("AUTH KERBEROS");

        assertThat(sender(settingsWithLogin(server.port(), Security.NONE)).send(ID, BOB, CONTENT))
                .isEqualTo(new Delivery(Outcome.TEMPORARY_REFUSAL, "login failed"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void addressBeyondAsciiIsSentToAServerThatTakesIt() {
        server.offering("SMTPUTF8");

        Delivery delivery = sender(settings(server.port())).send(ID, EmailAddress.of("zoë@bücher.example"), CONTENT);

        assertThat(delivery.outcome()).isEqualTo(Outcome.SENT);
        assertThat(server.commands())
                .contains("MAIL FROM:<no-reply@example.com> SMTPUTF8", "RCPT TO:<zoë@xn--bcher-kva.example>");
        assertThat(server.mails().get(0)).contains("\nTo: zoë@xn--bcher-kva.example\n");
    }

    @Test
    void addressBeyondAsciiIsMaskedInTheReply() {
        server.offering("SMTPUTF8").answering("RCPT", "550 <zoë@xn--bcher-kva.example> is not here");

        assertThat(sender(settings(server.port())).send(ID, EmailAddress.of("zoë@bücher.example"), CONTENT))
                .isEqualTo(new Delivery(Outcome.PERMANENT_REFUSAL, "550 <***> is not here"));
    }

    @Test
    void addressBeyondAsciiIsRefusedForGoodWhenTheServerDoesNotTakeIt() {
        Delivery delivery = sender(settings(server.port())).send(ID, EmailAddress.of("zoë@example.org"), CONTENT);

        assertThat(delivery.outcome()).isEqualTo(Outcome.PERMANENT_REFUSAL);
        assertThat(delivery.reply()).contains("SMTPUTF8");
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void addressInAsciiDoesNotAskForSmtpUtf8() {
        server.offering("SMTPUTF8");

        assertThat(delivery().outcome()).isEqualTo(Outcome.SENT);
        assertThat(server.commands()).contains("MAIL FROM:<no-reply@example.com>");
    }
}
