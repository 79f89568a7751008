/** The set of use cases, and what every request brings along. */
@NullMarked
@CheckReturnValue
package leadr.registration.application;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
