/** Promotional codes of a game jam, and their redemptions. */
@NullMarked
@CheckReturnValue
package leadr.registration.domain.jamcode;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
