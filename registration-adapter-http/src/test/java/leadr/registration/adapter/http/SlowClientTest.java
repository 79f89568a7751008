package leadr.registration.adapter.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients who take their time must not take anybody else's. */
class SlowClientTest {
    private static final String POST =
            "POST /v1/register/initiate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static final String BODY = "{\"email\":\"bob@example.com\"}";
    private static final String LIVE = "GET /v1/health/live HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Service service = new Service();

    private HttpServer start(Duration arrivalLimit) {
        return start(new HttpServer.Patience(2048, Duration.ofSeconds(10), arrivalLimit));
    }

    private HttpServer startFor(int connections) {
        return start(new HttpServer.Patience(connections, Duration.ofMinutes(1), Duration.ofMinutes(1)));
    }

    private HttpServer start(HttpServer.Patience patience) {
        return HttpServer.start(
                Api.settings(), service.useCases(), service, null, List.of(), service.clock(), patience);
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String withLength(int length) {
        return POST + "Content-Length: " + length + "\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                POST + "Content-Length: 100\r\n\r\n{",
                POST + "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
                POST + "Content-Length: 100000\r\n\r\n{",
                POST + "Content-Length: 100\r\nExpect: 100-continue\r\n\r\n",
                "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
                "POST /v1/register/initiate HTTP/1.1\r\nHost: x\r\nContent-Le"
            })
    void fourHundredHalfRequestsHoldNobodyUp(String half) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (LogLines log = LogLines.capture()) {
            try (HttpServer server = start(Duration.ofSeconds(10))) {
                for (int i = 0; i < 400; i++) {
                    Socket socket = Raw.open(server.port());
                    sockets.add(socket);
                    say(socket, half);
                }
                assertThat(Raw.send(server.port(), LIVE).status()).isEqualTo(200);
                assertThat(Raw.send(server.port(), withLength(BODY.length()) + BODY)
                                .status())
                        .isEqualTo(201);
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
            assertThat(log.text()).as("nothing failed when they hung up").doesNotContain("ERROR");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 60000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nEA60\r\n"})
    void aBodyThatTakesTooLongInAllIsGivenUp(String framing) throws Exception {
        try (HttpServer server = start(Duration.ofMillis(500));
                Socket socket = Raw.open(server.port());
                Dribble dribble = new Dribble(socket)) {
            say(socket, POST + framing);
            dribble.start("x".repeat(60_000));
            Raw answer = Raw.read(socket);
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("Content-Type")).contains("application/problem+json; charset=utf-8");
            assertThat(Api.json(answer.body()).get("code").textValue()).isEqualTo("request_timeout");
            assertThat(Api.json(answer.body()).get("instance").textValue())
                    .isEqualTo("urn:uuid:" + answer.header("X-Request-Id").orElseThrow());
            assertThat(isOver(socket)).isTrue();
        }
    }

    @Test
    void aSlowBodyThatIsTooLargeIsRefusedAtOnceAndNotHeardOutForever() throws Exception {
        try (HttpServer server = start(Duration.ofMillis(500));
                Socket socket = Raw.open(server.port());
                Dribble dribble = new Dribble(socket)) {
            say(socket, withLength(100_000));
            dribble.start("x".repeat(60_000));
            assertThat(Raw.read(socket).status()).isEqualTo(413);
            assertThat(isOver(socket)).isTrue();
        }
    }

    @Test
    void headersThatTakeTooLongInAllAreGivenUp() throws Exception {
        try (HttpServer server = start(Duration.ofMillis(500));
                Socket socket = Raw.open(server.port());
                Dribble dribble = new Dribble(socket)) {
            say(socket, LIVE);
            assertThat(Raw.read(socket).status()).isEqualTo(200);
            say(socket, "GET /v1/health/live HTTP/1.1\r\nHost: x\r\nX: ");
            dribble.start("x".repeat(6_000));
            assertThat(isOver(socket)).isTrue();
        }
    }

    @Test
    void whoeverIsSlowButNotTooSlowIsServed() throws Exception {
        try (LogLines log = LogLines.capture();
                HttpServer server = start(Duration.ofSeconds(10));
                Socket socket = Raw.open(server.port());
                Dribble dribble = new Dribble(socket)) {
            dribble.start(withLength(BODY.length()) + BODY);
            Raw answer = Raw.read(socket);
            assertThat(answer.status()).isEqualTo(201);
            assertThat(log.nextRequest().getFormattedMessage())
                    .startsWith("POST /v1/register/initiate 201 ")
                    .contains("request=" + answer.header("X-Request-Id").orElseThrow());
            say(socket, LIVE);
            assertThat(Raw.read(socket).status()).as("the connection is kept").isEqualTo(200);
        }
    }

    @Test
    void aClientWhoAsksFirstIsToldToGoOn() throws Exception {
        try (HttpServer server = start(Duration.ofSeconds(10));
                Socket socket = Raw.open(server.port())) {
            say(socket, POST + "Expect: 100-continue\r\nContent-Length: " + BODY.length() + "\r\n\r\n");
            assertThat(Raw.read(socket).status()).isEqualTo(100);
            say(socket, BODY);
            assertThat(Raw.read(socket).status()).isEqualTo(201);
            say(socket, POST + "Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
            assertThat(Raw.read(socket).status()).isEqualTo(413);
        }
    }

    @Test
    void aClientWhoStopsInTheMiddleIsToldSo() throws Exception {
        try (HttpServer server = start(Duration.ofSeconds(10));
                Socket socket = Raw.open(server.port())) {
            say(socket, withLength(100) + "{");
            socket.shutdownOutput();
            assertThat(Raw.read(socket).status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                LIVE,
                "GET /v1/health/live HTTP/1.1\r\nHo",
                POST + "Content-Length: 100\r\n\r\n{",
                POST + "Transfer-Encoding: chunked\r\n\r\n5\r\n{"
            })
    void whenEveryPlaceIsTakenTheSilentMakeRoom(String first) throws Exception {
        try (HttpServer server = startFor(2);
                Socket one = Raw.open(server.port());
                Socket other = Raw.open(server.port())) {
            say(one, first);
            say(other, first);
            assertThat(Raw.send(server.port(), LIVE).status()).isEqualTo(200);
            for (Socket silent : List.of(one, other)) {
                assertThat(silent.getInputStream().readAllBytes())
                        .as("what it was answered until its end, which comes")
                        .isNotNull();
            }
        }
    }

    @Test
    void whoeverIsBeingServedDoesNotMakeRoom() throws Exception {
        Held held = Held.in(service);
        try (HttpServer server = startFor(2);
                Socket served = Raw.open(server.port());
                Socket silent = Raw.open(server.port())) {
            say(served, withLength(BODY.length()) + BODY);
            held.awaitOne();
            assertThat(Raw.send(server.port(), LIVE).status()).isEqualTo(200);
            assertThat(isOver(silent)).isTrue();
            held.letGo();
            assertThat(Raw.read(served).status()).isEqualTo(201);
        }
    }

    private static boolean isOver(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Says a text byte by byte, until it has said it or nobody listens. */
    private static final class Dribble implements AutoCloseable {
        private static final int PAUSE_MILLIS = 5;

        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        private final AtomicInteger said = new AtomicInteger();
        private final Socket socket;

        Dribble(Socket socket) {
            this.socket = socket;
        }

        void start(String text) {
            ScheduledFuture<?> unused =
                    timer.scheduleAtFixedRate(() -> sayNext(text), PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void sayNext(String text) {
            int at = said.getAndIncrement();
            try {
                if (at < text.length()) {
                    say(socket, text.substring(at, at + 1));
                }
            } catch (IOException gone) {
                timer.shutdown();
            }
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}
