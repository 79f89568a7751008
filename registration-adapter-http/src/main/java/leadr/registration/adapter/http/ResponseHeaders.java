package leadr.registration.adapter.http;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** The headers that every answer carries, whoever gives it. */
final class ResponseHeaders {
    static final String POLICY = "Content-Security-Policy";

    private static final String NOTHING = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    /** For a mail that is shown as a page: its own styles and nothing else, and no origin. */
    static final String POLICY_OF_MAIL = "default-src 'none'; style-src 'unsafe-inline'; sandbox; " + NOTHING;

    private static final long YEAR_IN_SECONDS = 31_536_000;

    private final List<HttpField> fields;

    /** @param https whether people reach us by https only */
    ResponseHeaders(boolean https) {
        List<HttpField> all = new ArrayList<>(List.of(
                new HttpField("X-Content-Type-Options", "nosniff"),
                new HttpField("Referrer-Policy", "no-referrer"),
                new HttpField(POLICY, "default-src 'none'; " + NOTHING),
                new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
                new HttpField("Cross-Origin-Resource-Policy", "same-origin"),
                new HttpField("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
                new HttpField("Cache-Control", "no-store")));
        if (https) {
            all.add(new HttpField("Strict-Transport-Security", "max-age=" + YEAR_IN_SECONDS));
        }
        this.fields = List.copyOf(all);
    }

    void putInto(HttpFields.Mutable headers, Exchange exchange) {
        fields.forEach(headers::put);
        String clientId = exchange.clientId();
        headers.put("X-Request-Id", clientId == null ? exchange.id().toString() : clientId);
    }

    /** The policy of a page that needs one style sheet and nothing else. */
    static String policyWithStyle(String sha256) {
        return "default-src 'none'; style-src 'sha256-" + sha256 + "'; " + NOTHING;
    }
}
