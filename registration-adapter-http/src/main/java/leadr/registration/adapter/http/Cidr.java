package leadr.registration.adapter.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses, such as {@code 10.0.0.0/8}. Reads numbers only and never asks DNS: a name in a header must not
 * make us call somebody. An IPv4 address mapped into IPv6 is the IPv4 address.
 */
record Cidr(InetAddress network, int prefixLength) {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    // The first character decides whether the JDK takes a text for a number; with a colon inside it then never
    // resolves.
    private static final Pattern V6 = Pattern.compile("(?=[0-9A-Fa-f]*+:)[0-9A-Fa-f:.]{2,45}");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

    /** @throws IllegalArgumentException when the text is no range */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network =
                address(slash < 0 ? text : text.substring(0, slash)).orElseThrow(Cidr::noRange);
        int bits = network.getAddress().length * Byte.SIZE;
        String length = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
        if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > bits) {
            throw noRange();
        }
        return new Cidr(network, Integer.parseInt(length));
    }

    /** Reads an address written in numbers; empty for anything else. */
    static Optional<InetAddress> address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >>> (bit % Byte.SIZE);
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException noRange() {
        return new IllegalArgumentException("expected an address range in numbers, such as 10.0.0.0/8");
    }
}
