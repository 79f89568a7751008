/** Who calls and who may do what: API keys, rights, and the first superadmin. */
@NullMarked
@CheckReturnValue
package leadr.registration.application.access;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
