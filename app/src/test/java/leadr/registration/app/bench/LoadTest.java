package leadr.registration.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The load against a server that answers as it is told. */
class LoadTest {
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private int verifyStatus = 200;
    private String apiKey = "ldr_key";
    private final Javalin server = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.startup.startupWatcherEnabled = false;
                config.jetty.host = "127.0.0.1";
                config.routes.post("/v1/register/initiate", ctx -> answer(ctx, 201, "{}"));
                config.routes.post(
                        "/v1/register/verify", ctx -> answer(ctx, verifyStatus, "{\"verification_token\":\"t\"}"));
                config.routes.post("/v1/register/complete", ctx -> {
                    completed.incrementAndGet();
                    answer(ctx, 201, "{\"api_key\":\"" + apiKey + "\"}");
                });
            })
            .start(0);

    private static void answer(Context ctx, int status, String json) {
        ctx.status(status).contentType("application/json").result(json);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Load.Outcome run(int flows) throws Exception {
        return Load.run(server.port(), new Registering(null), 3, () -> begun.getAndIncrement() < flows);
    }

    @Test
    void everyFlowIsCountedAndEachOfItsStepsIsTimed() throws Exception {
        Load.Outcome outcome = run(10);

        assertThat(outcome.flows()).isEqualTo(10);
        assertThat(completed).hasValue(10);
        assertThat(outcome.nanos())
                .hasSize(4)
                .allSatisfy((step, nanos) -> assertThat(nanos).hasSize(10).isSorted());
    }

    @Test
    void aStepThatIsNotAnsweredWithSuccessFailsTheRun() {
        verifyStatus = 503;

        assertThatThrownBy(() -> run(10))
                .isInstanceOf(WrongAnswer.class)
                .hasMessageContaining("verify answered 503, not 200");
        assertThat(completed).hasValue(0);
    }

    @Test
    void anotherSuccessThanTheExpectedOneFailsTheRunToo() {
        verifyStatus = 201;

        assertThatThrownBy(() -> run(1)).isInstanceOf(WrongAnswer.class);
    }

    @Test
    void anAnswerThatHoldsNoApiKeyFailsTheRun() {
        apiKey = "none";

        assertThatThrownBy(() -> run(1)).isInstanceOf(WrongAnswer.class).hasMessageContaining("no API key");
    }

    @Test
    void aRoundWithoutAFlowIsNoRound() throws Exception {
        Load.Outcome nothing = run(0);

        assertThatThrownBy(() -> Round.of(nothing, 0, 0, 0)).isInstanceOf(WrongAnswer.class);
    }
}
