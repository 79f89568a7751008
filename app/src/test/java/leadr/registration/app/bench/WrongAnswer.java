package leadr.registration.app.bench;

/** A measure that is worth nothing, because something was not done or not done right. Holds no secret. */
final class WrongAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongAnswer(String message) {
        super(message);
    }
}
