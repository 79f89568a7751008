package leadr.registration.adapter.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One exchange over a bare socket: says exactly what it is told, and reads one answer. */
record Raw(int status, List<String> headerLines, String body) {
    private static final int PATIENCE_MILLIS = 10_000;

    static Raw send(int port, String request) {
        return send(InetAddress.getLoopbackAddress(), port, request);
    }

    static Raw send(InetAddress address, int port, String request) {
        try (Socket socket = open(address, port)) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return request.startsWith("HEAD ") ? readHead(socket) : read(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Socket open(int port) throws IOException {
        return open(InetAddress.getLoopbackAddress(), port);
    }

    private static Socket open(InetAddress address, int port) throws IOException {
        Socket socket = new Socket(address, port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static Raw read(Socket socket) throws IOException {
        Raw head = readHead(socket);
        int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
        byte[] body = socket.getInputStream().readNBytes(length);
        return new Raw(head.status(), head.headerLines(), new String(body, UTF_8));
    }

    private static Raw readHead(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        int status = Integer.parseInt(line(in).split(" ", -1)[1]);
        List<String> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            headers.add(line);
        }
        return new Raw(status, headers, "");
    }

    Optional<String> header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return headerLines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended after: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
