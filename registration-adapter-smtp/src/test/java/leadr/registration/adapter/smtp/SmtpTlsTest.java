package leadr.registration.adapter.smtp;

import static leadr.registration.adapter.smtp.Fixtures.BOB;
import static leadr.registration.adapter.smtp.Fixtures.CONTENT;
import static leadr.registration.adapter.smtp.Fixtures.ID;
import static leadr.registration.adapter.smtp.Fixtures.sender;
import static leadr.registration.adapter.smtp.Fixtures.settings;
import static leadr.registration.adapter.smtp.Fixtures.settingsWithLogin;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import leadr.registration.adapter.smtp.SmtpSettings.Security;
import leadr.registration.application.mail.MailSender.Delivery;
import leadr.registration.application.mail.MailSender.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who we talk to, and that nobody listens. */
class SmtpTlsTest {
    private static SSLContext trustedByTheWorld;
    private static SSLContext localhost;
    private static SSLContext somebodyElse;

    private final ScriptedSmtpServer server = ScriptedSmtpServer.start();

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        trustedByTheWorld = SSLContext.getDefault();
        localhost = Certificates.selfSigned(Files.createDirectory(folder.resolve("a")), "dns:localhost");
        somebodyElse = Certificates.selfSigned(Files.createDirectory(folder.resolve("b")), "dns:mail.example.net");
    }

    @BeforeEach
    void login() {
        server.offering("STARTTLS", "AUTH PLAIN");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void trustAsBefore() {
        SSLContext.setDefault(trustedByTheWorld);
    }

    private void serve(Security security, SSLContext certificate) {
        if (security == Security.TLS) {
            server.withTls(certificate);
        } else {
            server.withStartTls(certificate);
        }
    }

    private Delivery delivery(Security security) {
        return sender(settingsWithLogin(server.port(), security)).send(ID, BOB, CONTENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void loginAndMailGoThroughTls(Security security) {
        serve(security, localhost);
        SSLContext.setDefault(localhost);

        assertThat(delivery(security).outcome()).isEqualTo(Outcome.SENT);
        assertThat(server.commands()).anyMatch(command -> command.startsWith("AUTH PLAIN"));
        assertThat(server.mails()).hasSize(1);
        assertThat(server.commandsInClear()).isSubsetOf("EHLO example.com", "STARTTLS");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void certificateOfSomebodyElseIsNotEnough(Security security) {
        serve(security, somebodyElse);
        SSLContext.setDefault(somebodyElse);

        assertNothingWasSaid(security);
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void certificateNobodyVouchesForIsNotEnough(Security security) {
        serve(security, localhost);
        SSLContext.setDefault(trustedByTheWorld);

        assertNothingWasSaid(security);
    }

    private void assertNothingWasSaid(Security security) {
        Delivery delivery = delivery(security);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).contains("ertificat");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.commands()).isSubsetOf("EHLO example.com", "STARTTLS");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void connectionIsBoundedUnderTlsToo(Security security) {
        serve(security, localhost);
        server.answering("AUTH", "235-welcome\n".repeat(BoundedSockets.MAX_RECEIVED / 10));
        SSLContext.setDefault(localhost);

        Delivery delivery = delivery(security);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).contains("says too much");
    }

    @Test
    void serverWithoutStartTlsGetsNothing() {
        server.offering("AUTH PLAIN");

        Delivery delivery = delivery(Security.STARTTLS);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).contains("STARTTLS");
        assertThat(server.commands()).containsExactly("EHLO example.com");
    }

    @Test
    void serverThatRefusesStartTlsGetsNothing() {
        server.answering("STARTTLS", "554 5.7.0 not today");

        assertThat(delivery(Security.STARTTLS))
                .isEqualTo(new Delivery(Outcome.TEMPORARY_REFUSAL, "554 5.7.0 not today"));
        assertThat(server.commands()).containsExactly("EHLO example.com", "STARTTLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"220 go ahead", "220 go ahead\n250 AUTH PLAIN", ScriptedSmtpServer.HANG_UP})
    void serverThatTakesUpStartTlsAndThenSpeaksClearTextGetsNothing(String answer) {
        // It has no certificate: what follows its answer is more clear text, or the end.
        server.answering("STARTTLS", answer);

        assertThat(delivery(Security.STARTTLS).outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void serverThatSpeaksClearTextWhereTlsIsExpectedGetsNothing() {
        assertThat(delivery(Security.TLS).outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void startTlsIsNotTakenUpWhenNoneIsChosen() {
        assertThat(sender(settings(server.port())).send(ID, BOB, CONTENT).outcome())
                .isEqualTo(Outcome.SENT);
        assertThat(server.commands()).doesNotContain("STARTTLS");
    }
}
