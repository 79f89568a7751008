package leadr.registration.adapter.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static leadr.registration.adapter.smtp.Fixtures.BOB;
import static leadr.registration.adapter.smtp.Fixtures.CONTENT;
import static leadr.registration.adapter.smtp.Fixtures.ID;
import static leadr.registration.adapter.smtp.Fixtures.settings;
import static leadr.registration.adapter.smtp.Fixtures.settingsWithLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import leadr.registration.adapter.smtp.SmtpSettings.Security;
import leadr.registration.application.mail.DeliverPendingMail;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.MailSender.Delivery;
import leadr.registration.application.mail.MailSender.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That every try ends, whatever the other side does. */
class SmtpTimeoutTest {
    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Timeouts IMPATIENT = new Timeouts(SHORT, SHORT, SHORT, AMPLE);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(1);
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setReceiveBufferSize(4096);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private Delivery delivery(Timeouts timeouts, Security security, MailContent content) {
        var sender = new SmtpMailSender(settings(server.getLocalPort(), security), timeouts);
        return assertTimeoutPreemptively(Duration.ofSeconds(30), () -> sender.send(ID, BOB, content));
    }

    /** Runs with the connection once it is there; the connection stays open. */
    private void onConnection(Conversation conversation) {
        threads.execute(() -> {
            try {
                conversation.with(server.accept());
            } catch (IOException gone) {
                // The client hung up: what the test is about.
            }
        });
    }

    @FunctionalInterface
    private interface Conversation {
        void with(Socket client) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void serverThatNeverAnswersIsForNow(Security security) {
        // It accepts: the operating system does so for it.
        Delivery delivery = delivery(IMPATIENT, security, CONTENT);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).contains("timed out");
    }

    @Test
    void serverThatSaysOneByteNowAndThenEndsWithTheDialogue() {
        onConnection(client -> {
            OutputStream out = client.getOutputStream();
            var unused = threads.scheduleAtFixedRate(
                    () -> {
                        try {
                            out.write('2');
                        } catch (IOException gone) {
                            throw new IllegalStateException(gone);
                        }
                    },
                    0,
                    10,
                    TimeUnit.MILLISECONDS);
        });

        Delivery delivery = delivery(new Timeouts(AMPLE, AMPLE, AMPLE, SHORT), Security.NONE, CONTENT);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).contains("SocketTimeoutException");
    }

    /** What comes of a server that does this at one moment and is fine otherwise. */
    private static Delivery deliveryTo(String moment, String behaviour, Timeouts timeouts) {
        try (ScriptedSmtpServer scripted = ScriptedSmtpServer.start()) {
            scripted.offering("AUTH PLAIN").answering(moment, behaviour);
            var sender = new SmtpMailSender(settingsWithLogin(scripted.port(), Security.NONE), timeouts);
            return assertTimeoutPreemptively(Duration.ofSeconds(30), () -> sender.send(ID, BOB, CONTENT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "."})
    void serverThatFallsSilentAtAnyStepIsForNow(String moment) {
        Delivery delivery = deliveryTo(moment, ScriptedSmtpServer.SILENCE, IMPATIENT);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).contains("timed out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "."})
    void serverThatDribblesAtAnyStepEndsWithTheDialogue(String moment) {
        Delivery delivery = deliveryTo(moment, ScriptedSmtpServer.DRIBBLE, new Timeouts(AMPLE, AMPLE, AMPLE, SHORT));

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
    }

    @Test
    void dialogueIsBoundedWhereNoSingleWaitIs() {
        Delivery delivery = delivery(new Timeouts(AMPLE, AMPLE, AMPLE, SHORT), Security.NONE, CONTENT);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
    }

    @Test
    void serverThatNeverStopsTalkingIsForNow() {
        onConnection(client -> {
            byte[] line = "220-and another thing\r\n".getBytes(US_ASCII);
            while (true) {
                client.getOutputStream().write(line);
            }
        });

        Delivery delivery = delivery(Fixtures.PATIENT, Security.NONE, CONTENT);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).contains("says too much");
    }

    @Test
    void serverThatStopsListeningIsForNow() {
        onConnection(client -> {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            // Ahead of the questions; after the last it reads no more.
            out.write("220 a\r\n250 b\r\n250 c\r\n250 d\r\n354 e\r\n".getBytes(US_ASCII));
            assertThat(in.readNBytes(10)).hasSize(10);
        });
        // More than the buffers of the operating system take.
        var large = new MailContent("Large", "x".repeat(8 * 1024 * 1024), "x", null);

        Delivery delivery = delivery(new Timeouts(AMPLE, AMPLE, SHORT, AMPLE), Security.NONE, large);

        assertThat(delivery.outcome()).isEqualTo(Outcome.TEMPORARY_REFUSAL);
        assertThat(delivery.reply()).contains("IOException");
    }

    @Test
    void timeIsUpBeforeTheLeaseOfAMail() {
        Timeouts timeouts = Timeouts.DEFAULT;

        assertThat(timeouts.dialogue().plus(timeouts.write())).isLessThan(DeliverPendingMail.LEASE);
    }
}
