package leadr.registration.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the server has acknowledged, and what was left open. An epoch is the time between two ends of the server (or of
 * its database); facts are noted in the one they were seen in. Safe for several threads.
 */
final class Ledger {
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Unanswered> unanswered = new ConcurrentLinkedQueue<>();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Place> ends = new TreeMap<>();
    private final AtomicInteger epoch = new AtomicInteger();
    private volatile boolean dying;

    /** The calls of a registration. */
    enum Call {
        INITIATE,
        VERIFY,
        COMPLETE
    }

    /**
     * A call that was answered with success.
     *
     * @param code that was verified, else empty
     * @param accountId that was made, else empty
     * @param apiKey that was made, else empty
     */
    record Acknowledged(int epoch, Call call, String email, String code, String accountId, String apiKey) {
        @Override
        public String toString() {
            return call + " of " + email + " in epoch " + epoch;
        }
    }

    /**
     * A call that was not answered.
     *
     * @param wasDone whether it was done all the same; for initiate not known from here
     */
    record Unanswered(int epoch, Call call, String email, boolean wasDone) {}

    int epoch() {
        return epoch.get();
    }

    void initiated(String email) {
        acknowledged.add(new Acknowledged(epoch(), Call.INITIATE, email, "", "", ""));
    }

    void verified(String email, String code) {
        acknowledged.add(new Acknowledged(epoch(), Call.VERIFY, email, code, "", ""));
    }

    void completed(String email, String accountId, String apiKey) {
        acknowledged.add(new Acknowledged(epoch(), Call.COMPLETE, email, "", accountId, apiKey));
    }

    /** @param since the epoch in which it was sent first */
    void unanswered(int since, Call call, String email, boolean wasDone) {
        unanswered.add(new Unanswered(since, call, email, wasDone));
    }

    /** Something that must never happen. */
    void trouble(String what) {
        troubles.add("epoch " + epoch() + ": " + what);
    }

    /** From now on a broken connection is no surprise, until the next epoch. */
    void endIsNear() {
        dying = true;
    }

    boolean isEndNear() {
        return dying;
    }

    /** Notes where the server, or its database, has come to an end, and begins the next epoch. */
    void ended(Place place) {
        ends.put(epoch.getAndIncrement(), place);
        dying = false;
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    int size() {
        return acknowledged.size();
    }

    List<Unanswered> unanswered() {
        return List.copyOf(unanswered);
    }

    List<String> troubles() {
        return new ArrayList<>(troubles);
    }

    /** Which epochs were ended by force, and where. */
    Map<Integer, Place> ends() {
        return ends;
    }
}
