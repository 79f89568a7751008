package leadr.registration.adapter.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a pool and its server, and fails the way networks do. */
final class TcpProxy implements AutoCloseable {
    private enum State {
        PASSING,
        CUTTING,
        SWALLOWING
    }

    private final int target;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile State state = State.PASSING;

    /** @param target the port of the server */
    TcpProxy(int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        inBackground(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Closes every connection; those that are made from now on are closed at once. */
    void cut() {
        state = State.CUTTING;
        sockets.forEach(TcpProxy::closed);
        sockets.clear();
    }

    /** Keeps connections open; what is sent over them never arrives. */
    void swallow() {
        state = State.SWALLOWING;
    }

    void heal() {
        state = State.PASSING;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            sockets.add(client);
            if (state == State.CUTTING) {
                closed(client);
            } else {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(server);
                inBackground(() -> pump(client, server));
                inBackground(() -> pump(server, client));
            }
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (state == State.PASSING) {
                    out.write(buffer, 0, read);
                }
            }
        }
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        // One side has closed, or this proxy has: how these threads end.
                    }
                },
                "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
