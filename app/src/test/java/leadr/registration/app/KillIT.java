package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import leadr.registration.app.RealServer.Answer;
import leadr.registration.app.RealServer.Registration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, killed with -9 the moment it has acknowledged a registration. */
class KillIT {
    private static final int ROUNDS = 20;

    @TempDir
    Path folder;

    @Test
    void anAcknowledgedAccountIsThereAfterKillMinusNine() {
        List<Registration> acknowledged = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            try (RealServer server = RealServer.start(folder, Map.of())) {
                for (Registration earlier : acknowledged) {
                    assertIsThere(server, earlier, round);
                }
                acknowledged.add(server.register("maker" + round + "@example.com", "Team " + round));
                server.kill();
            }
        }
        try (RealServer server = RealServer.start(folder, Map.of())) {
            for (Registration earlier : acknowledged) {
                assertIsThere(server, earlier, ROUNDS + 1);
            }
        }
        assertThat(acknowledged).hasSize(ROUNDS);
    }

    private static void assertIsThere(RealServer server, Registration registration, int round) {
        Answer me = server.me(registration.apiKey());
        assertThat(me.status()).as("round %s, %s", round, registration.email()).isEqualTo(200);
        assertThat(me.body()).contains(registration.accountId(), registration.email());
    }
}
