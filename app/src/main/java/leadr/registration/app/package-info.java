/** Reads the settings, wires everything top to bottom, starts, and closes in reverse. */
@NullMarked
@CheckReturnValue
package leadr.registration.app;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
