package leadr.registration.adapter.smtp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.SocketFactory;

/**
 * Makes connections that end: at a fixed moment however the other side spreads its bytes, and after so many of them.
 * TLS is laid over them by Angus Mail, so the bounds hold there too.
 */
final class BoundedSockets extends SocketFactory {
    /** A dialogue with the certificates of TLS takes some 10 KiB; Angus Mail would gather an endless answer in memory. */
    static final int MAX_RECEIVED = 256 * 1024;

    private final Timeouts timeouts;

    BoundedSockets(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    @Override
    public Socket createSocket() {
        return new BoundedSocket(timeouts);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("Angus Mail connects the sockets itself");
    }

    private static final class BoundedSocket extends Socket {
        private final Timeouts timeouts;
        private final long end;
        private int received;

        BoundedSocket(Timeouts timeouts) {
            this.timeouts = timeouts;
            this.end = System.nanoTime() + timeouts.dialogue().toNanos();
        }

        @Override
        public void connect(SocketAddress server, int timeout) throws IOException {
            super.connect(server, millisLeft(Duration.ofMillis(timeout)));
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    setSoTimeout(millisLeft(timeouts.read()));
                    int count = super.read(buffer, offset, length);
                    received += Math.max(count, 0);
                    if (received > MAX_RECEIVED) {
                        throw new IOException("the mail server says too much");
                    }
                    return count;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] buffer, int offset, int length) throws IOException {
                    // How long a write may take is watched by Angus Mail; here only that none begins late.
                    checkTime();
                    out.write(buffer, offset, length);
                }
            };
        }

        private int millisLeft(Duration atMost) throws SocketTimeoutException {
            checkTime();
            // Rounded up: 0 would mean for ever.
            return (int) Math.min(atMost.toMillis(), (end - System.nanoTime()) / 1_000_000 + 1);
        }

        private void checkTime() throws SocketTimeoutException {
            if (end - System.nanoTime() <= 0) {
                throw new SocketTimeoutException("the mail server takes too long");
            }
        }
    }
}
