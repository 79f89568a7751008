package leadr.registration.domain;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of refused values have in common. */
public final class Refusals {
    private Refusals() {}

    /** Expects an {@link InvalidValue} with exactly this field and this sentence. */
    public static void assertRefused(ThrowingCallable action, String field, String rule) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(action)
                .withMessage(field + ": " + rule)
                .satisfies(refusal -> {
                    if (!refusal.field().equals(field) || !refusal.rule().equals(rule)) {
                        throw new AssertionError("field or rule differs from the message");
                    }
                });
    }
}
