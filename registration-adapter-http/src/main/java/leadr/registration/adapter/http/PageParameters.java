package leadr.registration.adapter.http;

import java.util.function.Supplier;
import leadr.registration.application.store.PageQuery;
import leadr.registration.domain.InvalidValue;

/** What every list takes: {@code limit}, {@code cursor} and {@code sort}. */
final class PageParameters {
    private static final String CURSOR = "cursor";
    private static final String SORT = "sort";
    private static final int MAX_LENGTH = 2_000;

    private PageParameters() {}

    /** Reads them; what is wrong with them is noted. */
    static PageQuery read(QueryParameters query) {
        int limit = query.integer("limit", 1, PageQuery.MAX_LIMIT).orElse(PageQuery.DEFAULT_LIMIT);
        String cursor = query.text(CURSOR, MAX_LENGTH).orElse(null);
        String sort = query.text(SORT, MAX_LENGTH).orElse(null);
        return new PageQuery(limit, sort, cursor);
    }

    /**
     * Runs the use case that makes a list.
     *
     * @throws Refusal when it does not understand the sort or the cursor
     */
    static <T> T list(Supplier<T> useCase) {
        try {
            return useCase.get();
        } catch (InvalidValue invalid) {
            throw switch (invalid.field()) {
                case SORT -> refusal(ProblemCode.SORT_INVALID, invalid);
                case CURSOR -> refusal(ProblemCode.CURSOR_INVALID, invalid);
                default -> invalid; // a damaged row, say: not the client's doing
            };
        }
    }

    private static Refusal refusal(ProblemCode code, InvalidValue invalid) {
        return new Refusal(Problem.of(code).withDetail(invalid.rule()));
    }
}
