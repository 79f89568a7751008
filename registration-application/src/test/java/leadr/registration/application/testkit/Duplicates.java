package leadr.registration.application.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.UniqueRule;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says which rule is expected to be broken. */
final class Duplicates {
    private Duplicates() {}

    static void assertDuplicate(UniqueRule rule, ThrowingCallable work) {
        assertThatExceptionOfType(DuplicateKey.class).isThrownBy(work).returns(rule, DuplicateKey::rule);
    }
}
