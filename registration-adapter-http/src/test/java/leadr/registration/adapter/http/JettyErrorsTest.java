package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fails below Javalin, on a bare Jetty. */
class JettyErrorsTest {
    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void aBugIsAnErrorInTheLogAndAClientWhoIsGoneIsNot(boolean gone, int errors) throws Exception {
        IdGenerator ids = IdGenerator.timeOrdered(Instant::now, SecretGenerator.secure());
        ResponseHeaders headers = new ResponseHeaders(false);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        server.addConnector(connector);
        server.setErrorHandler(new JettyErrors(new Envelope(ids, new TrustedProxies(List.of()), headers), headers));
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                callback.failed(gone ? new EofException("gone") : new IllegalStateException("bug"));
                return true;
            }
        });
        LogLines log = LogLines.capture();
        try {
            server.start();
            Raw answer = Raw.send(connector.getLocalPort(), "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(log.text().lines().filter(line -> line.startsWith("ERROR ")))
                    .hasSize(errors);
        } finally {
            server.stop();
            log.close();
        }
    }
}
