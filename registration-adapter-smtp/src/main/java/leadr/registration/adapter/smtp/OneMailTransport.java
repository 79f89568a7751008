package leadr.registration.adapter.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.nio.charset.StandardCharsets;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** A connection for one mail: what comes after the answer to it does not change the answer. */
final class OneMailTransport extends SMTPTransport {
    OneMailTransport(Session session) {
        super(session, null);
    }

    /**
     * Leaves out the RSET after a refusal. It would make the connection fit for another mail, but when the server has hung
     * up by then, Angus Mail reports the broken connection in place of the refusal.
     */
    @Override
    public synchronized void issueCommand(String command, int expected) throws MessagingException {
        if (!command.equals("RSET")) {
            super.issueCommand(command, expected);
        }
    }

    /** Hangs up; a goodbye that fails is no failure. */
    @Override
    public synchronized void close() {
        try {
            super.close();
        } catch (MessagingException alreadyDecided) {
            // The mail is taken or refused by now. The connection is closed in any case.
        }
    }

    /** What the server said last, as UTF-8: Angus Mail makes a character of each byte. */
    String lastReply() {
        return new String(getLastServerResponse().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
