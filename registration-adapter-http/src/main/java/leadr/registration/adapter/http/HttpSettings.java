package leadr.registration.adapter.http;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where and how the API is served.
 *
 * @param host the address to listen on, such as {@code 127.0.0.1}, or {@code 0.0.0.0} for all
 * @param port 0 to 65535; 0 takes any free one, see {@link HttpServer#port()}
 * @param apiPrefix what the paths of the API begin with, such as {@code /v1}; may be empty; no trailing slash is kept
 * @param publicUrl where people find the service; with https the answers carry HSTS
 * @param trustedProxies CIDRs, or single addresses, whose {@code X-Forwarded-For} is believed; numbers only, no names
 * @param allowSpecialUseEmail whether addresses in {@code .test .invalid .localhost} are taken
 */
public record HttpSettings(
        String host,
        int port,
        String apiPrefix,
        String publicUrl,
        List<String> trustedProxies,
        boolean allowSpecialUseEmail) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~-]+)*+/?");
    private static final Pattern URL = Pattern.compile("https?://[^\\s/]+(?:/\\S*)?");

    /** @throws IllegalArgumentException naming the first setting that is wrong */
    public HttpSettings {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port: expected 0 to 65535");
        }
        if (!PREFIX.matcher(apiPrefix).matches()) {
            throw new IllegalArgumentException("apiPrefix: expected a path such as /v1");
        }
        if (!URL.matcher(publicUrl).matches()) {
            throw new IllegalArgumentException("publicUrl: expected http:// or https:// and a host");
        }
        apiPrefix = apiPrefix.endsWith("/") ? apiPrefix.substring(0, apiPrefix.length() - 1) : apiPrefix;
        trustedProxies = new TrustedProxies(trustedProxies).texts();
    }

    boolean isHttps() {
        return publicUrl.startsWith("https://");
    }
}
