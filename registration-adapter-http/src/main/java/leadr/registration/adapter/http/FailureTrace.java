package leadr.registration.adapter.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A failure as it may stand in a log: classes and stack, no messages, for these may quote what a client sent. */
final class FailureTrace {
    private FailureTrace() {}

    /** Class and stack of the failure and of its causes. */
    static String of(Throwable failure) {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        String label = "";
        for (Throwable each : chain(failure)) {
            lines.add(label + each.getClass().getName());
            for (StackTraceElement frame : each.getStackTrace()) {
                lines.add("\tat " + frame);
            }
            label = "Caused by: ";
        }
        return lines.toString();
    }

    /** The classes of the failure and its causes, in one line. */
    static String classes(Throwable failure) {
        StringJoiner names = new StringJoiner(" caused by ");
        chain(failure).forEach(each -> names.add(each.getClass().getName()));
        return names.toString();
    }

    private static List<Throwable> chain(Throwable failure) {
        // Causes may go in a circle.
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }
}
