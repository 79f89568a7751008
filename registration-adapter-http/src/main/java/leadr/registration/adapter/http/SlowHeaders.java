package leadr.registration.adapter.http;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Looks from time to time for connections whose request has begun, but whose headers do not come to an end, and closes
 * them. There is no request to answer yet. Jetty knows only how long a connection is silent.
 */
final class SlowHeaders extends AbstractLifeCycle {
    private static final int LOOKS_PER_LIMIT = 4;

    private final Connector connector;
    private final Duration limit;
    private volatile Scheduler.@Nullable Task next;

    SlowHeaders(Connector connector, Duration limit) {
        this.connector = connector;
        this.limit = limit;
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
        next = connector.getScheduler().schedule(this::look, limit.dividedBy(LOOKS_PER_LIMIT));
    }

    private void look() {
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            if (endPoint.getConnection() instanceof HttpConnection connection && isOverdue(connection.getParser())) {
                endPoint.close(new TimeoutException("the headers took too long to arrive"));
            }
        }
        if (isStarting() || isStarted()) {
            planNext();
        }
    }

    private boolean isOverdue(HttpParser parser) {
        return parser.inHeaderState()
                && !parser.isStart()
                && NanoTime.since(parser.getBeginNanoTime()) > limit.toNanos();
    }
}
