package leadr.registration.adapter.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadr.registration.adapter.smtp.Fixtures.BOB;
import static leadr.registration.adapter.smtp.Fixtures.CONTENT;
import static leadr.registration.adapter.smtp.Fixtures.FROM;
import static leadr.registration.adapter.smtp.Fixtures.ID;
import static leadr.registration.adapter.smtp.Fixtures.sender;
import static leadr.registration.adapter.smtp.Fixtures.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import leadr.registration.adapter.smtp.SmtpSettings.Security;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.MailSender.Outcome;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives. */
class SmtpMailSenderTest {
    private static final String[] HEADERS = {
        "Date",
        "From",
        "To",
        "Message-ID",
        "Subject",
        "MIME-Version",
        "Content-Type",
        "Auto-Submitted",
        "Content-Language"
    };

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void send(UUID id, EmailAddress to, MailContent content) {
        assertThat(SmtpMailSender.open(settings(server.getSmtp().getPort()))
                        .send(id, to, content)
                        .outcome())
                .isEqualTo(Outcome.SENT);
    }

    private MimeMessage received() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static List<String> headerNames(MimeMessage message) throws Exception {
        return Collections.list(message.getAllHeaders()).stream()
                .map(Header::getName)
                .filter(name -> !name.startsWith("Received") && !name.equals("Return-Path"))
                .toList();
    }

    private static String raw(MimeMessage message) throws Exception {
        var bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toString(UTF_8);
    }

    @Test
    void textAndHtmlArriveAsTheyWereWritten() throws Exception {
        String longLine = "0123456789 ".repeat(200).strip();
        var content = new MailContent(
                "Willkommen bei Käsekästchen & Söhne 🎮🧀, schön, dass ihr dabei seid – viel Spaß beim Bauen!",
                "Grüße an 李雷 🎉\n.\n.. From here on\nFrom there on\n\n" + longLine + "\n\nK7M2QX\n",
                "<p title=\"ä=b\">Grüße 🎉</p>\n.\n" + longLine,
                "K7M2QX");

        send(ID, BOB, content);

        MimeMessage message = received();
        assertThat(message.getSubject()).isEqualTo(content.subject());
        assertThat(message.getContentType()).startsWith("multipart/alternative;");
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertPart(parts.getBodyPart(0), "text/plain; charset=UTF-8", content.text());
        assertPart(parts.getBodyPart(1), "text/html; charset=UTF-8", content.html());
        assertThat(raw(message)).matches("\\p{ASCII}*");
        assertThat(raw(message).lines()).allMatch(line -> line.length() <= 78);
    }

    private static void assertPart(BodyPart part, String type, String text) throws Exception {
        assertThat(part.getContentType()).isEqualTo(type);
        assertThat(part.getContent().toString()).isEqualTo(text.replace("\n", "\r\n"));
    }

    @Test
    void textOfAnotherAlphabetHasTheLineEndsAndShortLinesOfMimeToo() throws Exception {
        String text = "Ваш код:\n\nK7M2QX\n\nДо встречи 李雷\n".repeat(20);

        send(ID, BOB, new MailContent("Ваш код", text, text, "K7M2QX"));

        var parts = (MimeMultipart) received().getContent();
        assertPart(parts.getBodyPart(0), "text/plain; charset=UTF-8", text);
        assertPart(parts.getBodyPart(1), "text/html; charset=UTF-8", text);
        // The code can be read without decoding anything: by people who look for it in a raw mail.
        assertThat(raw(received()).lines()).contains("K7M2QX").allMatch(line -> line.length() <= 78);
    }

    @Test
    void headersAreTheseAndNoOthers() throws Exception {
        Instant before = Instant.now().minus(Duration.ofSeconds(1));

        send(ID, BOB, CONTENT);

        MimeMessage message = received();
        assertThat(headerNames(message)).containsExactlyInAnyOrder(HEADERS);
        assertThat(message.getHeader("From", null)).isEqualTo(FROM);
        assertThat(message.getHeader("To", null)).isEqualTo(BOB.value());
        assertThat(message.getHeader("Subject", null)).isEqualTo(CONTENT.subject());
        assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(message.getHeader("Content-Language", null)).isEqualTo("en");
        assertThat(message.getSentDate().toInstant())
                .isBetween(before, Instant.now().plus(Duration.ofSeconds(1)));
    }

