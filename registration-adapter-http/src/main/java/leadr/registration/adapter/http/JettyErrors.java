package leadr.registration.adapter.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what fails outside of Javalin: requests that are no HTTP, or that Jetty refuses. In the same form as all else. */
final class JettyErrors implements Request.Handler {
    private static final Logger LOG = LoggerFactory.getLogger("leadr.registration.http");

    private final Envelope envelope;
    private final ResponseHeaders headers;

    JettyErrors(Envelope envelope, ResponseHeaders headers) {
        this.envelope = envelope;
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange begun = Exchange.of(request);
        Exchange exchange = begun == null ? envelope.begin(request, response) : begun;
        Problem problem = Answers.problemFor(ProblemCode.forStatus(response.getStatus()));
        if (problem.code() == ProblemCode.INTERNAL_ERROR
                && request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable failure
                // That the client is gone, while the server stops for example, is no failure of ours.
                && !(failure instanceof EofException)) {
            LOG.error("Request {} failed: {}", exchange.id(), FailureTrace.of(failure));
        }
        // Jetty has cleared what the envelope put in.
        headers.putInto(response.getHeaders(), exchange);
        response.setStatus(problem.code().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        problem.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(problem.toJson(exchange.id())), callback);
        return true;
    }
}
