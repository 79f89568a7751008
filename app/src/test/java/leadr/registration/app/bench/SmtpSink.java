package leadr.registration.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A mail server that says yes to everything, keeps nothing but ids and times, and takes next to no time itself. */
final class SmtpSink implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final ExecutorService sessions = Executors.newCachedThreadPool();
    private final Set<String> ids = new HashSet<>();
    private int mails;
    private long first;
    private long last;

    SmtpSink() throws IOException {
        sessions.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /**
     * Waits for so many mails.
     *
     * @return mails a second, from the first to the last
     * @throws WrongAnswer when none comes for a minute, or one comes twice
     */
    synchronized double await(int expected) throws InterruptedException {
        while (mails < expected) {
            int before = mails;
            wait(60_000);
            if (mails == before) {
                throw new WrongAnswer(mails + " mails of " + expected + " arrived");
            }
        }
        double rate = (mails - 1) / ((last - first) / 1e9);
        requireEachOnce(expected);
        return rate;
    }

    /** @throws WrongAnswer when there are more or fewer, or one came twice */
    synchronized void requireEachOnce(int expected) {
        if (mails != expected || ids.size() != expected) {
            throw new WrongAnswer(mails + " mails with " + ids.size() + " ids arrived, not " + expected);
        }
    }

    private synchronized void arrived(String id) {
        last = System.nanoTime();
        first = mails == 0 ? last : first;
        mails++;
        ids.add(id);
        notifyAll();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                sessions.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            client.setTcpNoDelay(true);
            OutputStream out = client.getOutputStream();
            say(out, "220 sink");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "DATA" -> {
                        say(out, "354 go on");
                        arrived(readMail(in));
                        say(out, "250 taken");
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 yes");
                }
            }
        } catch (IOException gone) {
            // What did not arrive is missed when the mails are counted.
        }
    }

    private static String readMail(BufferedReader in) throws IOException {
        String id = "";
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            if (id.isEmpty() && line.regionMatches(true, 0, "Message-ID:", 0, 11)) {
                id = line.substring(11).strip();
                // Folded: the id is on the next line.
                id = id.isEmpty() ? in.readLine() : id;
            }
        }
        return id;
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        sessions.shutdownNow();
    }
}
