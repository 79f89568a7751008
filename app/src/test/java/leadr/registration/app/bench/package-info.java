/**
 * The benchmark: {@code mvn -Pbench verify}. {@link leadr.registration.app.bench.Benchmark} is where it begins. The process
 * that Maven starts makes the load and keeps the record; each server it measures, and PostgreSQL, is a process of its own.
 */
@NullMarked
@CheckReturnValue
package leadr.registration.app.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
