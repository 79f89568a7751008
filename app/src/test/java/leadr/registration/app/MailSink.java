package leadr.registration.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/** A mail server that takes every mail and remembers each copy. */
final class MailSink implements AutoCloseable {
    private static final Pattern CODE = Pattern.compile("[A-HJ-NP-Z2-9]{6}");

    private final IntSupplier epoch;
    private final Queue<Copy> copies = new ConcurrentLinkedQueue<>();
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final SmtpListener server = SmtpListener.start(this::take);

    /**
     * One mail that was taken.
     *
     * @param mail the id in the outbox
     * @param epoch how many ends of the server lie before it
     */
    record Copy(String mail, String recipient, int epoch) {}

    private MailSink(IntSupplier epoch) {
        this.epoch = epoch;
    }

    static MailSink start(IntSupplier epoch) {
        return new MailSink(epoch);
    }

    /** What the jar has to know to send its mails here. */
    Map<String, String> settings() {
        return RealServer.mailingTo(server.port());
    }

    List<Copy> copies() {
        return List.copyOf(copies);
    }

    /** The code mailed last to this address; empty until one came. */
    Optional<String> codeFor(String recipient) {
        return Optional.ofNullable(codes.get(recipient));
    }

    /** Waits until what a dead process has left in its connections is read. */
    void awaitQuiet() {
        Patience.await("the mail server's connections to end", server::isQuiet);
    }

    private void take(SmtpListener.Mail mail) {
        // The code first: whoever sees the copy may look for it.
        mail.lines().stream()
                .takeWhile(line -> !line.toLowerCase(Locale.ROOT).startsWith("content-type: text/html"))
                .map(String::strip)
                .filter(line -> CODE.matcher(line).matches())
                .findFirst()
                .ifPresent(code -> codes.put(mail.recipient(), code));
        copies.add(new Copy(mail.id(), mail.recipient(), epoch.getAsInt()));
    }

    @Override
    public void close() {
        server.close();
    }
}
