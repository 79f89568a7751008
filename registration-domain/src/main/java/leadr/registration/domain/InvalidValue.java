package leadr.registration.domain;

/**
 * A value that breaks a rule. Names the field and the rule, never the value: the message may be logged and shown.
 */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String rule;

    /**
     * @param field the field as it is called on the wire, such as {@code account_slug}
     * @param rule the rule as a sentence without full stop, such as {@code Account slug must not exceed 50 characters}
     */
    public InvalidValue(String field, String rule) {
        super(field + ": " + rule);
        this.field = field;
        this.rule = rule;
    }

    public String field() {
        return field;
    }

    public String rule() {
        return rule;
    }
}
