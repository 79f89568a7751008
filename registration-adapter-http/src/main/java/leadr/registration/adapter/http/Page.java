package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A small page for people: no script, no image, one style sheet that its policy knows by its hash. */
final class Page {
    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
            article { border-top: 1px solid #999; padding: 1rem 0; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4; color: #111; padding: 1rem; }
            .code { font: 700 2rem/1.2 ui-monospace, monospace; letter-spacing: .2em; user-select: all; }
            """;
    private static final String POLICY = ResponseHeaders.policyWithStyle(hash(STYLE));

    private Page() {}

    /**
     * Answers a page.
     *
     * @param title a text
     * @param body HTML, with everything that is not ours {@linkplain #escape escaped}
     */
    static void answer(Context ctx, String title, String body) {
        String html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + escape(title) + "</title>\n<style>" + STYLE + "</style>\n</head>\n<body>\n<h1>" + escape(title)
                + "</h1>\n" + body + "\n</body>\n</html>\n";
        ctx.header(ResponseHeaders.POLICY, POLICY)
                .contentType("text/html; charset=utf-8")
                .result(html.getBytes(StandardCharsets.UTF_8));
    }

    /** A text as HTML, also between quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
