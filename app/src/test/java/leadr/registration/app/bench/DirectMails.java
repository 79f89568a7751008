package leadr.registration.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import leadr.registration.adapter.smtp.SmtpMailSender;
import leadr.registration.adapter.smtp.SmtpSettings;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.MailSender;
import leadr.registration.domain.email.EmailAddress;

/** What delivery would be without a database: the product's sender, as many threads, the same number of mails. */
public final class DirectMails {
    static final String FROM = "LEADR <no-reply@example.com>";
    static final int WORKERS = 2;

    private DirectMails() {}

    /** Takes the port of the mail server and the number of mails. */
    public static void main(String... arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int mails = Integer.parseInt(arguments[1]);
        MailSender sender = SmtpMailSender.open(
                new SmtpSettings("127.0.0.1", port, null, null, SmtpSettings.Security.NONE, FROM, null));
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        List<Future<MailSender.Delivery>> sent = new ArrayList<>();
        for (int i = 0; i < mails; i++) {
            EmailAddress to = EmailAddress.of("maker" + i + "@example.com");
            sent.add(workers.submit(() -> sender.send(UUID.randomUUID(), to, content())));
        }
        for (Future<MailSender.Delivery> each : sent) {
            if (each.get().outcome() != MailSender.Outcome.SENT) {
                throw new WrongAnswer("a mail was not sent: " + each.get().reply());
            }
        }
        workers.shutdown();
    }

    private static MailContent content() {
        String text = FloorSecrets.verification("K7WQ2M");
        int third = text.length() / 3;
        return new MailContent(
                "Verify your LEADR account",
                text.substring(0, third),
                "<p>" + text.substring(third) + "</p>",
                "K7WQ2M");
    }
}
