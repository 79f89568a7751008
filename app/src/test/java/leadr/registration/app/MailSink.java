package leadr.registration.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server that takes every mail and remembers each copy. */
final class MailSink implements AutoCloseable {
    private static final Pattern MESSAGE_ID = Pattern.compile("(?i)Message-ID:\\s*<([^@>]+)@[^>]*>");
    private static final Pattern RECIPIENT = Pattern.compile("(?i)RCPT TO:\\s*<([^>]+)>.*");
    private static final Pattern CODE = Pattern.compile("[A-HJ-NP-Z2-9]{6}");

    private final IntSupplier epoch;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "mail-sink");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Copy> copies = new ConcurrentLinkedQueue<>();
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    /**
     * One mail that was taken. It counts from before the 250 is said: whoever dies then does not know, but it is taken.
     *
     * @param mail the part of the {@code Message-ID} before the {@code @}: the id in the outbox
     * @param epoch how many ends of the server lie before it
     */
    record Copy(String mail, String recipient, int epoch) {}

    private MailSink(IntSupplier epoch, ServerSocket listener) {
        this.epoch = epoch;
        this.listener = listener;
    }

    static MailSink start(IntSupplier epoch) {
        try {
            MailSink sink = new MailSink(epoch, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            sink.threads.execute(sink::accept);
            return sink;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the jar has to know to send its mails here. */
    Map<String, String> settings() {
        return RealServer.settings(
                "ENV",
                "DEV",
                "MAIL_TRANSPORT",
                "smtp",
                "SMTP_HOST",
                "127.0.0.1",
                "SMTP_PORT",
                Integer.toString(listener.getLocalPort()),
                "SMTP_TLS",
                "none",
                "MAIL_FROM",
                "LEADR <no-reply@example.com>");
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
        Patience.await("the mail server's connections to end", () -> open.get() == 0);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.incrementAndGet();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            say(out, "220 sink");
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "RCPT" -> {
                        Matcher to = RECIPIENT.matcher(line);
                        recipient = to.matches() ? to.group(1) : "";
                        say(out, "250 ok");
                    }
                    case "DATA" -> {
                        say(out, "354 go on");
                        List<String> mail = readMail(in);
                        if (mail.isEmpty()) {
                            return;
                        }
                        take(mail, recipient);
                        say(out, "250 taken");
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        } catch (IOException gone) {
            // The process on the other side was killed.
        } finally {
            open.decrementAndGet();
        }
    }

    /** The lines of a mail; none when the connection ends before the mail does. */
    private static List<String> readMail(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return lines;
            }
            lines.add(line.startsWith(".") ? line.substring(1) : line);
        }
        return List.of();
    }

    private void take(List<String> mail, String recipient) {
        String id = mail.stream()
                .map(MESSAGE_ID::matcher)
                .filter(Matcher::matches)
                .map(header -> header.group(1))
                .findFirst()
                .orElse("without Message-ID");
        // The code first: whoever sees the copy may look for it.
        mail.stream()
                .takeWhile(line -> !line.toLowerCase(Locale.ROOT).startsWith("content-type: text/html"))
                .map(String::strip)
                .filter(line -> CODE.matcher(line).matches())
                .findFirst()
                .ifPresent(code -> codes.put(recipient, code));
        copies.add(new Copy(id, recipient, epoch.getAsInt()));
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
