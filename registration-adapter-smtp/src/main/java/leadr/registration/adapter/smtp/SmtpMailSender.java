package leadr.registration.adapter.smtp;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.MailSender;
import leadr.registration.domain.email.EmailAddress;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to one mail server by SMTP, each over a connection of its own. Safe to call from several threads; holds
 * nothing that has to be closed, and logs nothing.
 *
 * <p>Refused for good is only what the server answers with 5yz to the mail itself. Whatever keeps us from asking it (no
 * connection, no TLS, a certificate nobody vouches for, a login it refuses, a server that turns everybody away) is for
 * people to mend, and the mails wait for that.
 */
public final class SmtpMailSender implements MailSender {
    /** RFC 4954 section 6, RFC 3207 section 4: log in first, log in otherwise, or encrypt first. */
    private static final Set<Integer> LOGIN_WANTED = Set.of(530, 534, 535, 538);

    private static final Pattern CODES = Pattern.compile("\\d{3}(?:[ -]\\d\\.\\d{1,3}\\.\\d{1,3})?");

    private final SmtpSettings settings;
    private final InternetAddress from;
    private final @Nullable InternetAddress replyTo;
    private final Session session;
    private final Session internationalSession;

    SmtpMailSender(SmtpSettings settings, Timeouts timeouts) {
        this.settings = settings;
        from = SmtpSettings.mailbox(settings.from()).orElseThrow();
        replyTo = settings.replyTo() == null
                ? null
                : SmtpSettings.mailbox(settings.replyTo()).orElseThrow();
        // Two, because Angus Mail asks for SMTPUTF8 whenever it may, and then the receiver's server has to know it
        // too: only a local part beyond ASCII is worth that.
        session = Session.getInstance(properties(timeouts, false));
        internationalSession = Session.getInstance(properties(timeouts, true));
    }

    /** Connects to nothing yet. For a private certificate authority set {@code javax.net.ssl.trustStore}. */
    public static SmtpMailSender open(SmtpSettings settings) {
        return new SmtpMailSender(settings, Timeouts.DEFAULT);
    }

    private Properties properties(Timeouts timeouts, boolean utf8) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.user() != null));
        // What protects the password is TLS, not one of the old digests.
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        boolean startTls = settings.security() == SmtpSettings.Security.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
        properties.setProperty(
                "mail.smtp.ssl.enable", String.valueOf(settings.security() == SmtpSettings.Security.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        // The default is to wait for ever.
        properties.setProperty("mail.smtp.connectiontimeout", millis(timeouts.connect()));
        properties.setProperty("mail.smtp.timeout", millis(timeouts.read()));
        properties.setProperty("mail.smtp.writetimeout", millis(timeouts.write()));
        properties.put("mail.smtp.socketFactory", new BoundedSockets(timeouts));
        // Not a second connection, without bounds, when the first one fails.
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        // A mail is taken with its 250: waiting for the goodbye could only outlast the lease.
        properties.setProperty("mail.smtp.quitwait", "false");
        // Else the name of this machine, looked up in the DNS: slow when that is slow, and in a container a name
        // that mail servers refuse because nobody else knows it.
        properties.setProperty("mail.smtp.localhost", MailMessage.domainOf(from));
        properties.setProperty("mail.mime.allowutf8", String.valueOf(utf8));
        return properties;
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }

    /**
     * Tries once; ends within 26 s and the time the name of the server takes to be found. When the connection breaks after
     * the mail was sent and before it was answered, nobody knows whether it was taken: it counts as refused for now, and
     * the {@code Message-ID} tells the second copy.
     */
    @Override
    public Delivery send(UUID id, EmailAddress to, MailContent content) {
        InternetAddress recipient = SmtpSettings.toInternetAddress(to);
        boolean international = !SmtpSettings.isAscii(recipient.getAddress());
        Session chosen = international ? internationalSession : session;
        Delivery delivery;
        try (OneMailTransport transport = new OneMailTransport(chosen)) {
            MailMessage message = new MailMessage(chosen, id, from, replyTo, recipient, content);
            delivery = deliver(transport, message, recipient, international);
        } catch (MessagingException notAMessage) {
            delivery = new Delivery(Outcome.TEMPORARY_REFUSAL, describe(notAMessage));
        }
        return new Delivery(delivery.outcome(), new ReplyText(to, content).clean(delivery.reply()));
    }

    private Delivery deliver(
            OneMailTransport transport, MailMessage message, InternetAddress recipient, boolean international) {
        try {
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.user(),
                    settings.password() == null ? null : settings.password().reveal());
            if (international && !transport.supportsExtension("SMTPUTF8")) {
                return new Delivery(
                        Outcome.PERMANENT_REFUSAL, "the mail server takes no address beyond ASCII (SMTPUTF8)");
            }
            transport.sendMessage(message, new Address[] {recipient});
            return new Delivery(Outcome.SENT, transport.lastReply());
        } catch (SendFailedException refused) {
            return refusal(transport, refused);
        } catch (AuthenticationFailedException refused) {
            return new Delivery(Outcome.TEMPORARY_REFUSAL, describeLogin(refused));
        } catch (MessagingException broken) {
            return new Delivery(Outcome.TEMPORARY_REFUSAL, describe(broken));
        }
    }

    /** The server answered the mail, and not with what Angus Mail expects. */
    private static Delivery refusal(OneMailTransport transport, SendFailedException refused) {
        int code = transport.getLastReturnCode();
        String reply = transport.lastReply();
        if (code < 0) {
            return new Delivery(Outcome.TEMPORARY_REFUSAL, "no answer that can be understood: " + reply);
        }
        return switch (code / 100) {
            // RFC 5321 section 4.3.2: the first digit counts; Angus Mail takes a mail for sent with 250 only.
            case 2 -> new Delivery(isAboutWholeMail(refused) ? Outcome.SENT : Outcome.TEMPORARY_REFUSAL, reply);
            case 5 ->
                new Delivery(
                        LOGIN_WANTED.contains(code) ? Outcome.TEMPORARY_REFUSAL : Outcome.PERMANENT_REFUSAL, reply);
            default -> new Delivery(Outcome.TEMPORARY_REFUSAL, reply);
        };
    }

    private static boolean isAboutWholeMail(SendFailedException refused) {
        return refused instanceof SMTPSendFailedException answer
                && answer.getCommand().equals(".");
    }

    /** Without the server's words: some repeat the command they do not like, and here that holds the password. */
    private static String describeLogin(AuthenticationFailedException failure) {
        Matcher codes = CODES.matcher(failure.getMessage());
        if (codes.lookingAt()) {
            return "login refused: " + codes.group();
        }
        return failure.getCause() == null ? "login failed" : "login failed: " + describe(failure.getCause());
    }

    private static String describe(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == failure
                ? String.valueOf(failure.getMessage())
                : failure.getMessage() + ": " + root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
