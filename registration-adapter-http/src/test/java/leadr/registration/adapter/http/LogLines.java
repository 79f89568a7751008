package leadr.registration.adapter.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** What the process logs from start to close: our requests and the framework from INFO on, the rest from WARN on. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final String REQUESTS = "leadr.registration.http";

    private final Logger requests = (Logger) LoggerFactory.getLogger(REQUESTS);
    private final Logger framework = (Logger) LoggerFactory.getLogger("io.javalin");
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<String> all = new ArrayList<>();
    private final BlockingQueue<ILoggingEvent> ended = new LinkedBlockingQueue<>();

    static LogLines capture() {
        LogLines lines = new LogLines();
        lines.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        lines.start();
        lines.root.addAppender(lines);
        lines.requests.setLevel(Level.INFO);
        lines.framework.setLevel(Level.INFO);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String throwable = event.getThrowableProxy() == null
                ? ""
                : event.getThrowableProxy().getMessage();
        synchronized (all) {
            all.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + " "
                    + throwable);
        }
        if (event.getLoggerName().equals(REQUESTS) && event.getLevel() == Level.INFO) {
            ended.add(event);
        }
    }

    /** The line of the next request that ended; waits for it, for it is written after the answer went out. */
    ILoggingEvent nextRequest() {
        try {
            ILoggingEvent event = ended.poll(10, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no request was logged");
            }
            return event;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Everything that was logged so far. */
    String text() {
        synchronized (all) {
            return String.join("\n", all);
        }
    }

    @Override
    public void close() {
        root.detachAppender(this);
        requests.setLevel(null);
        framework.setLevel(null);
        stop();
    }
}
