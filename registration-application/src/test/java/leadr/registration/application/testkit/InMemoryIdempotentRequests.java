package leadr.registration.application.testkit;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.application.store.IdempotentRequests;

/** Requests that are remembered, as one transaction sees them. */
final class InMemoryIdempotentRequests implements IdempotentRequests {
    private final Draft draft;
    private final Table<List<?>, IdempotentRequest> requests;

    InMemoryIdempotentRequests(Draft draft, State state) {
        this.draft = draft;
        requests = state.idempotentRequests;
    }

    @Override
    public Optional<IdempotentRequest> claim(IdempotentRequest request) {
        Optional<IdempotentRequest> earlier =
                requests.find(keyOf(request)).filter(found -> !found.isOver(request.at()));
        if (earlier.isEmpty()) {
            draft.pause();
            requests.put(keyOf(request), request);
        }
        return earlier;
    }

    @Override
    public void forget(IdempotentRequest request) {
        requests.remove(keyOf(request));
    }

    private static List<?> keyOf(IdempotentRequest request) {
        return List.of(request.caller(), request.action(), request.mark().key());
    }

    @Override
    public int purge(Instant before, int atMost) {
        return requests.purge(
                request -> request.at().isBefore(before), Comparator.comparing(IdempotentRequest::at), atMost);
    }
}
