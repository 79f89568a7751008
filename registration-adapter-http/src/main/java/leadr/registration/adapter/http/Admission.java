package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.AuthenticateApiKey.Refused;
import leadr.registration.application.access.Caller;

/** What comes before every route, in this order: the body's size, media type and syntax; then who calls. */
final class Admission {
    private static final String KEY_HEADER = "leadr-api-key";
    private static final String CHALLENGE = "Bearer realm=\"leadr\"";
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(.*)");
    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(?i)(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d{1,5})?");
    private static final List<String> FORWARDING = List.of("forwarded", "via", "x-real-ip");

    private final AuthenticateApiKey authenticateApiKey;

    Admission(AuthenticateApiKey authenticateApiKey) {
        this.authenticateApiKey = authenticateApiKey;
    }

    /** @throws Refusal at the first thing that is wrong */
    void admit(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        exchange.matched(Objects.requireNonNull(ctx.endpoints().matchedHttpEndpoint(), "the route matched").path);
        exchange.arrived(RequestBody.read(ctx.req()));
        ctx.routeRoles().forEach(role -> {
            switch ((Access) role) {
                // Local routes are hidden before anything is known of the request: see Routes.
                case PUBLIC, LOCAL -> {}
                case USER -> exchange.authenticated(authenticate(ctx));
            }
        });
    }

    private Caller authenticate(Context ctx) {
        String presented = presentedKey(ctx);
        AuthenticateApiKey.Result result = authenticateApiKey.execute(new AuthenticateApiKey.Command(presented));
        if (result instanceof Authenticated authenticated) {
            return authenticated.caller();
        }
        throw new Refusal(problemFor(((Refused) result).reason()));
    }

    /** What is answered for a key that opens nothing, or nothing any more. */
    static Problem problemFor(AuthenticateApiKey.Reason reason) {
        ProblemCode code = codeFor(reason);
        Problem problem = Problem.of(code);
        return code == ProblemCode.API_KEY_INVALID
                ? problem.withHeader("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\"")
                : problem;
    }

    /** The key of our own header, or else of the general one. */
    private static String presentedKey(Context ctx) {
        String own = headerLines(ctx, KEY_HEADER);
        if (!own.isEmpty()) {
            return own;
        }
        var bearer = BEARER.matcher(headerLines(ctx, "Authorization"));
        if (bearer.matches() && !bearer.group(1).isEmpty()) {
            return bearer.group(1);
        }
        throw new Refusal(Problem.of(ProblemCode.API_KEY_REQUIRED).withHeader("WWW-Authenticate", CHALLENGE));
    }

    /** Several lines become one text that is no key, so that nobody chooses among them. */
    private static String headerLines(Context ctx, String name) {
        return String.join(",", Collections.list(ctx.req().getHeaders(name))).strip();
    }

    private static ProblemCode codeFor(AuthenticateApiKey.Reason reason) {
        return switch (reason) {
            case MALFORMED, UNKNOWN, REVOKED, EXPIRED -> ProblemCode.API_KEY_INVALID;
            case USER_NOT_ACTIVE -> ProblemCode.USER_SUSPENDED;
            case ACCOUNT_SUSPENDED -> ProblemCode.ACCOUNT_SUSPENDED;
        };
    }

    /**
     * Hides a route from everybody who does not sit at this machine. The host is asked for as well, because a page from
     * elsewhere can make a name of its own point here (DNS rebinding).
     *
     * @throws Refusal as for an unknown route
     */
    static void hideFromStrangers(Context ctx) {
        InetAddress peer = Exchange.of(ctx).peer();
        String host = ctx.req().getHeader("Host");
        boolean local = peer != null
                && peer.isLoopbackAddress()
                && host != null
                && LOOPBACK_HOST.matcher(host).matches()
                && Collections.list(ctx.req().getHeaderNames()).stream().noneMatch(Admission::isForwarding);
        if (!local) {
            throw new Refusal(ProblemCode.NOT_FOUND);
        }
    }

    private static boolean isForwarding(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded-") || FORWARDING.contains(name);
    }
}
