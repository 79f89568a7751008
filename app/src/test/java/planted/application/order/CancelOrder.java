package planted.application.order;

/** A use case that does two things. */
public final class CancelOrder {
    public boolean execute() {
        return true;
    }

    public boolean undo() {
        return true;
    }
}
