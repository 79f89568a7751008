package leadr.registration.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import leadr.registration.adapter.smtp.SmtpMailSender;
import leadr.registration.adapter.smtp.SmtpSettings;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.MailSender;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.Test;

class SmtpSinkTest {
    @Test
    void mailsAreCountedAndOneThatComesTwiceFailsTheRun() throws Exception {
        try (SmtpSink sink = new SmtpSink()) {
            UUID first = UUID.randomUUID();
            send(sink, first);
            send(sink, UUID.randomUUID());

            assertThat(sink.await(2)).isPositive();
            assertThatThrownBy(() -> sink.requireEachOnce(3)).isInstanceOf(WrongAnswer.class);

            send(sink, first);

            assertThatThrownBy(() -> sink.requireEachOnce(3))
                    .isInstanceOf(WrongAnswer.class)
                    .hasMessageContaining("3 mails with 2 ids");
        }
    }

    private static void send(SmtpSink sink, UUID id) {
        MailSender sender = SmtpMailSender.open(new SmtpSettings(
                "127.0.0.1", sink.port(), null, null, SmtpSettings.Security.NONE, DirectMails.FROM, null));
        MailSender.Delivery delivery = sender.send(
                id, EmailAddress.of("ada@example.com"), new MailContent("Hello", "Text", "<p>Text</p>", null));
        assertThat(delivery.outcome()).isEqualTo(MailSender.Outcome.SENT);
    }
}
