package leadr.registration.adapter.jpa;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.PageRequest.Position;
import leadr.registration.application.store.SortKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page of a list by its keys: the rows beyond a position, in the order of the list or against it, and one more to
 * know whether there are any left. Never counts rows, so a deep page costs what the first one costs.
 *
 * @param <F> the fields of the list
 */
final class Keyset<F> {
    private static final String ROW = "r.";

    private final PageRequest<F> request;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** @param columns the property of the row for each field */
    Keyset(PageRequest<F> request, Function<F, Column> columns) {
        this.request = request;
        for (int i = 0; i < request.order().size(); i++) {
            SortKey<F> key = request.order().get(i);
            Column column = columns.apply(key.field());
            // Against the order of the list, descending is ascending.
            boolean ascending = key.descending() == request.backwards();
            steps.add(new Step(column, ascending, request.position().isPresent() ? "key" + i : ""));
            int number = i;
            request.position()
                    .map(position -> position.values().get(number))
                    .ifPresent(value -> parameters.put("key" + number, value));
        }
    }

    /**
     * What a list is sorted by.
     *
     * @param property of the row
     */
    record Column(String property, boolean isNullable) {
        static Column of(String property) {
            return new Column(property, false);
        }

        static Column nullable(String property) {
            return new Column(property, true);
        }
    }

    private record Step(Column column, boolean ascending, String key) {
        String name() {
            return ROW + column.property();
        }
    }

    /** @param conditions on the row {@code r}, all of which hold for what is listed */
    <R extends UnitOfWork.Row, T> Page<T> page(
            UnitOfWork unit,
            Class<R> type,
            List<String> conditions,
            Map<String, Object> conditionParameters,
            Function<R, T> toDomain) {
        List<String> all = new ArrayList<>(conditions);
        request.position().ifPresent(position -> all.addAll(beyond(position)));
        String query = "from " + type.getSimpleName() + " r"
                + (all.isEmpty() ? "" : " where " + String.join(" and ", all))
                + " order by " + steps.stream().map(this::orderBy).collect(Collectors.joining(", "));
        List<T> rows = unit
                .does(session -> {
                    var selection = session.createSelectionQuery(query, type).setMaxResults(request.limit() + 1);
                    conditionParameters.forEach(selection::setParameter);
                    parameters.forEach(selection::setParameter);
                    return selection.getResultList();
                })
                .stream()
                .map(toDomain)
                .collect(Collectors.toCollection(ArrayList::new));
        boolean more = rows.size() > request.limit();
        if (more) {
            rows.remove(rows.size() - 1);
        }
        if (request.backwards()) {
            Collections.reverse(rows);
        }
        return new Page<>(rows, more);
    }

    private String orderBy(Step step) {
        // In words, because Hibernate leaves "nulls last" out where it believes that the database does so anyway.
        String nulls = step.column().isNullable()
                ? "case when " + step.name() + " is null then 1 else 0 end" + (request.backwards() ? " desc, " : ", ")
                : "";
        return nulls + step.name() + (step.ascending() ? " asc" : " desc");
    }

    private List<String> beyond(Position position) {
        List<String> conditions = new ArrayList<>();
        Step first = steps.get(0);
        if (!first.column().isNullable() && steps.size() > 1) {
            // Says nothing new, but an index can begin here; from the alternatives below no database finds the place.
            conditions.add(first.name() + (first.ascending() ? " >= :" : " <= :") + first.key());
        }
        List<String> alternatives = new ArrayList<>(
                IntStream.range(0, steps.size()).mapToObj(this::beyondAtStep).toList());
        if (position.inclusive()) {
            alternatives.add(equalUpTo(steps.size()));
        }
        conditions.add("(" + String.join(" or ", alternatives) + ")");
        return conditions;
    }

    /** Equal in all steps before this one, and beyond in this one. */
    private String beyondAtStep(int number) {
        String beyond = beyond(steps.get(number));
        return number == 0 ? beyond : "(" + equalUpTo(number) + " and " + beyond + ")";
    }

    private String equalUpTo(int end) {
        return IntStream.range(0, end)
                .mapToObj(steps::get)
                .map(step -> step.name() + (isNull(step) ? " is null" : " = :" + step.key()))
                .collect(Collectors.joining(" and ", "(", ")"));
    }

    /** Nulls are the end of the list in both directions. */
    private String beyond(Step step) {
        if (isNull(step)) {
            return request.backwards() ? step.name() + " is not null" : "1 = 0";
        }
        String beyond = step.name() + (step.ascending() ? " > :" : " < :") + step.key();
        return step.column().isNullable() && !request.backwards()
                ? "(" + beyond + " or " + step.name() + " is null)"
                : beyond;
    }

    private boolean isNull(Step step) {
        @Nullable Object value = parameters.get(step.key());
        return value == null;
    }
}
