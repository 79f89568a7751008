package leadr.registration.adapter.http;

/** Says whether this node can serve calls: database reachable, migrations done. Safe to call from several threads. */
@FunctionalInterface
public interface Readiness {
    /** Asked anew for every call of {@code health/ready}; an exception is answered as any other failure. */
    boolean isReady();
}
