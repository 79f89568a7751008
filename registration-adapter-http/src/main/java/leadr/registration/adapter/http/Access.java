package leadr.registration.adapter.http;

import io.javalin.security.RouteRole;

/** Who may call a route. Every route declares one; {@link Routes} refuses to start with a route that does not. */
enum Access implements RouteRole {
    /** Anybody. */
    PUBLIC,
    /** Who presents a key of an active user in an active account. */
    USER,
    /** Who sits at this machine: a loopback peer that asks for a loopback host, without a proxy between. */
    LOCAL
}
