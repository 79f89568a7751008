package leadr.registration.adapter.http;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import leadr.registration.domain.InvalidValue;

/** Constants as they are written on the wire: in lower case. */
final class WireName {
    private WireName() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads one of these constants, in exactly these letters.
     *
     * @throws InvalidValue naming the field and what may be sent
     */
    static <E extends Enum<E>> E read(String field, String text, List<E> constants) {
        return constants.stream()
                .filter(each -> of(each).equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValue(
                        field,
                        "Input should be one of "
                                + constants.stream().map(WireName::of).collect(Collectors.joining(", "))));
    }
}
