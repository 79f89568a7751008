package leadr.registration.application.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/**
 * A test of a contract in which many do something at once. It is held against {@link NaiveStore}: a race that passes there
 * cannot fail, and so says nothing.
 */
@Test
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RaceTest {
    /** What is raced, in a few words. */
    String value();

    /** How many run at once. */
    int runners();
}
