package leadr.registration.adapter.http;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the form of one request, gathered to be refused together. Used by one thread. */
final class Violations {
    private final List<Violation> found = new ArrayList<>();

    /** Notes what is wrong; the same thing, such as a body that is missing, once. */
    void add(Violation violation) {
        if (!found.contains(violation)) {
            found.add(violation);
        }
    }

    /** @throws Refusal when anything was wrong so far */
    void refuse() {
        if (!found.isEmpty()) {
            throw new Refusal(Problem.invalid(found));
        }
    }
}
