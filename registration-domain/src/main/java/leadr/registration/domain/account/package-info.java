/** Accounts, their users, and the names they go by. */
@NullMarked
@CheckReturnValue
package leadr.registration.domain.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
