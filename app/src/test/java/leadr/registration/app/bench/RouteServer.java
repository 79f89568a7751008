package leadr.registration.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Bare Javalin, of the version and with the threads the product has: a route that reads a little JSON and answers a little
 * JSON. Nothing on this machine answers quicker that way.
 */
public final class RouteServer {
    static final String READY = "/v1/health/ready";
    static final String ROUTE = "/route";

    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private RouteServer() {}

    /** Takes the setting {@code HTTP_PORT}. */
    public static void main(String... arguments) {
        start(routes -> routes.post(
                ROUTE,
                ctx -> answer(
                        ctx,
                        200,
                        Map.of("greeting", "Hello " + read(ctx).path("name").asText()))));
    }

    static void start(Consumer<RoutesConfig> routes) {
        JavalinLogger.startupInfo = false;
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.concurrency.useVirtualThreads = true;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = Integer.parseInt(System.getenv().getOrDefault("HTTP_PORT", "0"));
            config.routes.get(READY, ctx -> answer(ctx, 200, Map.of("status", "ok")));
            routes.accept(config.routes);
        });
        Runtime.getRuntime().addShutdownHook(new Thread(javalin.start()::stop, "stop"));
    }

    static JsonNode read(Context ctx) throws IOException {
        return JSON.readTree(ctx.bodyAsBytes());
    }

    static void answer(Context ctx, int status, Object body) throws IOException {
        ctx.status(status).contentType("application/json").result(JSON.writeValueAsBytes(body));
    }
}
