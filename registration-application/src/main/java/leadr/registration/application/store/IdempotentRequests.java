package leadr.registration.application.store;

import java.time.Instant;
import java.util.Optional;

/** Requests that are remembered for a day, so that a repeat does nothing new. */
public interface IdempotentRequests {
    /**
     * Remembers a request, unless the caller has sent one with its key for the same action within
     * {@link IdempotentRequest#LIFE}. Waits for a parallel one to end.
     *
     * @return that earlier request; empty when this one is remembered
     */
    Optional<IdempotentRequest> claim(IdempotentRequest request);

    /** Forgets a request that was claimed in this transaction, because nothing came of it. */
    void forget(IdempotentRequest request);

    /**
     * Deletes the oldest requests of before this moment.
     *
     * @param atMost from 1
     * @return how many
     */
    int purge(Instant before, int atMost);
}
