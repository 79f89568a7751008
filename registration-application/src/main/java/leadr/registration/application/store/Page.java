package leadr.registration.application.store;

import java.util.List;

/**
 * A part of a list, in the order of the list.
 *
 * @param more whether there are items beyond it, in the direction that was asked for
 */
public record Page<T>(List<T> items, boolean more) {
    public Page {
        items = List.copyOf(items);
    }
}
