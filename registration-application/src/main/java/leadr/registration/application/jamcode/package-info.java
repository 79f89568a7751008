/** Jam codes: made and changed by superadmins, redeemed by accounts. */
@NullMarked
@CheckReturnValue
package leadr.registration.application.jamcode;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
