package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadr.registration.domain.verification.ClientNetwork;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.WrongGuess;

/**
 * A mailbox in one row, because it is locked and written as a whole: guesses as {@code <microseconds>@<network>}, mails as
 * {@code <microseconds>}, separated by blanks. Both lists are short by their policy.
 */
@Entity
@Table(name = "mailboxes")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class MailboxRow implements UnitOfWork.Row {
    @Id
    @Column(name = "mailbox_key")
    String mailboxKey;

    @Column(name = "wrong_guesses")
    String wrongGuesses;

    String mails;

    /** The latest moment in both, or the beginning of time: by which a mailbox that remembers nothing is found. */
    @Column(name = "last_event")
    Instant lastEvent;

    static String guessesOf(Mailbox mailbox) {
        return mailbox.wrongGuesses().stream()
                .map(guess -> micros(guess.at()) + "@" + guess.network().value())
                .collect(Collectors.joining(" "));
    }

    static String mailsOf(Mailbox mailbox) {
        return mailbox.mails().stream().map(MailboxRow::micros).collect(Collectors.joining(" "));
    }

    Mailbox toDomain() {
        List<WrongGuess> guesses = words(wrongGuesses)
                .map(word -> {
                    int at = word.indexOf('@');
                    return new WrongGuess(new ClientNetwork(word.substring(at + 1)), instant(word.substring(0, at)));
                })
                .toList();
        return new Mailbox(
                new MailboxKey(mailboxKey),
                guesses,
                words(mails).map(MailboxRow::instant).toList());
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty());
    }

    private static String micros(Instant instant) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }

    private static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    @Override
    public Object id() {
        return mailboxKey;
    }
}
