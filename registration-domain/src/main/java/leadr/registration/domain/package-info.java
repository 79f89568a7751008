/** What the whole domain shares: a refused value, and the shape of an id. */
@NullMarked
@CheckReturnValue
package leadr.registration.domain;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
