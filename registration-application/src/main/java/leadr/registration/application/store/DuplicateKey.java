package leadr.registration.application.store;

/**
 * Somebody else was first. The transaction is lost; turn it into a refusal outside {@link Transactions#run}. Names the
 * rule, never the value.
 */
public final class DuplicateKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UniqueRule rule;

    public DuplicateKey(UniqueRule rule) {
        super(rule + " is taken");
        this.rule = rule;
    }

    public UniqueRule rule() {
        return rule;
    }
}
