package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds requests where their transaction would begin, until they are let go. */
final class Held {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private Held() {}

    static Held in(Service service) {
        Held held = new Held();
        service.beforeEachTransaction(() -> {
            held.inside.countDown();
            await(held.goOn);
        });
        return held;
    }

    /** Waits until a request is held. */
    void awaitOne() {
        await(inside);
    }

    void letGo() {
        goOn.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
