package leadr.registration.application.store;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list with the cursors that lead on from it.
 *
 * @param nextCursor empty at the end of the list
 * @param prevCursor empty at its beginning
 */
public record Listing<T>(List<T> items, Optional<String> nextCursor, Optional<String> prevCursor) {
    public Listing {
        items = List.copyOf(items);
    }
}
