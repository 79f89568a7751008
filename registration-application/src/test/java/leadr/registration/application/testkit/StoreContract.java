package leadr.registration.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;

/** What the contracts of the ports have in common. Their tests have names of their own, so one class can run several. */
public interface StoreContract {
    /** The store under test: the same one during a test, empty at its start. */
    Transactions transactions();

    /** Does something in a transaction of its own. */
    default void commit(Consumer<? super RegistrationStore> work) {
        boolean done = transactions().run(store -> {
            work.accept(store);
            return true;
        });
        assertThat(done).isTrue();
    }

    /** Looks something up in a transaction of its own. */
    default <R> R look(Function<? super RegistrationStore, ? extends R> work) {
        return transactions().run(work);
    }

    /** Looks for one thing in a transaction of its own. */
    default <T> Optional<T> find(Function<? super RegistrationStore, Optional<T>> work) {
        return transactions().run(work);
    }

    /** Looks for many things in a transaction of its own. */
    default <T> Collection<T> list(Function<? super RegistrationStore, ? extends Collection<T>> work) {
        return transactions().run(work);
    }

    /** Asks yes or no in a transaction of its own. */
    default boolean ask(Predicate<? super RegistrationStore> question) {
        return transactions().run(question::test);
    }

    /** Does so many things at once, each in a transaction; returns the rule each has broken, empty for those who won. */
    default List<Optional<UniqueRule>> race(int runners, IntFunction<Consumer<RegistrationStore>> work) {
        return Race.of(runners, number -> {
            Consumer<RegistrationStore> own = work.apply(number);
            return () -> {
                try {
                    commit(own);
                    return Optional.empty();
                } catch (DuplicateKey lost) {
                    return Optional.of(lost.rule());
                }
            };
        });
    }

    /** Asserts that one won and all others broke this rule. */
    static void assertOneWinner(List<Optional<UniqueRule>> outcomes, UniqueRule rule) {
        assertThat(outcomes).containsOnlyOnce(Optional.empty());
        assertThat(Collections.frequency(outcomes, Optional.of(rule))).isEqualTo(outcomes.size() - 1);
    }
}
