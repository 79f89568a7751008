package planted.impl;

/** Says nothing by its name, and lives where everything could. */
final class StoreImpl {}
