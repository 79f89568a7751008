package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a wrong guess is counted for, seen from outside. */
class ClientNetworkTest {
    private static Api behind(List<String> trustedProxies) {
        return Api.start(new HttpSettings("127.0.0.1", 0, "/v1", "http://localhost:8080", trustedProxies, false), null);
    }

    private static int guess(Api api, String forwardedFor) {
        return api.send(api.request("/v1/register/verify")
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", forwardedFor)
                        .POST(BodyPublishers.ofString("{\"email\":\"bob@example.com\",\"code\":\"000000\"}")))
                .statusCode();
    }

    @Test
    void behindATrustedProxyEachClientHasABudgetOfHisOwn() {
        try (Api api = behind(List.of("127.0.0.0/8"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(guess(api, "198.51.100." + i + ", 203.0.113.1")).isEqualTo(400);
            }
            assertThat(guess(api, "203.0.113.1")).isEqualTo(429);
            assertThat(guess(api, "203.0.113.2")).isEqualTo(400);
        }
    }

    @Test
    void aStrangerHasOneBudgetWhateverHeWrites() {
        try (Api api = behind(List.of())) {
            for (int i = 0; i < 5; i++) {
                assertThat(guess(api, "203.0.113." + i)).isEqualTo(400);
            }
            assertThat(guess(api, "203.0.113.99")).isEqualTo(429);
        }
    }
}
