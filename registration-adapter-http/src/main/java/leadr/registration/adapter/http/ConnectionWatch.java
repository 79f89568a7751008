package leadr.registration.adapter.http;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeoutException;
import leadr.registration.adapter.http.HttpServer.Patience;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Looks from time to time at all connections, for what Jetty does not know: it knows only how long one is silent.
 *
 * <p>A request that has begun, but whose headers do not come to an end, is closed; there is nothing to answer yet. And
 * when every place is taken, silence is borne for a moment only, so that whoever waits for a place gets one.
 */
final class ConnectionWatch extends AbstractLifeCycle {
    /** What the parser says of the beginning while there is no request. */
    private static final long BETWEEN_REQUESTS = 0;

    private static final int LOOKS_PER_LIMIT = 4;
    /** How long a connection may be silent while every place is taken, and how long that may go unnoticed. */
    private static final Duration CROWDED_SILENCE = Duration.ofSeconds(1);

    private final Connector connector;
    private final Patience patience;
    private final Duration pause;
    private volatile Scheduler.@Nullable Task next;

    ConnectionWatch(Connector connector, Patience patience) {
        this.connector = connector;
        this.patience = patience;
        Duration partOfLimit = patience.arrival().dividedBy(LOOKS_PER_LIMIT);
        this.pause = partOfLimit.compareTo(CROWDED_SILENCE) < 0 ? partOfLimit : CROWDED_SILENCE;
    }

    @Override
    protected void doStart() {
        planNext();
    }

    @Override
    protected void doStop() {
        Scheduler.Task planned = next;
        if (planned != null) {
            planned.cancel();
        }
    }

    private void planNext() {
        next = connector.getScheduler().schedule(this::look, pause);
    }

    private void look() {
        try {
            Collection<EndPoint> all = connector.getConnectedEndPoints();
            boolean crowded = all.size() >= patience.connections();
            all.forEach(endPoint -> look(endPoint, crowded));
        } finally {
            // Whatever happened: nobody else would begin again.
            if (isStarting() || isStarted()) {
                planNext();
            }
        }
    }

    private void look(EndPoint endPoint, boolean crowded) {
        if (endPoint.getConnection() instanceof HttpConnection connection && isOverdue(connection.getParser())) {
            endPoint.close(new TimeoutException("the headers took too long to arrive"));
        }
        // Never more than it had: the server shortens it when it closes.
        if (crowded && endPoint.getIdleTimeout() > CROWDED_SILENCE.toMillis()) {
            endPoint.setIdleTimeout(CROWDED_SILENCE.toMillis());
        }
    }

    /** The parser is at work meanwhile: it is overdue when it is at the same request before and after the look. */
    private boolean isOverdue(HttpParser parser) {
        long begun = parser.getBeginNanoTime();
        boolean atHeaders = parser.inHeaderState() && !parser.isStart();
        return atHeaders
                && begun == parser.getBeginNanoTime()
                && begun != BETWEEN_REQUESTS
                && NanoTime.since(begun) > patience.arrival().toNanos();
    }
}
