package leadr.registration.adapter.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Waits for the body of a request without a thread, and only then lets the request in: whoever sends slowly takes
 * nobody's place. What keeps a body from arriving is found by {@link RequestBody} where it would have been found anyway.
 */
final class BodyFirst extends Handler.Wrapper {
    /** What of a body that is too large is taken in to be thrown away. */
    private static final int DISCARDED_BYTES = 1024 * 1024;

    private final Duration limit;

    /** @param limit how long a request may take to arrive, from its first byte to its last */
    BodyFirst(Duration limit) {
        this.limit = limit;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Callback hearingOut = new HearingOut(request, response, callback);
        boolean hasBody = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        if (!hasBody || request.getLength() > RequestBody.MAX_BYTES) {
            return super.handle(request, response, hearingOut);
        }
        Collecting collecting = new Collecting(request, response, hearingOut);
        return !collecting.hasEnded() || super.handle(collecting.collected(), response, hearingOut);
    }

    private void handleLater(Request request, Response response, Callback callback) {
        Exchange exchange = Exchange.of(request);
        MDC.put(
                Envelope.MDC_KEY,
                exchange == null ? Exchange.NO_ROUTE : exchange.id().toString());
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception failure) {
            Response.writeError(request, response, callback, failure);
        } finally {
            MDC.remove(Envelope.MDC_KEY);
        }
    }

    /** Reads without blocking until it has enough, or the body ends, or the time is over. */
    private abstract class Reading implements Runnable {
        final Request request;
        private volatile boolean waiting;
        private volatile boolean late;
        private Scheduler.@Nullable Task timer;

        Reading(Request request) {
            this.request = request;
        }

        /** Takes a piece; answers whether it wants more. */
        abstract boolean take(ByteBuffer piece);

        /** @param last how the body ended; null when it goes on but nobody wants it */
        abstract void ended(Content.@Nullable Chunk last);

        /** What comes after the end, when there was something to wait for. */
        abstract void goOn();

        /** Reads what is there. When this is false, {@link #goOn} is called in time. */
        final boolean hasEnded() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null && !late) {
                    await();
                    return false;
                }
                if (chunk == null) {
                    return end(Content.Chunk.from(tooLate(), true));
                }
                if (Content.Chunk.isFailure(chunk)) {
                    return end(Content.Chunk.from(chunk.getFailure(), true));
                }
                boolean more = take(chunk.getByteBuffer());
                boolean last = chunk.isLast();
                chunk.release();
                if (last || !more) {
                    return end(last ? Content.Chunk.EOF : null);
                }
            }
        }

        private boolean end(Content.@Nullable Chunk last) {
            if (timer != null) {
                timer.cancel();
            }
            ended(last);
            return true;
        }

        private void await() {
            if (timer == null) {
                long left = limit.toNanos() - NanoTime.since(request.getBeginNanoTime());
                timer = request.getComponents()
                        .getScheduler()
                        .schedule(this::expire, Math.max(left, 0), TimeUnit.NANOSECONDS);
            }
            waiting = true;
            request.demand(this);
        }

        @Override
        public final void run() {
            waiting = false;
            if (hasEnded()) {
                request.getComponents().getExecutor().execute(this::goOn);
            }
        }

        /** Ends the wait as if the client had said nothing at all for too long. */
        private void expire() {
            late = true;
            if (waiting) {
                var unused = request.getConnectionMetaData().getConnection().onIdleExpired(tooLate());
            }
        }

        private static TimeoutException tooLate() {
            return new TimeoutException("the request took too long to arrive");
        }
    }

    /** Takes in one byte more than a body may have, at most about that. */
    private final class Collecting extends Reading {
        private final Response response;
        private final Callback callback;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Content.@Nullable Chunk last;

        Collecting(Request request, Response response, Callback callback) {
            super(request);
            this.response = response;
            this.callback = callback;
        }

        @Override
        boolean take(ByteBuffer piece) {
            bytes.writeBytes(BufferUtil.toArray(piece));
            return bytes.size() <= RequestBody.MAX_BYTES;
        }

        @Override
        void ended(Content.@Nullable Chunk how) {
            this.last = how;
        }

        @Override
        void goOn() {
            handleLater(collected(), response, callback);
        }

        Request collected() {
            return new Collected(request, bytes.toByteArray(), last);
        }
    }

    /** The request with the body that was collected, and what came after it. */
    private static final class Collected extends Request.Wrapper {
        private final Content.@Nullable Chunk last;
        private byte @Nullable [] bytes;

        Collected(Request request, byte[] bytes, Content.@Nullable Chunk last) {
            super(request);
            this.bytes = bytes;
            this.last = last;
        }

        @Override
        public Content.Chunk read() {
            byte[] unread = bytes;
            if (unread != null) {
                this.bytes = null;
                if (unread.length > 0) {
                    return Content.Chunk.from(ByteBuffer.wrap(unread), false);
                }
            }
            return last == null ? super.read() : last;
        }

        @Override
        public void demand(Runnable available) {
            if (bytes == null && last == null) {
                super.demand(available);
            } else {
                available.run();
            }
        }
    }

    /**
     * A client who is still sending reads no answer over a connection that is torn down. When he has the answer that he
     * sends too much, this lets him finish, unless he asked first or has very much to say.
     */
    private final class HearingOut extends Callback.Nested {
        private final Request request;
        private final Response response;

        HearingOut(Request request, Response response, Callback callback) {
            super(callback);
            this.request = request;
            this.response = response;
        }

        @Override
        public void succeeded() {
            if (response.getStatus() != HttpStatus.PAYLOAD_TOO_LARGE_413
                    || request.getHeaders().contains(HttpHeader.EXPECT)
                    || request.getLength() > DISCARDED_BYTES
                    || new Discarding(request, this::finish).hasEnded()) {
                finish();
            }
        }

        private void finish() {
            super.succeeded();
        }
    }

    private final class Discarding extends Reading {
        private final Runnable next;
        private int discarded;

        Discarding(Request request, Runnable next) {
            super(request);
            this.next = next;
        }

        @Override
        boolean take(ByteBuffer piece) {
            discarded += piece.remaining();
            return discarded < DISCARDED_BYTES;
        }

        @Override
        void ended(Content.@Nullable Chunk last) {}

        @Override
        void goOn() {
            next.run();
        }
    }
}
