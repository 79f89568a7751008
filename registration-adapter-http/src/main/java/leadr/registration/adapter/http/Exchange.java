package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.domain.verification.ClientNetwork;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What we know of one request: begun by {@link Envelope}, filled on the way in. Used by one thread at a time. */
final class Exchange {
    static final String NO_ROUTE = "-";

    private static final String ATTRIBUTE = Exchange.class.getName();
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final UUID id;
    private final @Nullable String clientId;
    private final @Nullable InetAddress peer;
    private final ClientNetwork network;
    private volatile String route = NO_ROUTE;
    private JsonBody body = JsonBody.absent();
    private @Nullable Caller caller;

    private Exchange(UUID id, @Nullable String clientId, @Nullable InetAddress peer, ClientNetwork network) {
        this.id = id;
        this.clientId = clientId;
        this.peer = peer;
        this.network = network;
    }

    /** Begins an exchange and keeps it with the request. */
    static Exchange begin(Request request, UUID id, TrustedProxies proxies) {
        String clientId = request.getHeaders().get("X-Request-Id");
        InetAddress peer = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : null;
        Exchange exchange = new Exchange(
                id,
                clientId != null && CLIENT_ID.matcher(clientId).matches() ? clientId : null,
                peer,
                peer == null
                        ? ClientNetwork.NONE
                        : proxies.clientOf(peer, request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR)));
        request.setAttribute(ATTRIBUTE, exchange);
        return exchange;
    }

    /** The exchange of a request, or null when Jetty refuses the request before we see it. */
    static @Nullable Exchange of(Request request) {
        return (Exchange) request.getAttribute(ATTRIBUTE);
    }

    static Exchange of(Context ctx) {
        return (Exchange)
                Objects.requireNonNull(ctx.req().getAttribute(ATTRIBUTE), "no request passes by the envelope");
    }

    /** Made here, whatever the client calls the request. */
    UUID id() {
        return id;
    }

    /** What the client calls the request; null when it says nothing, or something we would not repeat. */
    @Nullable String clientId() {
        return clientId;
    }

    /** Who is at the other end of the connection, a proxy perhaps. */
    @Nullable InetAddress peer() {
        return peer;
    }

    RequestOrigin origin() {
        return new RequestOrigin(id, network);
    }

    /** The pattern of the route, never the path that was asked for. */
    String route() {
        return route;
    }

    void matched(String pattern) {
        this.route = pattern;
    }

    JsonBody body() {
        return body;
    }

    void arrived(JsonBody read) {
        this.body = read;
    }

    /** Who calls; only on routes with {@link Access#USER}. */
    Caller caller() {
        return Objects.requireNonNull(caller, "the route does not ask who calls");
    }

    void authenticated(Caller who) {
        this.caller = who;
    }
}
