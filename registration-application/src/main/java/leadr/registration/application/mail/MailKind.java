package leadr.registration.application.mail;

import java.util.Locale;

/** What a mail is about; each kind has a template. */
public enum MailKind {
    /** Carries a code that proves the address. */
    VERIFICATION,
    /** Somebody asked for a code for an address that has a user already: no code. */
    ADDRESS_KNOWN,
    /** Too many wrong codes were tried for the address: no code, but when to try again. */
    ADDRESS_LOCKED,
    /** An account was founded. */
    WELCOME;

    /** The name of its template: lower case with hyphens. */
    String templateName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
