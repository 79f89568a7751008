package leadr.registration.application.store;

/** The store cannot be reached, has no free connection, or a lock was not to be had in time: try again later. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
