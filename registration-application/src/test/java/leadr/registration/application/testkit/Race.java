package leadr.registration.application.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Starts many threads at one moment and gathers what each of them got. */
public final class Race {
    private Race() {}

    /**
     * Runs as many runners as told, all at once.
     *
     * @param runner makes the runner of that number, from 0
     * @return what each got, in the order of their numbers
     * @throws AssertionError when one of them throws
     */
    public static <T> List<T> of(int runners, IntFunction<Callable<T>> runner) {
        ExecutorService pool = Executors.newFixedThreadPool(runners);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<T>> running = new ArrayList<>();
            for (int number = 0; number < runners; number++) {
                Callable<T> callable = runner.apply(number);
                running.add(pool.submit(() -> {
                    start.await();
                    return callable.call();
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException failure) {
            throw new AssertionError("a runner failed", failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the race was stopped", stopped);
        } finally {
            pool.shutdownNow();
        }
    }
}
