/** API keys of users: made, shown, revoked. */
@NullMarked
@CheckReturnValue
package leadr.registration.application.apikey;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
