/** API keys: their text, and the record that is kept of one. */
@NullMarked
@CheckReturnValue
package leadr.registration.domain.apikey;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
