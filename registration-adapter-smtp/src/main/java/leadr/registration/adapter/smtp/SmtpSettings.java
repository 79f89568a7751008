package leadr.registration.adapter.smtp;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the mail server, and in whose name. Does not print the password.
 *
 * @param host name or address of the mail server; with TLS its certificate must name it
 * @param port 1 to 65535
 * @param user null for a server that wants no login
 * @param password null exactly when {@code user} is
 * @param from an address, or a name and an address: {@code LEADR <no-reply@example.com>}
 * @param replyTo where answers go, written like {@code from}; null for the sender
 */
public record SmtpSettings(
        String host,
        int port,
        @Nullable String user,
        @Nullable PlainSecret password,
        Security security,
        String from,
        @Nullable String replyTo) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** How the connection is protected. A server that cannot do what is chosen gets no mail. */
    public enum Security {
        /** Clear text, the login included: for a server on the same machine or network. */
        NONE,
        /** Begins in clear text and changes to TLS before anything is said; usually port 587. */
        STARTTLS,
        /** TLS from the first byte; usually port 465. */
        TLS
    }

    /** @throws IllegalArgumentException naming everything that is wrong at once */
    public SmtpSettings {
        List<String> problems = new ArrayList<>();
        if (!HOST.matcher(host).matches()) {
            problems.add("host is not a host name");
        }
        if (port < 1 || port > 65_535) {
            problems.add("port is " + port + ", expected 1-65535");
        }
        if ((user == null) != (password == null)) {
            problems.add("user and password come together or not at all");
        }
        if (mailbox(from).isEmpty()) {
            problems.add("from is not an address");
        }
        if (replyTo != null && mailbox(replyTo).isEmpty()) {
            problems.add("replyTo is not an address");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** The header form of one address with or without a name; empty when it is not that. */
    static Optional<InternetAddress> mailbox(String text) {
        try {
            InternetAddress[] found = InternetAddress.parse(text, true);
            if (found.length != 1 || CONTROL.matcher(text).find()) {
                return Optional.empty();
            }
            InternetAddress mailbox = toInternetAddress(EmailAddress.of(found[0].getAddress()));
            String name = found[0].getPersonal();
            if (name != null && CONTROL.matcher(name).find()) {
                // An encoded word can hold what the text itself does not show.
                return Optional.empty();
            }
            mailbox.setPersonal(name, StandardCharsets.UTF_8.name());
            // A sender beyond ASCII could only write to the few servers that know SMTPUTF8.
            return isAscii(mailbox.getAddress()) ? Optional.of(mailbox) : Optional.empty();
        } catch (AddressException | InvalidValue | UnsupportedEncodingException notAnAddress) {
            return Optional.empty();
        }
    }

    /** With the domain in ASCII, so that only a local part beyond ASCII needs SMTPUTF8. */
    static InternetAddress toInternetAddress(EmailAddress address) {
        String canonical = address.canonical();
        InternetAddress result = new InternetAddress();
        result.setAddress(address.localPart() + canonical.substring(canonical.lastIndexOf('@')));
        return result;
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
