/** Secrets that do not print, and the keyed hashes that are stored of them. */
@NullMarked
@CheckReturnValue
package leadr.registration.domain.secret;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
