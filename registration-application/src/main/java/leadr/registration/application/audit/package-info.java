/** What was done and what was refused, for those who may know. */
@NullMarked
@CheckReturnValue
package leadr.registration.application.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
