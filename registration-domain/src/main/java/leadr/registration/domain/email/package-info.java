/** E-mail addresses in normal form. */
@NullMarked
@CheckReturnValue
package leadr.registration.domain.email;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
