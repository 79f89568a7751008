/** What nobody needs any more goes. */
@NullMarked
@CheckReturnValue
package leadr.registration.application.housekeeping;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
