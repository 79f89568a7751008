package planted.util;

/** Says nothing by its name, and lives where everything could. */
final class TextUtil {}
