package leadr.registration.application.testkit;

import java.util.concurrent.Callable;
import java.util.function.Function;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import org.jspecify.annotations.Nullable;

/** Lets something happen in the place of one call to a port, once: what a database does to those who come at one moment. */
public final class Interposed implements Transactions {
    private final Transactions store;
    private final String name;
    private final Instead instead;
    private boolean done;

    /** What happens in the place of the call. */
    @FunctionalInterface
    public interface Instead {
        /**
         * Answers the call.
         *
         * @param inside the store of the same transaction
         * @param call what would have happened
         */
        @Nullable Object answer(RegistrationStore inside, Callable<@Nullable Object> call) throws Exception;
    }

    /** @param name such as {@code JamCodes.claimUse} */
    public Interposed(Transactions store, String name, Instead instead) {
        this.store = store;
        this.name = name;
        this.instead = instead;
    }

    /** Whether the call was ever made. */
    public boolean done() {
        return done;
    }

    @Override
    public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
        return store.run(inside -> work.apply(Ports.of(inside, (called, call) -> {
            if (done || !called.equals(name)) {
                return call.call();
            }
            done = true;
            return instead.answer(inside, call);
        })));
    }
}
