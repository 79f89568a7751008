/** What is kept: one transaction, one store, a port for each kind of thing. */
@NullMarked
@CheckReturnValue
package leadr.registration.application.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
