package leadr.registration.application.secret;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Source of ids. Safe to call from several threads. */
@FunctionalInterface
public interface IdGenerator {
    /** An id nobody had before. */
    UUID next();

    /**
     * UUIDs of version 7 (RFC 9562 section 5.7): the milliseconds of the clock, a counter that keeps the ids of one
     * generator in order (section 6.2, method 1), and 62 random bits.
     */
    static IdGenerator timeOrdered(InstantSource clock, SecretGenerator random) {
        AtomicLong last = new AtomicLong();
        return () -> {
            long ordered = last.updateAndGet(previous -> Math.max(previous + 1, clock.millis() << 12));
            long high = ((ordered & ~0xFFFL) << 4) | 0x7000L | (ordered & 0xFFFL);
            long low = (ByteBuffer.wrap(random.bytes(Long.BYTES)).getLong() >>> 2) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        };
    }
}
