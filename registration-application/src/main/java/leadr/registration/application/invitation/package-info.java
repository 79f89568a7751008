/** Invitations by e-mail: sent, listed, sent again, revoked. */
@NullMarked
@CheckReturnValue
package leadr.registration.application.invitation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
