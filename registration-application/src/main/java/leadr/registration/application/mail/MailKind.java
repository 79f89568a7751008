package leadr.registration.application.mail;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a mail is about; each kind has a template. */
public enum MailKind {
    /** Carries a code that proves the address. */
    VERIFICATION,
    /** The same for an address that is invited to join accounts: names them, beside the code. */
    VERIFICATION_INVITED,
    /** Carries a code with which somebody who has a user gets back in. */
    RECOVERY,
    /** Somebody asked for a code for an address that has a user already, but none that gets back in by mail: no code. */
    ADDRESS_KNOWN,
    /** Too many wrong codes were tried for the address: no code, but when to try again. */
    ADDRESS_LOCKED,
    /** An account asks somebody to join; carries a code. */
    INVITE,
    /** An account asks somebody to join who has a user already: no code. */
    INVITE_KNOWN,
    /** An account was founded. */
    WELCOME,
    /** An invitation was accepted. */
    WELCOME_MEMBER,
    /** Somebody got back in with a code, and has a new API key. */
    ACCESS_RECOVERED,
    /** There is a new API key. */
    KEY_CREATED,
    /** An API key opens nothing any more. */
    KEY_REVOKED,
    /** A user was deleted. */
    USER_DELETED,
    /** Carries a code that proves the address a user wants to change to. */
    EMAIL_CHANGE,
    /** A user has another address now; goes to the former one. */
    EMAIL_CHANGED;

    /** The name of its template: lower case with hyphens. */
    String templateName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The places without which a template of this kind, text or HTML, is of no use. */
    Set<String> required() {
        return switch (this) {
            case VERIFICATION, RECOVERY, INVITE, EMAIL_CHANGE -> Set.of("code");
            case VERIFICATION_INVITED -> Set.of("code", "account_names");
            case ADDRESS_LOCKED -> Set.of("until");
            case ACCESS_RECOVERED, KEY_CREATED, KEY_REVOKED -> Set.of("key_prefix");
            case EMAIL_CHANGED -> Set.of("new_address");
            case ADDRESS_KNOWN, INVITE_KNOWN, WELCOME, WELCOME_MEMBER, USER_DELETED -> Set.of();
        };
    }

    /** The places there is a value for. */
    SortedSet<String> places() {
        SortedSet<String> places = new TreeSet<>(Set.of("product", "url"));
        places.addAll(
                switch (this) {
                    case VERIFICATION, EMAIL_CHANGE -> Set.of("code", "life");
                    case VERIFICATION_INVITED -> Set.of("code", "life", "account_names");
                    case RECOVERY -> Set.of("code", "life", "account_name", "display_name");
                    case EMAIL_CHANGED -> Set.of("new_address");
                    case USER_DELETED -> Set.of("account_name", "display_name");
                    case ADDRESS_KNOWN -> Set.of();
                    case ADDRESS_LOCKED -> Set.of("until");
                    case INVITE -> Set.of("code", "life", "account_name", "inviter");
                    case INVITE_KNOWN -> Set.of("account_name", "inviter");
                    case WELCOME -> Set.of("account_name", "account_slug");
                    case WELCOME_MEMBER -> Set.of("account_name", "display_name");
                    case ACCESS_RECOVERED, KEY_CREATED, KEY_REVOKED ->
                        Set.of("account_name", "display_name", "key_name", "key_prefix");
                });
        return places;
    }
}
