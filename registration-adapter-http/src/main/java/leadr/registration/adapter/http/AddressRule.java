package leadr.registration.adapter.http;

import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.email.EmailAddress;

/**
 * Which addresses are taken from clients.
 *
 * @param allowSpecialUse whether those that never receive mail are, too
 */
record AddressRule(boolean allowSpecialUse) {
    /** @throws InvalidValue naming {@code email} and the rule */
    EmailAddress read(String text) {
        EmailAddress email = EmailAddress.of(text);
        if (email.isSpecialUse() && !allowSpecialUse) {
            throw new InvalidValue("email", "E-mail address must not be in a domain reserved for special use");
        }
        return email;
    }
}
