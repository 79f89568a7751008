package planted.application.port.in;

/** Says nothing by its name, and lives where everything could. */
final class KeyHelper {}
