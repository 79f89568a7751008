package planted.common;

/** Says nothing by its name, and lives where everything could. */
final class OrderManager {}
