package leadr.registration.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the real process starts and stops. */
class StopIT {
    @TempDir
    Path folder;

    @Test
    void startsWithoutSettingsAndShowsAKeyThatOpensTheSuperadminsAccount() throws IOException {
        try (RealServer server = RealServer.start(folder, Map.of())) {
            Path file = folder.resolve("data/superadmin.key");
            String key = Files.readString(file).strip();
            assertThat(server.output()).contains(key).contains("/dev/inbox");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(server.me(key).body()).contains("\"super_admin\":true");
            server.terminate();
            assertThat(server.awaitEnd()).isEqualTo(143);
        }
        try (RealServer again = RealServer.start(folder, Map.of())) {
            String key = Files.readString(folder.resolve("data/superadmin.key")).strip();
            assertThat(again.output()).doesNotContain(key);
            assertThat(again.me(key).status()).isEqualTo(200);
        }
    }

    @Test
    void sigtermFinishesTheRequestInFlightAndEndsWithinFifteenSeconds() throws IOException {
        try (RealServer server = RealServer.start(folder, Map.of());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String body = "{\"email\":\"ada@example.com\"}";
            String head = "POST /v1/register/initiate HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
            // The server works on a request from its first byte on: half of it is in flight.
            socket.getOutputStream().write((head + body.substring(0, 5)).getBytes(US_ASCII));
            socket.getOutputStream().flush();
            assertThat(server.get("/v1/health/live").status()).isEqualTo(200);
            long asked = System.nanoTime();
            server.terminate();
            socket.getOutputStream().write(body.substring(5).getBytes(US_ASCII));
            socket.getOutputStream().flush();
            socket.setSoTimeout(15_000);
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 201 ").contains("code_expires_in");
            assertThat(server.awaitEnd()).isEqualTo(143);
            // Not a measure of speed: the promise to whoever waits for the process.
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void wrongSettingsAreNamedTogetherAndTheProcessEndsWithTwo() {
        try (RealServer server = RealServer.launch(
                folder, RealServer.settings("SMTP_PORT", "70000", "SMTP_HOST", "mail", "LOG_FORMAT", "xml"))) {
            assertThat(server.awaitEnd()).isEqualTo(2);
            assertThat(server.output()).contains("SMTP_PORT: is 70000, expected 1-65535", "LOG_FORMAT:", "ENV:");
        }
    }

    @Test
    void aSecondProcessOnTheSameDataIsRefused() {
        try (RealServer first = RealServer.start(folder, Map.of());
                RealServer second = RealServer.launch(folder, Map.of())) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.output()).contains("registration: could not start");
            assertThat(first.get("/v1/health/ready").status()).isEqualTo(200);
        }
    }
}
