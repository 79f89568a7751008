/** Mail through the outbox: written in the transaction that causes it, delivered afterwards. */
@NullMarked
@CheckReturnValue
package leadr.registration.application.mail;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
