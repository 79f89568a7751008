package leadr.registration.adapter.http;

import io.javalin.http.Context;

/** {@code /problems/<code>}: what the {@code type} of a problem points to. */
final class ProblemRoutes {
    private ProblemRoutes() {}

    static void addTo(Routes routes) {
        routes.get(ProblemCode.PAGES + "{code}", Access.PUBLIC, ProblemRoutes::explain);
    }

    private static void explain(Context ctx) {
        ProblemCode code =
                ProblemCode.ofWireName(ctx.pathParam("code")).orElseThrow(() -> new Refusal(ProblemCode.NOT_FOUND));
        ctx.header("Vary", "Accept");
        String accept = ctx.req().getHeader("Accept");
        if (accept != null && accept.contains("json") && !accept.contains("html")) {
            Json.answer(
                    ctx,
                    200,
                    new Explanation(
                            code.page(), code.wireName(), code.status(), code.title(), code.detail(), code.advice()));
            return;
        }
        Page.answer(
                ctx,
                code.title(),
                "<p>HTTP status " + code.status() + ", code <code>" + code.wireName() + "</code></p>\n<p>"
                        + Page.escape(code.detail()) + "</p>\n<p>" + Page.escape(code.advice()) + "</p>");
    }

    private record Explanation(String type, String code, int status, String title, String detail, String advice) {}
}
