package leadr.registration.adapter.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import leadr.registration.domain.verification.ClientNetwork;

/**
 * Whom we believe about where a request comes from. Limits hang on the answer, so nothing that a stranger writes may
 * change it: read from our side, the first hop that is no proxy of ours is the client.
 */
final class TrustedProxies {
    private static final int GROUPS_OF_A_64 = 4;

    private final List<String> texts;
    private final List<Cidr> ranges;

    /** @throws IllegalArgumentException when one is no range */
    TrustedProxies(List<String> texts) {
        this.texts = List.copyOf(texts);
        List<Cidr> parsed = new ArrayList<>();
        for (String text : texts) {
            try {
                parsed.add(Cidr.parse(text));
            } catch (IllegalArgumentException noRange) {
                throw new IllegalArgumentException("trustedProxies: " + noRange.getMessage(), noRange);
            }
        }
        this.ranges = List.copyOf(parsed);
    }

    List<String> texts() {
        return texts;
    }

    /**
     * The network of the client.
     *
     * @param forwardedFor the {@code X-Forwarded-For} lines in the order they came
     */
    ClientNetwork clientOf(InetAddress peer, List<String> forwardedFor) {
        InetAddress client = peer;
        List<String> hops =
                new ArrayList<>(List.of(String.join(",", forwardedFor).split(",", -1)));
        Collections.reverse(hops);
        for (String hop : hops) {
            if (!isTrusted(client)) {
                break;
            }
            Optional<InetAddress> next = Cidr.address(hop.strip());
            if (next.isEmpty()) {
                // Whoever wrote this, a proxy of ours did not: stay with the last hop that one vouches for.
                break;
            }
            client = next.get();
        }
        return networkOf(client);
    }

    private boolean isTrusted(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** IPv4 whole; IPv6 cut to the /64 that one customer has, in the form of RFC 5952. */
    private static ClientNetwork networkOf(InetAddress address) {
        if (address instanceof Inet4Address) {
            return new ClientNetwork(address.getHostAddress());
        }
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS_OF_A_64];
        int used = 0;
        for (int i = 0; i < GROUPS_OF_A_64; i++) {
            groups[i] = ((bytes[2 * i] & 0xFF) << Byte.SIZE) | (bytes[2 * i + 1] & 0xFF);
            used = groups[i] == 0 ? used : i + 1;
        }
        // The zeros of the host part are the longest run, and those before them belong to it.
        StringJoiner text = new StringJoiner(":", "", "::/64");
        for (int i = 0; i < used; i++) {
            text.add(Integer.toHexString(groups[i]));
        }
        return new ClientNetwork(text.toString());
    }
}
