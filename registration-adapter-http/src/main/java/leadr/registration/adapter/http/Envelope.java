package leadr.registration.adapter.http;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import leadr.registration.application.secret.IdGenerator;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What is around every request, outside of Javalin: an id, the headers of the answer, one line in the log. Also takes
 * away what would let a request change its meaning on the way to the routes.
 */
final class Envelope extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger("leadr.registration.http");
    /** Where the log finds our id of the request that is being worked on. */
    static final String MDC_KEY = "request";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final IdGenerator ids;
    private final TrustedProxies proxies;
    private final ResponseHeaders headers;

    Envelope(IdGenerator ids, TrustedProxies proxies, ResponseHeaders headers) {
        this.ids = ids;
        this.proxies = proxies;
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (cannotBeAnswered(request)) {
            callback.failed(new EofException("the connection takes no answer any more"));
            return true;
        }
        Exchange exchange = begin(request, response);
        MDC.put(MDC_KEY, exchange.id().toString());
        try {
            return super.handle(new Plain(request), new Spaced(request, response), callback);
        } finally {
            MDC.remove(MDC_KEY);
        }
    }

    /**
     * A server that closes may shut a connection behind an answer that did not say so. The request that comes then is not
     * begun: its sender could not know what became of it.
     */
    private static boolean cannotBeAnswered(Request request) {
        return request.getConnectionMetaData().getConnection().getEndPoint().isOutputShutdown();
    }

    /** Also for requests that Jetty refuses before it hands them to us. */
    Exchange begin(Request request, Response response) {
        Exchange exchange = Exchange.begin(request, ids.next(), proxies);
        headers.putInto(response.getHeaders(), exchange);
        Request.addCompletionListener(request, failure -> log(request, response, exchange));
        return exchange;
    }

    private static void log(Request request, Response response, Exchange exchange) {
        long millis = TimeUnit.NANOSECONDS.toMillis(NanoTime.since(request.getBeginNanoTime()));
        String clientId = exchange.clientId();
        String inherited = MDC.get(MDC_KEY);
        MDC.put(MDC_KEY, exchange.id().toString());
        LOG.info(
                "{} {} {} {} ms request={} client_request={}",
                METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER",
                exchange.route(),
                response.getStatus(),
                millis,
                exchange.id(),
                clientId == null ? "-" : clientId);
        if (inherited == null) {
            // The end of a request may come on a thread that serves others.
            MDC.remove(MDC_KEY);
        }
    }

    /** The request without the ways in which Javalin lets a header, or an unheard-of method, stand for another method. */
    private static final class Plain extends Request.Wrapper {
        private final HttpFields fields;

        Plain(Request request) {
            super(request);
            this.fields = HttpFields.build(request.getHeaders())
                    .remove("X-HTTP-Method-Override")
                    .remove(HttpHeader.SEC_WEBSOCKET_VERSION)
                    .asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return fields;
        }

        /** Javalin knows methods of its own, such as BEFORE; TRACE has no route, so it is refused as those must be. */
        @Override
        public String getMethod() {
            String method = super.getMethod();
            return METHODS.contains(method) ? method : "TRACE";
        }
    }

    /** The response with its media type as everybody writes it; Jetty leaves out the blank of those that it knows. */
    private static final class Spaced extends Response.Wrapper {
        Spaced(Request request, Response response) {
            super(request, response);
        }

        @Override
        public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
            String type = getHeaders().get(HttpHeader.CONTENT_TYPE);
            if (!isCommitted() && type != null) {
                getHeaders().put(HttpHeader.CONTENT_TYPE, type.replace(";charset", "; charset"));
            }
            super.write(last, content, callback);
        }
    }
}
