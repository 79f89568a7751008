package leadr.registration.app.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import leadr.registration.app.BenchServer;
import leadr.registration.app.bench.HttpLine.Answer;
import org.jspecify.annotations.Nullable;

/** A registration: initiate, verify, complete, with an address and a name nobody had before. */
final class Registering implements Work {
    private static final String PATH = "/v1/register/";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final AtomicLong persons = new AtomicLong();
    private final String jamCode;

    /** @param jamCode redeemed by everybody; null for none */
    Registering(@Nullable String jamCode) {
        this.jamCode = jamCode == null ? "" : ",\"jam_code\":\"" + jamCode + "\"";
    }

    @Override
    public void once(HttpLine line, Samples samples) throws IOException {
        long person = persons.incrementAndGet();
        String email = "\"email\":\"maker" + person + "@example.com\"";
        long begin = System.nanoTime();
        expect(CREATED, Step.INITIATE, line.post(PATH + "initiate", "{" + email + "}", ""));
        long initiated = System.nanoTime();
        String token = expect(
                        OK,
                        Step.VERIFY,
                        line.post(PATH + "verify", "{" + email + ",\"code\":\"" + BenchServer.CODE + "\"}", ""))
                .text("verification_token");
        long verified = System.nanoTime();
        String apiKey = expect(
                        CREATED,
                        Step.COMPLETE,
                        line.post(
                                PATH + "complete",
                                "{\"verification_token\":\"" + token + "\",\"account_name\":\"Studio " + person + "\""
                                        + jamCode + "}",
                                ""))
                .text("api_key");
        long end = System.nanoTime();
        if (!apiKey.startsWith("ldr_")) {
            throw new WrongAnswer("complete gave no API key");
        }
        samples.add(Step.INITIATE, initiated - begin);
        samples.add(Step.VERIFY, verified - initiated);
        samples.add(Step.COMPLETE, end - verified);
        samples.add(Step.FLOW, end - begin);
    }

    @CanIgnoreReturnValue
    private static Answer expect(int status, Step step, Answer answer) {
        if (answer.status() != status) {
            // Our own answers of refusal hold no secret.
            throw new WrongAnswer(step.title() + " answered " + answer.status() + ", not " + status + ": "
                    + (answer.status() >= 400 ? answer.body() : ""));
        }
        return answer;
    }
}
