package leadr.registration.domain.verification;

import java.util.regex.Pattern;

/**
 * Where a request comes from, as coarse as limits need it: an IPv4 address, or the /64 of an IPv6 address. The edge makes
 * it; the domain only compares.
 *
 * @param value 1 to 64 characters without blanks
 */
public record ClientNetwork(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z.:/_-]{1,64}");

    /** For what the system does by itself. */
    public static final ClientNetwork NONE = new ClientNetwork("-");

    /** @throws IllegalArgumentException for another shape */
    public ClientNetwork {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a client network has 1 to 64 characters of an address");
        }
    }
}
