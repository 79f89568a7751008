package leadr.registration.application.account;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a change changed, as the audit log says it: constants only, no names and no addresses. */
final class Difference {
    private Difference() {}

    /** Such as {@code ROLE MEMBER->ADMIN}; nothing when both are the same. */
    static Stream<String> of(String what, Enum<?> before, Enum<?> after) {
        return before == after ? Stream.empty() : Stream.of(what + " " + before.name() + "->" + after.name());
    }

    /** That a name is another one. */
    static Stream<String> ofNames(String before, String after) {
        return before.equals(after) ? Stream.empty() : Stream.of("NAME");
    }

    /** All of them in one line. */
    static String line(List<Stream<String>> differences) {
        return differences.stream().flatMap(each -> each).collect(Collectors.joining(", "));
    }
}
