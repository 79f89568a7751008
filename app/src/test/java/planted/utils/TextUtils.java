package planted.utils;

/** Says nothing by its name, and lives where everything could. */
final class TextUtils {}
