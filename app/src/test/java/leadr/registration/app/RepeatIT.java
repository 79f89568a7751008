package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import leadr.registration.app.RealServer.Answer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real process, killed with -9 while it completes a registration: sent again, the request gets its one account. */
class RepeatIT {
    @TempDir
    Path folder;

    /** @param millis after which the process is killed: before, in, and after the transaction */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, 10, 20, 60})
    void aRequestThatACrashCutOffCanBeSentAgain(int millis) {
        String token;
        try (RealServer server = RealServer.start(folder, Map.of())) {
            String email = "ada@example.com";
            RealServer.expect(201, server.post("/v1/register/initiate", "{\"email\":\"" + email + "\"}"));
            token = RealServer.expect(
                            200,
                            server.post(
                                    "/v1/register/verify",
                                    "{\"email\":\"" + email + "\",\"code\":\"" + server.awaitCode(email) + "\"}"))
                    .field("verification_token");
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(
                            () -> complete(server, token).status())
                    // Cut off.
                    .exceptionally(failure -> 0)
                    .completeOnTimeout(-1, millis, TimeUnit.MILLISECONDS);
            assertThat(answer.join()).as("in time, or not yet").isIn(201, 0, -1);
            server.kill();
        }

        try (RealServer server = RealServer.start(folder, Map.of())) {
            Answer repeated = RealServer.expect(201, complete(server, token));
            Answer me = RealServer.expect(200, server.me(repeated.field("api_key")));
            assertThat(me.body()).contains(repeated.field("account_id"), repeated.field("user_id"));
            assertThat(repeated.field("account_slug"))
                    .as("no half-made one is in the way")
                    .isEqualTo("adas-games");
            // Now that the key was used, its text is not given out once more.
            RealServer.expect(409, complete(server, token));
        }
    }

    private static Answer complete(RealServer server, String token) {
        return server.post(
                "/v1/register/complete",
                "{\"verification_token\":\"" + token + "\",\"account_name\":\"Ada's Games\"}",
                "Idempotency-Key",
                "ada-1");
    }
}
