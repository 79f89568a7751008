/** Hands mails to a mail server by SMTP: {@link leadr.registration.adapter.smtp.SmtpMailSender#open} is the door. */
@NullMarked
@CheckReturnValue
package leadr.registration.adapter.smtp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
