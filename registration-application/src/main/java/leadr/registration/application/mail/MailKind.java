package leadr.registration.application.mail;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a mail is about; each kind has a template. */
public enum MailKind {
    /** Carries a code that proves the address. */
    VERIFICATION,
    /** Somebody asked for a code for an address that has a user already: no code. */
    ADDRESS_KNOWN,
    /** Too many wrong codes were tried for the address: no code, but when to try again. */
    ADDRESS_LOCKED,
    /** An account asks somebody to join; carries a code. */
    INVITE,
    /** An account asks somebody to join who has a user already: no code. */
    INVITE_KNOWN,
    /** An account was founded. */
    WELCOME,
    /** There is a new API key. */
    KEY_CREATED,
    /** An API key opens nothing any more. */
    KEY_REVOKED;

    /** The name of its template: lower case with hyphens. */
    String templateName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The places without which a template of this kind, text or HTML, is of no use. */
    Set<String> required() {
        return switch (this) {
            case VERIFICATION, INVITE -> Set.of("code");
            case ADDRESS_LOCKED -> Set.of("until");
            case KEY_CREATED, KEY_REVOKED -> Set.of("key_prefix");
            case ADDRESS_KNOWN, INVITE_KNOWN, WELCOME -> Set.of();
        };
    }

    /** The places there is a value for. */
    SortedSet<String> places() {
        SortedSet<String> places = new TreeSet<>(Set.of("product", "url"));
        places.addAll(
                switch (this) {
                    case VERIFICATION -> Set.of("code", "life");
                    case ADDRESS_KNOWN -> Set.of();
                    case ADDRESS_LOCKED -> Set.of("until");
                    case INVITE -> Set.of("code", "life", "account_name", "inviter");
                    case INVITE_KNOWN -> Set.of("account_name", "inviter");
                    case WELCOME -> Set.of("account_name", "account_slug");
                    case KEY_CREATED, KEY_REVOKED -> Set.of("account_name", "display_name", "key_name", "key_prefix");
                });
        return places;
    }
}
