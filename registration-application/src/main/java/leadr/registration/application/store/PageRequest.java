package leadr.registration.application.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What part of a list is wanted.
 *
 * @param limit how many items at most, from 1
 * @param order by what the list is sorted; the last step is a unique field, so that no two items are equal
 * @param position where to go on from; empty at the beginning of the list
 */
public record PageRequest<F>(int limit, List<SortKey<F>> order, Optional<Position> position) {
    /** @throws IllegalArgumentException for a limit under 1, no order, or a position of another order */
    public PageRequest {
        order = List.copyOf(order);
        if (limit < 1 || order.isEmpty()) {
            throw new IllegalArgumentException("a page has room for an item, and a list has an order");
        }
        if (position.isPresent() && position.get().values().size() != order.size()) {
            throw new IllegalArgumentException("a position has a value for each step of the order");
        }
    }

    /** Whether the page lies before its position. */
    public boolean backwards() {
        return position.map(Position::backwards).orElse(false);
    }

    /**
     * A place between two items of a list.
     *
     * @param values what the item next to the place is sorted by, a value for each step of the order
     * @param backwards whether to go towards the beginning from here
     * @param inclusive whether that item belongs to the way as well
     */
    public record Position(List<@Nullable Object> values, boolean backwards, boolean inclusive) {}
}
