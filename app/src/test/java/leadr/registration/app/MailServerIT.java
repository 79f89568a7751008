package leadr.registration.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import leadr.registration.app.RealServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real jar beside mail servers in bad states: nobody who registers notices, and a superadmin sees it. */
class MailServerIT {
    private static final int MAKERS = 10;

    @TempDir
    Path folder;

    @Test
    void answersDoNotWaitForAMailServerThatSaysNothing() throws Exception {
        Queue<Socket> held = new ConcurrentLinkedQueue<>();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RealServer server = RealServer.start(folder, RealServer.mailingTo(silent.getLocalPort()))) {
            acceptInto(silent, held);
            RealServer.expect(201, server.initiate("first@example.com"));
            Patience.await("the worker to be held", () -> !held.isEmpty());

            initiateAll(server);

            // Not one of them was sent: the workers still wait for the first word.
            assertThat(mails(server, "sent")).isZero();
            assertThat(mails(server, "queued")).isEqualTo(MAKERS + 1);
        }
    }

    @Test
    void aMailServerThatIsNotThereIsSeenByTheSuperadminAlone() throws Exception {
        try (RealServer server = RealServer.start(folder, RealServer.mailingTo(RealServer.freePort()))) {
            initiateAll(server);

            Patience.await("all to be tried", () -> mails(server, "deferred") == MAKERS);
            assertThat(listed(server, "deferred").body())
                    .contains("\"last_reply\":\"")
                    .contains("refused");
        }
    }

    @Test
    void aMailServerThatTurnsEverybodyAwayIsTriedAgain() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RealServer server = RealServer.start(folder, RealServer.mailingTo(busy.getLocalPort()))) {
            turnAway(busy);
            initiateAll(server);

            Patience.await("all to be tried", () -> mails(server, "deferred") == MAKERS);
            assertThat(listed(server, "deferred").body()).contains("421 too many");
        }
    }

    private static void initiateAll(RealServer server) {
        for (int maker = 0; maker < MAKERS; maker++) {
            RealServer.expect(201, server.initiate("maker" + maker + "@example.com"));
        }
    }

    private int mails(RealServer server, String status) {
        return listed(server, status).fields("id").size();
    }

    private Answer listed(RealServer server, String status) {
        return RealServer.expect(
                200, server.get("/v1/mails?limit=100&status=" + status, "leadr-api-key", superadminKey()));
    }

    private String superadminKey() {
        try {
            return Files.readString(folder.resolve("data/superadmin.key")).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void acceptInto(ServerSocket listener, Queue<Socket> held) {
        inBackground(() -> {
            while (true) {
                held.add(listener.accept());
            }
        });
    }

    private static void turnAway(ServerSocket listener) {
        inBackground(() -> {
            while (true) {
                try (Socket client = listener.accept()) {
                    client.getOutputStream().write("421 too many of you\r\n".getBytes(US_ASCII));
                }
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // The test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
