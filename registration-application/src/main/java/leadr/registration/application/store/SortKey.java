package leadr.registration.application.store;

/** One step of an order: a field and its direction. */
public record SortKey<F>(F field, boolean descending) {}
