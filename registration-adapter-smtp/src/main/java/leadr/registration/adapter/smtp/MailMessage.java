package leadr.registration.adapter.smtp;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import leadr.registration.application.mail.MailContent;
import org.jspecify.annotations.Nullable;

/** A mail as it goes over the wire: text and the same as HTML. Its {@code Message-ID} is made of the id alone. */
final class MailMessage extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    MailMessage(
            Session session,
            UUID id,
            InternetAddress from,
            @Nullable InternetAddress replyTo,
            InternetAddress to,
            MailContent content)
            throws MessagingException {
        super(session);
        messageId = "<" + id + "@" + domainOf(from) + ">";
        setFrom(from);
        if (replyTo != null) {
            setReplyTo(new Address[] {replyTo});
        }
        setRecipient(Message.RecipientType.TO, to);
        // Jakarta Mail folds a line break into a continued line; a subject has no use for one at all.
        setSubject(content.subject().replaceAll("\\p{Cc}+", " "), UTF_8);
        setContentLanguage(new String[] {content.language()});
        setSentDate(Date.from(Instant.now()));
        // RFC 3834: no out-of-office notes in answer, please.
        setHeader("Auto-Submitted", "auto-generated");
        setContent(new MimeMultipart("alternative", part(content.text(), "plain"), part(content.html(), "html")));
        saveChanges();
    }

    static String domainOf(InternetAddress address) {
        return address.getAddress().substring(address.getAddress().lastIndexOf('@') + 1);
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        // Whatever the text: short lines, line ends as MIME wants them, and nothing a server on the way would re-code.
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    /** Keeps the one made of the id; the default would make a new one on every try. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
