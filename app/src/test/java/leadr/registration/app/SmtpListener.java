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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server on a free port of this machine that says yes to everything. */
public final class SmtpListener implements AutoCloseable {
    private static final Pattern MESSAGE_ID = Pattern.compile("(?i)Message-ID:\\s*<([^@>]+)@[^>]*>");
    private static final Pattern RECIPIENT = Pattern.compile("(?i)RCPT TO:\\s*<([^>]+)>.*");

    private final ServerSocket listener;
    private final Consumer<Mail> taken;
    private final AtomicInteger open = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "mail-sink");
        thread.setDaemon(true);
        return thread;
    });

    /** A mail as it came; it is counted before the 250 is said: whoever dies then does not know, but it is taken. */
    public record Mail(String recipient, List<String> lines) {
        /** The part of the {@code Message-ID} before the {@code @}: the id in the outbox. */
        public String id() {
            return lines.stream()
                    .map(MESSAGE_ID::matcher)
                    .filter(Matcher::matches)
                    .map(header -> header.group(1))
                    .findFirst()
                    .orElse("without Message-ID");
        }
    }

    private SmtpListener(ServerSocket listener, Consumer<Mail> taken) {
        this.listener = listener;
        this.taken = taken;
    }

    /**
     * Listens from the moment this returns.
     *
     * @param taken gets each mail, on a thread of its connection
     */
    public static SmtpListener start(Consumer<Mail> taken) {
        try {
            SmtpListener server = new SmtpListener(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), taken);
            server.threads.execute(server::accept);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Whether nobody is connected. */
    boolean isQuiet() {
        return open.get() == 0;
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
            socket.setTcpNoDelay(true);
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
                        taken.accept(new Mail(recipient, mail));
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

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.shutdownNow();
    }
}
