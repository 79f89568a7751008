package leadr.registration.adapter.smtp;

import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadr.registration.application.mail.MailContent;
import leadr.registration.domain.email.EmailAddress;

/**
 * Makes the words of a mail server fit to be kept and shown: one line without control characters, with {@code ***} in
 * place of the recipient and of every line of the mail it repeats. Parts of a line other than the code are not found.
 */
final class ReplyText {
    private static final Pattern NOT_FOR_PRINT = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
    private static final String WORD_CHARACTER = "[\\p{L}\\p{N}]";

    private final Pattern secrets;

    ReplyText(EmailAddress to, MailContent content) {
        Stream<String> recipient = Stream.of(
                to.value(),
                to.canonical(),
                SmtpSettings.toInternetAddress(to).getAddress(),
                // Many servers repeat only this.
                to.localPart());
        Stream<String> words = Stream.of(content.subject(), content.code() == null ? "" : content.code());
        Stream<String> lines = Stream.of(content.text(), content.html()).flatMap(String::lines);
        String alternatives = Stream.of(recipient, words, lines)
                .flatMap(secret -> secret)
                .map(ReplyText::onOneLine)
                .filter(secret -> secret.codePoints().anyMatch(Character::isLetterOrDigit))
                .distinct()
                // The whole address before its local part.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        // Only whole words: a local part "a" is not cut out of "mailbox unavailable".
        secrets = Pattern.compile(
                "(?<!" + WORD_CHARACTER + ")(?:" + alternatives + ")(?!" + WORD_CHARACTER + ")",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    String clean(String said) {
        return secrets.matcher(onOneLine(said)).replaceAll("***");
    }

    private static String onOneLine(String text) {
        return NOT_FOR_PRINT.matcher(text).replaceAll(" ").strip();
    }
}
