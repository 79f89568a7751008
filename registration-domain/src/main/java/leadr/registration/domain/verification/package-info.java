/** One-time codes that prove an e-mail address, and the mailbox that limits guesses and mails. */
@NullMarked
@CheckReturnValue
package leadr.registration.domain.verification;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
