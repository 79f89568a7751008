/** Accounts and the users in them: shown, changed, suspended, deleted. */
@NullMarked
@CheckReturnValue
package leadr.registration.application.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