    @Test
    void theLanguageOfTheMailIsAHeader() throws Exception {
        send(ID, BOB, new MailContent("Hallo", "Text", "<p>Text</p>", null, "pt-BR"));

        assertThat(received().getHeader("Content-Language", null)).isEqualTo("pt-BR");
    }

    @Test
    void answersGoWhereTheSettingsSay() throws Exception {
        var settings = new SmtpSettings(
                "localhost",
                server.getSmtp().getPort(),
                null,
                null,
                Security.NONE,
                "Spiele für alle <no-reply@example.com>",
                "\"Hilfe, schnell\" <help@bücher.example>");

        assertThat(sender(settings).send(ID, BOB, CONTENT).outcome()).isEqualTo(Outcome.SENT);

        assertThat(received().getHeader("From", null))
                .isEqualTo("=?UTF-8?Q?Spiele_f=C3=BCr_alle?= <no-reply@example.com>");
        assertThat(received().getHeader("Reply-To", null)).isEqualTo("\"Hilfe, schnell\" <help@xn--bcher-kva.example>");
    }

    @Test
    void mailTriedAgainHasTheSameMessageId() throws Exception {
        send(ID, BOB, CONTENT);
        send(ID, BOB, CONTENT);

        assertThat(server.getReceivedMessages())
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.getMessageID()).isEqualTo("<" + ID + "@example.com>"));
    }

    @Test
    void twoMailsHaveTwoMessageIds() throws Exception {
        UUID other = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8058");

        send(ID, BOB, CONTENT);
        send(other, BOB, CONTENT);

        assertThat(server.getReceivedMessages())
                .extracting(MimeMessage::getMessageID)
                .containsExactly("<" + ID + "@example.com>", "<" + other + "@example.com>");
    }

    // MailContent refuses every control character and line separator; these it lets through, and an old bug of mail
    // libraries takes the low bytes of the second for a line end.
    @ParameterizedTest
    @ValueSource(strings = {"Hello: Bcc: eve@example.net", "x\u560d\u560aBcc: eve@example.net"})
    void subjectBringsNoHeaderAndNoRecipientAlong(String subject) throws Exception {
        send(ID, BOB, new MailContent(subject, "text", "html", null));

        assertNothingWasSlippedIn(received());
        assertThat(received().getSubject()).contains("Bcc: eve@example.net").doesNotContain("\n", "\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", "\r\n\r\n", "\r\n.\r\n"})
    void textBringsNoHeaderAndNoRecipientAlong(String lineBreak) throws Exception {
        String text = lineBreak + "Bcc: eve@example.net" + lineBreak + "RCPT TO:<eve@example.net>" + lineBreak;

        send(ID, BOB, new MailContent("Hello", text, text, text));

        assertNothingWasSlippedIn(received());
        var parts = (MimeMultipart) received().getContent();
        for (int i = 0; i < parts.getCount(); i++) {
            assertThat(Collections.list(parts.getBodyPart(i).getAllHeaders()))
                    .extracting(Header::getName)
                    .containsExactlyInAnyOrder("Content-Type", "Content-Transfer-Encoding");
        }
    }

    private static void assertNothingWasSlippedIn(MimeMessage message) throws Exception {
        assertThat(headerNames(message)).containsExactlyInAnyOrder(HEADERS);
        assertThat(message.getAllRecipients()).extracting(Address::toString).containsExactly(BOB.value());
    }

    @Test
    void oneSenderServesManyThreads() {
        SmtpMailSender sender = sender(settings(server.getSmtp().getPort()));
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(40).toList();

        assertThat(ids.parallelStream()
                        .map(id -> sender.send(id, EmailAddress.of(id + "@example.org"), CONTENT))
                        .filter(delivery -> delivery.outcome() == Outcome.SENT))
                .hasSize(40);

        assertThat(server.getReceivedMessages())
                .extracting(message -> message.getHeader("To", null) + " " + message.getMessageID())
                .containsExactlyInAnyOrderElementsOf(ids.stream()
                        .map(id -> id + "@example.org <" + id + "@example.com>")
                        .toList());
    }

    @Test
    void recipientIsWrittenWithItsDomainInAscii() throws Exception {
        send(ID, EmailAddress.of("Zoe-free+tag@BÜCHER.example"), CONTENT);

        assertThat(received().getHeader("To", null)).isEqualTo("Zoe-free+tag@xn--bcher-kva.example");
    }
}
