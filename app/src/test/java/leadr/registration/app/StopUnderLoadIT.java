package leadr.registration.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM while many clients send: whoever is not answered can be sure that nothing was done. */
class StopUnderLoadIT {
    private static final int CLIENTS = 64;
    private static final int REQUESTS_BEFORE_THE_SIGNAL = 600;

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private static final Pattern LAST = Pattern.compile("(?i)connection: close");

    @TempDir
    Path folder;

    /**
     * What became of the request of one address.
     *
     * @param status 0 when the connection was closed without an answer
     * @param last whether the answer says that the connection takes no more
     */
    private record Sent(String email, int status, boolean last) {}

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRequestIsAnsweredOrHasDoneNothing(boolean keepAlive) throws Exception {
        List<Sent> sent = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try (RealServer server = RealServer.start(folder, Map.of())) {
            CountDownLatch busy = new CountDownLatch(REQUESTS_BEFORE_THE_SIGNAL);
            List<Future<List<Sent>>> clients = new ArrayList<>();
            for (int number = 0; number < CLIENTS; number++) {
                String name = "maker" + number;
                clients.add(pool.submit(() -> sendUntilTheDoorIsShut(server.port(), name, keepAlive, busy)));
            }
            busy.await();
            server.terminate();
            for (Future<List<Sent>> client : clients) {
                sent.addAll(client.get());
            }
            assertThat(server.awaitEnd()).isEqualTo(143);
        } finally {
            pool.shutdownNow();
        }

        Set<String> done = addressesMailedTo();
        assertThat(sent).allSatisfy(request -> assertThat(request.status()).isIn(0, 201, 503));
        assertThat(sent).filteredOn(request -> request.status() == 201).hasSizeGreaterThan(REQUESTS_BEFORE_THE_SIGNAL);
        assertThat(sent)
                .allSatisfy(
                        request -> assertThat(done.contains(request.email())).isEqualTo(request.status() == 201));
    }

    private static List<Sent> sendUntilTheDoorIsShut(int port, String name, boolean keepAlive, CountDownLatch busy) {
        List<Sent> sent = new ArrayList<>();
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(20_000);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                Sent request;
                do {
                    request = send(socket, in, name + "-" + sent.size() + "@example.com", keepAlive);
                    sent.add(request);
                    busy.countDown();
                } while (!request.last());
            } catch (IOException shut) {
                return sent;
            }
        }
    }

    /** Fails when a part of the answer came, and not all of it. */
    private static Sent send(Socket socket, InputStream in, String email, boolean keepAlive) {
        String body = "{\"email\":\"" + email + "\"}";
        String request = "POST /v1/register/initiate HTTP/1.1\r\nHost: localhost\r\n"
                + (keepAlive ? "" : "Connection: close\r\n")
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        String head = "";
        try {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            head = readHead(in);
        } catch (IOException reset) {
            // As good as an end without an answer; a head that was cut is found out below.
        }
        if (head.isEmpty()) {
            return new Sent(email, 0, true);
        }
        assertThat(head).startsWith("HTTP/1.1 ").endsWith("\r\n\r\n");
        Matcher length = CONTENT_LENGTH.matcher(head);
        assertThat(length.find()).as(head).isTrue();
        assertThat(readBody(in, Integer.parseInt(length.group(1)))).endsWith("}");
        int status = Integer.parseInt(head.substring(9, 12));
        assertThat(status != 503 || head.contains("Retry-After: ")).as(head).isTrue();
        return new Sent(email, status, LAST.matcher(head).find());
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                head.append((char) next);
                if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                    break;
                }
            }
        } catch (SocketException reset) {
            return head.toString();
        }
        return head.toString();
    }

    private static String readBody(InputStream in, int length) {
        try {
            return new String(in.readNBytes(length), US_ASCII);
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    private Set<String> addressesMailedTo() throws SQLException {
        Set<String> addresses = new HashSet<>();
        String file = folder.resolve("data/registration").toAbsolutePath().toString();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:h2:file:" + file + ";MODE=PostgreSQL", "sa", "");
                PreparedStatement query = connection.prepareStatement("select recipient from mails");
                ResultSet mails = query.executeQuery()) {
            while (mails.next()) {
                addresses.add(mails.getString(1));
            }
        }
        return addresses;
    }
}
