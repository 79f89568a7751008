package leadr.registration.adapter.http;

import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.email.EmailAddress;

/**
 * Which addresses are taken where one is asked for.
 *
 * @param allowSpecialUse whether those in domains that nobody has, such as {@code .test}
 */
record EmailRule(boolean allowSpecialUse) {
    /** @throws InvalidValue naming {@code email} and the rule, never the text */
    EmailAddress read(String text) {
        EmailAddress email = EmailAddress.of(text);
        if (email.isSpecialUse() && !allowSpecialUse) {
            throw new InvalidValue("email", "E-mail address must not be in a domain reserved for special use");
        }
        return email;
    }
}
