package leadr.registration.domain.email;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;

/**
 * An e-mail address: a dot-atom and a domain name, RFC 5321 section 4.1.2, with the letters of RFC 6531. Syntax only: the
 * mailbox may not exist.
 *
 * <p>Refused although RFC 5321 has them: quoted local parts, IP literals, domains without a dot. The written form is kept
 * for sending ({@link #value()}); identity ignores case and the way an international domain is written
 * ({@link #canonical()}), so two addresses are equal when their canonical forms are. An international domain is taken
 * only when IDNA 2003 and its successors agree on it: what the older mapping would silently change (sharp s, full-width
 * letters, zero-width joiners) is refused rather than folded into somebody else's domain.
 */
public final class EmailAddress {
    /** RFC 5321 section 4.5.3.1.3 less the angle brackets, counted in bytes. */
    public static final int MAX_LENGTH = 254;

    private static final int MAX_LOCAL_PART = 64;
    private static final String FIELD = "email";

    // atext of RFC 5322 section 3.2.3 and, by RFC 6531 section 3.3, letters, marks, digits and symbols beyond ASCII.
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-[\\P{ASCII}&&[\\p{L}\\p{M}\\p{N}\\p{S}]]]++";
    private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+");
    private static final Pattern ASCII_LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    // A top-level domain is not all digits (RFC 3696 section 2); those in use begin with a letter.
    private static final Pattern TOP_LEVEL = Pattern.compile("[a-z]");
    private static final Pattern SPECIAL_USE = Pattern.compile(".*\\.(?:test|invalid|localhost)");

    private final String value;
    private final String canonical;
    private final int at;

    private EmailAddress(String value, String canonical, int at) {
        this.value = value;
        this.canonical = canonical;
        this.at = at;
    }

    /**
     * Reads an address; surrounding blanks are dropped.
     *
     * @throws InvalidValue naming {@code email} and the rule, never the text
     */
    public static EmailAddress of(String text) {
        String value = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        if (value.isEmpty()) {
            throw new InvalidValue(FIELD, "E-mail address must not be empty");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
            throw new InvalidValue(FIELD, "E-mail address must not exceed 254 characters");
        }
        int at = value.lastIndexOf('@');
        if (at < 1 || at == value.length() - 1) {
            throw new InvalidValue(FIELD, "E-mail address must have the form name@domain");
        }
        String localPart = value.substring(0, at);
        String folded = foldCase(localPart);
        if (localPart.getBytes(StandardCharsets.UTF_8).length > MAX_LOCAL_PART
                || folded.getBytes(StandardCharsets.UTF_8).length > MAX_LOCAL_PART
                || !LOCAL_PART.matcher(localPart).matches()) {
            throw new InvalidValue(FIELD, "E-mail address must have a valid name before the @");
        }
        String domain = asciiDomain(value.substring(at + 1));
        String canonical = folded + "@" + domain;
        if (canonical.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
            throw new InvalidValue(FIELD, "E-mail address must not exceed 254 characters");
        }
        return new EmailAddress(value, canonical, at);
    }

    /** Lower case; the final sigma is the same letter, whatever stands behind it. */
    private static String foldCase(String localPart) {
        return localPart.toLowerCase(Locale.ROOT).replace('\u03c2', '\u03c3');
    }

    private static String asciiDomain(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        String ascii;
        try {
            ascii = IDN.toASCII(lower, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomain) {
            throw invalidDomain();
        }
        String[] labels = ascii.split("\\.", -1);
        if (labels.length < 2 || !TOP_LEVEL.matcher(labels[labels.length - 1]).lookingAt()) {
            throw invalidDomain();
        }
        for (String label : labels) {
            if (!ASCII_LABEL.matcher(label).matches()) {
                throw invalidDomain();
            }
        }
        boolean writtenInAscii = lower.equals(ascii);
        if (!writtenInAscii && !IDN.toUnicode(ascii).equals(lower)) {
            throw invalidDomain();
        }
        return ascii;
    }

    private static InvalidValue invalidDomain() {
        return new InvalidValue(FIELD, "E-mail address must have a valid domain with a dot after the @");
    }

    /** The address as it was written, without surrounding blanks: the one to send to. */
    public String value() {
        return value;
    }

    /** Lower case, domain in its ASCII form: the one to compare and to look up. */
    public String canonical() {
        return canonical;
    }

    /** The part before the {@code @}, as written. */
    public String localPart() {
        return value.substring(0, at);
    }

    /** True for the reserved domains of RFC 6761 that never receive mail: {@code .test .invalid .localhost}. */
    public boolean isSpecialUse() {
        return SPECIAL_USE.matcher(canonical).matches();
    }

    /** First character and domain, such as {@code b***@x.com}: for people who need to recognise an address, not to use it. */
    public String masked() {
        return value.substring(0, value.offsetByCodePoints(0, 1)) + "***" + value.substring(at);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress that && canonical.equals(that.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    /** Masked, so that an address does not reach a log by accident. */
    @Override
    public String toString() {
        return masked();
    }
}
