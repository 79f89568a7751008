package leadr.registration.adapter.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinLogger;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import leadr.registration.application.RegistrationUseCases;
import leadr.registration.application.mail.DevInbox;
import leadr.registration.application.mail.SampleMail;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The HTTP API, from {@link #start} to {@link #close}. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("leadr.registration.http");
    /**
     * Each of the connections may keep a body of {@link RequestBody#MAX_BYTES}: that is 128 MiB if all of them do. A silent
     * one is kept longer than load balancers (60 s) and clients keep theirs: when the server is the first to end it, a
     * request that is on its way is lost. 10 s are plenty for 64 KiB.
     */
    private static final Patience PATIENCE = new Patience(2048, Duration.ofSeconds(75), Duration.ofSeconds(10));
    /** How long a connection may be silent when the server closes; a request that is being worked on is not silent. */
    private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(500);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_HEADER_BYTES = 8 * 1024;
    /** Connections that may wait to be accepted: a jam that starts is hundreds at once. The system's limit holds too. */
    private static final int ACCEPT_QUEUE = 1024;

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Listens from the moment this returns.
     *
     * @param inbox the mails that stayed here; null outside development, and then there is no {@code /dev/inbox}
     * @param samples of the mail templates, shown beside the inbox
     * @param clock orders the ids of requests
     * @throws io.javalin.util.JavalinException when the port is taken or the address is not ours
     */
    public static HttpServer start(
            HttpSettings settings,
            RegistrationUseCases useCases,
            Readiness readiness,
            @Nullable DevInbox inbox,
            List<SampleMail> samples,
            InstantSource clock) {
        return start(settings, useCases, readiness, inbox, samples, clock, PATIENCE);
    }

    /**
     * What is put up with from clients.
     *
     * @param connections at a time; more wait to be accepted, and then the silent ones have to go
     * @param silence how long a connection may be silent, unless a request is being worked on
     * @param arrival how long a request may take to arrive, from its first byte to its last
     */
    record Patience(int connections, Duration silence, Duration arrival) {}

    /** With another patience. */
    static HttpServer start(
            HttpSettings settings,
            RegistrationUseCases useCases,
            Readiness readiness,
            @Nullable DevInbox inbox,
            List<SampleMail> samples,
            InstantSource clock,
            Patience patience) {
        JavalinLogger.startupInfo = false;
        IdGenerator ids = IdGenerator.timeOrdered(clock, SecretGenerator.secure());
        Javalin javalin = Javalin.create(config -> {
            configure(config, settings, ids, patience);
            Routes routes = Routes.of(config);
            Answers.register(config.routes);
            config.routes.beforeMatched(new Admission(useCases.authenticateApiKey())::admit);
            EmailRule emails = new EmailRule(settings.allowSpecialUseEmail());
            new RegistrationRoutes(useCases, emails).addTo(routes, settings.apiPrefix());
            new InvitationRoutes(useCases.invitations(), emails).addTo(routes, settings.apiPrefix());
            SuperadminGate superadmins = new SuperadminGate(useCases.authorizeSuperadmin());
            new JamCodeRoutes(superadmins, useCases.jamCodes()).addTo(routes, settings.apiPrefix());
            new MailRoutes(superadmins, useCases.findMails()).addTo(routes, settings.apiPrefix());
            new ApiKeyRoutes(useCases.apiKeys()).addTo(routes, settings.apiPrefix());
            new AuditRoutes(useCases.listAuditEvents()).addTo(routes, settings.apiPrefix());
            new AccountRoutes(superadmins, useCases.accounts()).addTo(routes, settings.apiPrefix());
            new UserRoutes(useCases.accounts(), new EmailRule(settings.allowSpecialUseEmail()))
                    .addTo(routes, settings.apiPrefix());
            CallerRoutes.addTo(routes, settings.apiPrefix());
            HealthRoutes.addTo(routes, settings.apiPrefix(), readiness);
            ProblemRoutes.addTo(routes);
            if (inbox != null) {
                new InboxRoutes(inbox, samples).addTo(routes);
            }
        });
        return new HttpServer(javalin.start());
    }

    private static void configure(JavalinConfig config, HttpSettings settings, IdGenerator ids, Patience patience) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true; // from JDK 21 on; without effect before
        config.router.ignoreTrailingSlashes = true;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE; // answers are small, and some hold secrets (BREACH)
        config.router.javaLangErrorHandler(HttpServer::answerError);

        ResponseHeaders headers = new ResponseHeaders(settings.isHttps());
        Envelope envelope = new Envelope(ids, new TrustedProxies(settings.trustedProxies()), headers);
        JettyErrors errors = new JettyErrors(envelope, headers);
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_TIMEOUT.toMillis());
            server.setErrorHandler(errors);
            // Inside of what closes the server gracefully, so that a request that is still arriving counts.
            server.getTail().setHandler(new BodyFirst(patience.arrival()));
            server.insertHandler(envelope);
            server.addBean(new NetworkConnectionLimit(patience.connections(), server));
        });
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(MAX_HEADER_BYTES);
            http.setUriCompliance(UriCompliance.DEFAULT); // Javalin lets ambiguous paths through
        });
        config.jetty.addConnector((server, http) -> connector(server, http, settings, patience));
    }

    private static Connector connector(
            Server server, HttpConfiguration http, HttpSettings settings, Patience patience) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http)) {
            /**
             * Called when the door is shut, which alone ends the wait of whoever stands at it. An interrupt on top of that
             * loses (on JDK 25, not on 17) the connection that is just coming in: it stays open, and nobody knows of it.
             */
            @Override
            protected void interruptAcceptors() {
                setAccepting(true); // wakes up who waits for a free place
            }
        };
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(patience.silence().toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT.toMillis());
        connector.addBean(new ConnectionWatch(connector, patience));
        return connector;
    }

    /** An {@link Error} ends the request, not the node. */
    private static void answerError(HttpServletResponse response, Error error) {
        LOG.error("Request {} failed: {}", MDC.get(Envelope.MDC_KEY), FailureTrace.of(error));
        try {
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Every route there is, such as {@code GET /v1/me}. */
    List<String> routes() {
        return Routes.of(javalin);
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Takes no more requests, finishes those in flight within about 10 seconds, and ends. */
    @Override
    public void close() {
        javalin.stop();
    }
}
