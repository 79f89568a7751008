package planted.app.internal;

/** Says nothing by its name, and lives where everything could. */
final class RowMapper {}
