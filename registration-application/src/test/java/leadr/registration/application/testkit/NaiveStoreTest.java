package leadr.registration.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.support.ReflectionSupport;

/** Holds the races against a culprit: what no store can fail proves nothing of those that pass. */
class NaiveStoreTest {
    private static final int ROUNDS = 40;

    @TestFactory
    Stream<DynamicTest> everyRaceFailsOnAStoreThatKeepsNoPromise() {
        return forEachRace(race -> assertThat(IntStream.range(0, ROUNDS))
                .as("a race that passes %s rounds on a naive store cannot fail", ROUNDS)
                .anyMatch(round -> fails(race)));
    }

    private static boolean fails(Races.Entry race) {
        try {
            race.run(new NaiveStore());
            return false;
        } catch (AssertionError failure) {
            // A runner that loses where it should not is a failure; one that trips over anything else is a bug of the
            // race.
            Throwable cause = failure.getCause();
            assertThat(cause == null || cause instanceof DuplicateKey)
                    .as("fails for its own reason: %s", failure)
                    .isTrue();
            return true;
        }
    }

    /** So it is the racing that fails there, and nothing else. */
    @TestFactory
    Stream<DynamicTest> everyRacePassesOnTheSameStoreWhenTheRunnersTakeTurns() {
        return forEachRace(race -> race.run(new TakingTurns(new NaiveStore())));
    }

    @TestFactory
    Stream<DynamicTest> everyRaceHasAsManyRunnersAsItSays() {
        return forEachRace(race -> {
            CountingRunners counting = new CountingRunners(new InMemoryStore());

            race.run(counting);

            assertThat(counting.runners).hasSize(race.runners());
        });
    }

    @TestFactory
    Stream<DynamicTest> everyContractIsListedAndHasARace() {
        return contractsInThisPackage()
                .map(contract -> DynamicTest.dynamicTest(contract.getSimpleName(), () -> {
                    assertThat(Races.contracts()).contains(contract.asSubclass(StoreContract.class));
                    assertThat(Races.all()).extracting(Races.Entry::contract).contains(contract.getSimpleName());
                }));
    }

    @Test
    void theContractsAreFoundByLookingForThem() {
        Collection<Class<?>> found = contractsInThisPackage().collect(Collectors.toSet());

        assertThat(found).containsExactlyInAnyOrderElementsOf(Races.contracts());
    }

    private static Stream<Class<?>> contractsInThisPackage() {
        return ReflectionSupport.findAllClassesInPackage(
                StoreContract.class.getPackageName(),
                type -> type.isInterface() && StoreContract.class.isAssignableFrom(type) && type != StoreContract.class,
                name -> name.endsWith("Contract"))
                .stream();
    }

    private static Stream<DynamicTest> forEachRace(Consumer<Races.Entry> test) {
        return Races.all().stream().map(race -> DynamicTest.dynamicTest(race.toString(), () -> test.accept(race)));
    }

    private record TakingTurns(Transactions store, Lock turn) implements Transactions {
        TakingTurns(Transactions store) {
            this(store, new ReentrantLock());
        }

        @Override
        public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
            turn.lock();
            try {
                return store.run(work);
            } finally {
                turn.unlock();
            }
        }
    }

    /** Remembers who came, but for the thread that arranges and looks. */
    private static final class CountingRunners implements Transactions {
        private final Transactions store;
        private final Thread arranger = Thread.currentThread();
        private final Set<Thread> runners = ConcurrentHashMap.newKeySet();

        CountingRunners(Transactions store) {
            this.store = store;
        }

        @Override
        public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
            Thread here = Thread.currentThread();
            if (here != arranger) {
                runners.add(here);
            }
            return store.run(work);
        }
    }
}
