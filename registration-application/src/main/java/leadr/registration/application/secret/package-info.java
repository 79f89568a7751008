/** Making, hashing and sealing secrets, and the tokens a code is exchanged for. */
@NullMarked
@CheckReturnValue
package leadr.registration.application.secret;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
