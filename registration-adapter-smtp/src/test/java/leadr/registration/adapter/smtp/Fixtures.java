package leadr.registration.adapter.smtp;

import java.time.Duration;
import java.util.UUID;
import leadr.registration.adapter.smtp.SmtpSettings.Security;
import leadr.registration.application.mail.MailContent;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;

final class Fixtures {
    static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    static final EmailAddress BOB = EmailAddress.of("Bob.Builder@example.org");
    static final MailContent CONTENT = new MailContent(
            "Verify your LEADR account", "Your code:\n\nK7M2QX\n\nBye.", "<p>Your code: <b>K7M2QX</b></p>", "K7M2QX");
    static final String FROM = "LEADR <no-reply@example.com>";

    private static final Duration AMPLE = Duration.ofSeconds(60);
    /** Time-outs no test waits for. */
    static final Timeouts PATIENT = new Timeouts(AMPLE, AMPLE, AMPLE, AMPLE);

    private Fixtures() {}

    static SmtpSettings settings(int port) {
        return settings(port, Security.NONE);
    }

    static SmtpSettings settings(int port, Security security) {
        return new SmtpSettings("localhost", port, null, null, security, FROM, null);
    }

    static SmtpSettings settingsWithLogin(int port, Security security) {
        return new SmtpSettings("localhost", port, "mailer", new PlainSecret("open sesame"), security, FROM, null);
    }

    static SmtpMailSender sender(SmtpSettings settings) {
        return new SmtpMailSender(settings, PATIENT);
    }
}
