package leadr.registration.application.store;

import java.util.function.Function;

/**
 * Runs a block of work in one transaction: the only way to a store. Safe to call from several threads.
 *
 * <p>Returning commits, throwing undoes. A refusal that must leave a trace is returned.
 */
public interface Transactions {
    /**
     * Runs the work and commits. The store must not be used after the work has ended. When the work throws, nothing of it
     * remains and the exception comes out as it is. Where transactions get into each other's way, the store undoes the work
     * and runs it again, a few times: it must not leave a trace outside of the store.
     *
     * @throws DuplicateKey when the work, or the commit, breaks a rule of uniqueness
     * @throws StoreUnavailable when the store cannot be reached or is too busy; whether the work was committed is then
     *     unknown to the caller, so it has to be safe to repeat
     */
    <R> R run(Function<? super RegistrationStore, ? extends R> work);
}
