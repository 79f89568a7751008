package leadr.registration.adapter.http;

/** Ends a request with a problem. Carries no stack: it is an answer, not a failure. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.code().wireName(), null, false, false);
        this.problem = problem;
    }

    Refusal(ProblemCode code) {
        this(Problem.of(code));
    }

    Problem problem() {
        return problem;
    }
}
