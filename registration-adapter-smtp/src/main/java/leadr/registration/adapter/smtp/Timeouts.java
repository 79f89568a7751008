package leadr.registration.adapter.smtp;

import java.time.Duration;

/**
 * How long one try may take: each wait has its own bound, and the dialogue as a whole has one. Without the latter a
 * server that says one byte now and then, or takes its time at every step, would outlast the lease of a mail.
 *
 * @param connect until the server accepts the connection
 * @param read until the next byte comes
 * @param write until the server takes what is written
 * @param dialogue from before the connection; after it no read or write begins
 */
record Timeouts(Duration connect, Duration read, Duration write, Duration dialogue) {
    /**
     * Ends within dialogue + write = 26 s, under the lease of 30 s. The longest wait is for the answer to the mail itself,
     * which a server may scan first: whoever gives up on that one early sends a second copy. Not bounded here is the look-up
     * of the host name; one that takes too long leaves no time to connect, so nothing is sent late.
     */
    static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(4), Duration.ofSeconds(22));
}
