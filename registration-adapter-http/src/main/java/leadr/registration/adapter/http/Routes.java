package leadr.registration.adapter.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;

/** Adds routes to Javalin; there is no way to add one without saying who may call it. */
final class Routes {
    /** Where Javalin puts the methods of a route that was called with another. */
    static final String ALLOWED_METHODS = "availableMethods";

    private final JavalinConfig config;

    private Routes(JavalinConfig config) {
        this.config = config;
    }

    /** Prepares Javalin: from here on a route without a declared access does not start. */
    static Routes of(JavalinConfig config) {
        config.events.handlerAdded(added -> {
            if (added.getHttpMethod().isHttpMethod()
                    && (added.getRoles().size() != 1
                            || !added.getRoles().stream().allMatch(Access.class::isInstance))) {
                throw new IllegalStateException(
                        added.getHttpMethod() + " " + added.getPath() + " does not say who may call it");
            }
        });
        return new Routes(config);
    }

    /** Every route of a Javalin, as {@code GET /v1/me}. */
    static List<String> of(Javalin javalin) {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(each -> each.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method + " " + endpoint.path)
                .toList();
    }

    /** Adds a route for GET and HEAD. */
    void get(String path, Access access, Handler handler) {
        add(HandlerType.GET, path, access, handler);
        add(HandlerType.HEAD, path, access, handler);
    }

    void post(String path, Access access, Handler handler) {
        add(HandlerType.POST, path, access, handler);
    }

    /** Adds a route that takes both kinds of patches, see {@link RequestBody}. */
    void patch(String path, Access access, Handler handler) {
        add(HandlerType.PATCH, path, access, handler);
    }

    void delete(String path, Access access, Handler handler) {
        add(HandlerType.DELETE, path, access, handler);
    }

    private void add(HandlerType method, String path, Access access, Handler handler) {
        if (access == Access.LOCAL) {
            // Before all else, so that a wrong method or a bad body does not show that the route is there.
            config.routes.before(path, Admission::hideFromStrangers);
        }
        config.routes.addHttpHandler(method, path, handler, access);
    }
}
