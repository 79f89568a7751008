package leadr.registration.adapter.smtp;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that says what it is told to say. Serves one connection after the other; writes down what it hears.
 *
 * <p>The moments to answer at are the verbs of SMTP, {@code GREETING}, and {@code .} for the mail as a whole.
 */
final class ScriptedSmtpServer implements AutoCloseable {
    /** In place of an answer: closes the connection. */
    static final String HANG_UP = "";

    /** In place of an answer: none, and the connection stays. */
    static final String SILENCE = "...";

    /** In place of an answer: one that begins and goes on without an end, byte by byte. */
    static final String DRIBBLE = "2....";

    /** In place of taking the mail: hangs up as soon as it begins. */
    static final String CUT = "354 and gone";

    private static final int DRIBBLE_PAUSE_MILLIS = 10;

    private final ServerSocket listener;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> commandsInClear = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private volatile @Nullable SSLContext tls;
    private volatile boolean tlsFromTheStart;

    private ScriptedSmtpServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** A server that takes every mail, until told otherwise. */
    static ScriptedSmtpServer start() {
        try {
            var server = new ScriptedSmtpServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            server.answering("GREETING", "220 ready")
                    .answering("EHLO", "250 hello")
                    .answering("STARTTLS", "220 go ahead")
                    .answering("AUTH", "235 welcome")
                    .answering("MAIL", "250 sender ok")
                    .answering("RCPT", "250 recipient ok")
                    .answering("DATA", "354 go on")
                    .answering(".", "250 taken")
                    .answering("QUIT", "221 bye");
            var thread = new Thread(server::serve, "scripted-smtp");
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
    }

    /** From now on says this at that moment; lines are separated by {@code \n}. */
    @CanIgnoreReturnValue
    ScriptedSmtpServer answering(String moment, String answer) {
        answers.put(moment, answer);
        return this;
    }

    /** Names its extensions in the answer to {@code EHLO}. */
    @CanIgnoreReturnValue
    ScriptedSmtpServer offering(String... extensions) {
        var answer = new StringBuilder("250-hello");
        for (int i = 0; i < extensions.length; i++) {
            answer.append(i == extensions.length - 1 ? "\n250 " : "\n250-").append(extensions[i]);
        }
        return answering("EHLO", answer.toString());
    }

    @CanIgnoreReturnValue
    ScriptedSmtpServer withStartTls(SSLContext context) {
        tls = context;
        return this;
    }

    @CanIgnoreReturnValue
    ScriptedSmtpServer withTls(SSLContext context) {
        tls = context;
        tlsFromTheStart = true;
        return this;
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** All it heard outside mails. The goodbye may be missing: nobody waits until it is heard. */
    List<String> commands() {
        return commands;
    }

    /** What it heard before TLS. */
    List<String> commandsInClear() {
        return commandsInClear;
    }

    /** The mails it heard to the end, as they were on the wire. */
    List<String> mails() {
        return mails;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket plain = listener.accept()) {
                connections.incrementAndGet();
                Socket socket = tlsFromTheStart ? overTls(plain) : plain;
                if (say(socket, "GREETING")) {
                    converse(socket, tlsFromTheStart);
                }
            } catch (IOException gone) {
                // The client hung up or did not like our certificate; or the test is over, which ends the loop.
            }
        }
    }

    private void converse(Socket socket, boolean encrypted) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        boolean open = true;
        while (open) {
            String command = in.readLine();
            if (command == null) {
                return;
            }
            commands.add(command);
            if (!encrypted) {
                commandsInClear.add(command);
            }
            String verb = command.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            open = say(socket, verb);
            if (answer(verb).equals(CUT)) {
                String unused = in.readLine();
                return;
            }
            if (open && verb.equals("DATA") && answer(verb).startsWith("3")) {
                open = hearMail(in) && say(socket, ".");
            }
            if (open && verb.equals("STARTTLS") && answer(verb).startsWith("2") && tls != null) {
                converse(overTls(socket), true);
                return;
            }
        }
    }

    private boolean hearMail(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                mails.add(String.join("\n", lines));
                return true;
            }
            lines.add(line);
        }
        return false;
    }

    private String answer(String moment) {
        return answers.getOrDefault(moment, "502 what?");
    }

    private boolean say(Socket socket, String moment) throws IOException {
        String answer = answer(moment);
        if (answer.equals(HANG_UP)) {
            return false;
        }
        if (answer.equals(SILENCE)) {
            return true;
        }
        OutputStream out = socket.getOutputStream();
        if (answer.equals(DRIBBLE)) {
            dribble(out);
        }
        out.write((answer.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return !moment.equals("QUIT");
    }

    /** Ends when nobody listens any more. */
    private static void dribble(OutputStream out) throws IOException {
        try {
            while (true) {
                out.write('2');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(DRIBBLE_PAUSE_MILLIS);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket overTls(Socket plain) throws IOException {
        SSLContext context = tls;
        if (context == null) {
            throw new IllegalStateException("no certificate");
        }
        var socket = (SSLSocket) context.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }
}
