/** From an address to an account: ask for a code, verify it, complete. */
@NullMarked
@CheckReturnValue
package leadr.registration.application.registration;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
