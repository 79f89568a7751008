package leadr.registration.adapter.jpa;

/**
 * The transaction lost against another one, and nothing is wrong with its work: {@link JpaTransactions} runs that again from
 * the start. A port may throw it as well, for a row that changed since it was read.
 */
final class Rerun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Rerun(String reason) {
        super(reason);
    }

    Rerun(String reason, Throwable cause) {
        super(reason, cause);
    }
}
