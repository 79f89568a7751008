package leadr.registration.app.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One kept connection that speaks as little HTTP/1.1 as the servers here need: one request at a time, bodies with a length.
 * The client of the JDK would take a good part of the processors that are to be measured. For one thread at a time.
 */
final class HttpLine implements Closeable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final String LENGTH = "\r\ncontent-length:";

    /** An answer; the body may hold secrets, so it does not print. */
    record Answer(int status, String body) {
        /** The first text field of that name; texts here hold no escapes. */
        String text(String name) {
            String begin = "\"" + name + "\":\"";
            int from = body.indexOf(begin);
            int to = from < 0 ? -1 : body.indexOf('"', from + begin.length());
            if (to < 0) {
                throw new WrongAnswer("the answer has no " + name);
            }
            return body.substring(from + begin.length(), to);
        }

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[16 * 1024];
    private int filled;

    /** Connects to that port of this machine. */
    HttpLine(int port) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /** @param headers each with its line end */
    Answer post(String path, String json, String headers) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + body.length + "\r\n\r\n" + json);
    }

    Answer get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private Answer send(String request) throws IOException {
        out.write(request.getBytes(StandardCharsets.UTF_8));
        filled = 0;
        int headEnd = -1;
        while (headEnd < 0) {
            int before = filled;
            fill();
            headEnd = endOfHead(Math.max(0, before - 3));
        }
        String head = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int from = head.indexOf(LENGTH);
        if (from < 0 || head.contains("\r\nconnection: close")) {
            throw new WrongAnswer("not an answer of known length on a kept connection: "
                    + head.lines().findFirst().orElse("nothing"));
        }
        from += LENGTH.length();
        int to = head.indexOf('\r', from);
        int length = Integer.parseInt(
                head.substring(from, to < 0 ? head.length() : to).strip());
        int begin = headEnd + 4;
        while (filled < begin + length) {
            fill();
        }
        int status = Integer.parseInt(head.substring("http/1.1 ".length(), "http/1.1 200".length()));
        return new Answer(status, new String(buffer, begin, length, StandardCharsets.UTF_8));
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += read;
    }

    private int endOfHead(int from) {
        for (int i = from; i + 3 < filled; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
