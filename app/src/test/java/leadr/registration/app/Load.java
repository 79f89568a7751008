package leadr.registration.app;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import leadr.registration.app.Ledger.Call;

/** People who register at once, and go on where they were when the server is there again. */
final class Load implements AutoCloseable {
    private static final int PEOPLE = 12;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Ledger ledger;
    private final MailSink sink;
    private final ExecutorService threads = Executors.newFixedThreadPool(PEOPLE);
    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<Journey> interrupted = new ConcurrentLinkedQueue<>();
    private final Queue<Journey> patient = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicInteger outages = new AtomicInteger();
    private volatile boolean newOnes;

    Load(Ledger ledger, MailSink sink) {
        this.ledger = ledger;
        this.sink = sink;
    }

    /** Goes on with those who were interrupted, and has new ones come until told to stop or cut off. */
    void begin(RealServer server) {
        newOnes = true;
        run(server);
    }

    private void run(RealServer server) {
        for (Journey one = patient.poll(); one != null; one = patient.poll()) {
            interrupted.add(one);
        }
        for (int person = 0; person < PEOPLE; person++) {
            running.add(threads.submit(() -> register(server)));
        }
    }

    /** How often the service was not available. */
    int outages() {
        return outages.get();
    }

    /** Waits until all have noticed that the server is gone. */
    void awaitCutOff() {
        newOnes = false;
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (InterruptedException | ExecutionException failure) {
                throw new AssertionError("a maker stumbled", failure);
            }
        }
        running.clear();
    }

    /** Has nobody new come, and waits until all who began are through; who is not after a minute is trouble. */
    void finish(RealServer server) {
        awaitCutOff();
        boolean through = Patience.isMet(() -> {
            run(server);
            awaitCutOff();
            return interrupted.isEmpty() && patient.isEmpty();
        });
        if (!through) {
            interrupted.forEach(journey -> ledger.trouble(journey + " did not get through"));
        }
    }

    private void register(RealServer server) {
        boolean there = true;
        while (there) {
            Optional<Journey> journey = nextOne();
            if (journey.isEmpty()) {
                return;
            }
            there = goOn(journey.get(), server);
        }
    }

    private Optional<Journey> nextOne() {
        for (int left = interrupted.size(); left > 0; left--) {
            Journey earlier = interrupted.poll();
            if (earlier != null && !earlier.waitsForMail()) {
                return Optional.of(earlier);
            }
            if (earlier != null) {
                interrupted.add(earlier);
            }
        }
        return newOnes ? Optional.of(new Journey(ledger, sink, numbers.incrementAndGet())) : Optional.empty();
    }

    /** @return false when the server is gone */
    private boolean goOn(Journey journey, RealServer server) {
        try {
            while (!journey.isOver()) {
                if (journey.waitsForMail() && !awaitMail(journey)) {
                    interrupted.add(journey);
                    return true;
                }
                boolean endWasNear = ledger.isEndNear();
                boolean verifies = journey.isNext(Call.VERIFY);
                if (!journey.go(server)) {
                    outages.incrementAndGet();
                    if (!endWasNear && !ledger.isEndNear()) {
                        ledger.trouble("503 without a reason");
                    }
                    Patience.pause(PAUSE);
                }
                if (newOnes && verifies && journey.isNext(Call.COMPLETE) && journey.isPatient()) {
                    patient.add(journey);
                    return true;
                }
            }
            return true;
        } catch (UncheckedIOException cutOff) {
            if (!ledger.isEndNear()) {
                ledger.trouble("cut off without a reason: " + cutOff.getCause());
            }
            if (!journey.isOver()) {
                interrupted.add(journey);
            }
            return false;
        }
    }

    /** Not for ever: a mail that was about to be sent when the server was killed is held for half a minute. */
    private boolean awaitMail(Journey journey) {
        for (int pause = 0; journey.waitsForMail() && !ledger.isEndNear() && pause < 100; pause++) {
            Patience.pause(Duration.ofMillis(10));
        }
        return !journey.waitsForMail();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
