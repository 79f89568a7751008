package leadr.registration.application.testkit;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Rows in the order in which they were added. A write copies the rows and then puts the copy in their place, so whoever
 * reads never sees them change. A draft copies once and owns the copy: it has one writer and nobody else looks at it.
 */
final class Table<K, V> {
    private final Runnable pause;
    private final boolean draft;
    private volatile Map<K, V> rows;
    private boolean owned;

    /**
     * A table that anybody may write to at any time. Of two writes at once one gets lost.
     *
     * @param pause what happens between the copy and its being put in place
     */
    Table(Runnable pause) {
        this(Map.of(), pause, false);
    }

    private Table(Map<K, V> rows, Runnable pause, boolean draft) {
        this.rows = rows;
        this.pause = pause;
        this.draft = draft;
    }

    /** The same rows for one transaction, which changes nothing here. */
    Table<K, V> draft() {
        return new Table<>(rows, pause, true);
    }

    Optional<V> find(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    Collection<V> all() {
        return Collections.unmodifiableCollection(rows.values());
    }

    void put(K key, V row) {
        write(next -> next.put(key, row));
    }

    void remove(K key) {
        write(next -> next.remove(key));
    }

    /** Takes the first rows that meet a condition away; says how many. */
    int purge(Predicate<V> condition, Comparator<V> order, int atMost) {
        List<K> keys = rows.entrySet().stream()
                .filter(row -> condition.test(row.getValue()))
                .sorted(Map.Entry.comparingByValue(order))
                .limit(atMost)
                .map(Map.Entry::getKey)
                .toList();
        keys.forEach(this::remove);
        return keys.size();
    }

    private void write(Consumer<Map<K, V>> change) {
        Map<K, V> next = owned ? rows : new LinkedHashMap<>(rows);
        change.accept(next);
        pause.run();
        rows = next;
        owned = draft;
    }
}
