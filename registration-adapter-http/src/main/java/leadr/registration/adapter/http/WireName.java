package leadr.registration.adapter.http;

import java.util.Locale;

/** Constants as they are written on the wire: in lower case. */
final class WireName {
    private WireName() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
