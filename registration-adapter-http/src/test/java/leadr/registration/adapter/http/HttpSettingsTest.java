package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "-1, /v1, http://localhost, port: expected 0 to 65535",
        "65536, /v1, http://localhost, port: expected 0 to 65535",
        "0, v1, http://localhost, apiPrefix: expected a path such as /v1",
        "0, /{v}, http://localhost, apiPrefix: expected a path such as /v1",
        "0, //v1, http://localhost, apiPrefix: expected a path such as /v1",
        "0, /v1, localhost, publicUrl: expected http:// or https:// and a host",
        "0, /v1, https://, publicUrl: expected http:// or https:// and a host",
        "0, /v1, ftp://localhost, publicUrl: expected http:// or https:// and a host"
    })
    void aWrongSettingIsNamed(int port, String prefix, String url, String message) {
        assertThatThrownBy(() -> assertThat(new HttpSettings("127.0.0.1", port, prefix, url, List.of(), false))
                        .isNull())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aTrustedProxyThatIsNoRangeIsNamed() {
        assertThatThrownBy(
                        () -> assertThat(new HttpSettings("x", 0, "/v1", "http://localhost", List.of("proxy"), false))
                                .isNull())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("trustedProxies: ");
    }

    @Test
    void aTrailingSlashOfThePrefixIsDropped() {
        assertThat(new HttpSettings("x", 0, "/v1/", "http://localhost", List.of(), false).apiPrefix())
                .isEqualTo("/v1");
        assertThat(new HttpSettings("x", 0, "/", "http://localhost", List.of(), false).apiPrefix())
                .isEmpty();
    }
}
