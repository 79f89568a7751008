package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import leadr.registration.application.mail.DevInbox;
import leadr.registration.application.mail.DevInbox.Received;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.SampleMail;
import org.jspecify.annotations.Nullable;

/**
 * {@code /dev/inbox}: the mails that stayed here instead of being sent, and how the templates of all mails look, for who
 * sits at this machine.
 */
final class InboxRoutes {
    private static final String PATH = "/dev/inbox";
    private static final int NEWEST = 100;

    private static final String TEMPLATES = PATH + "/templates";
    private static final String LINKS =
            "<p><a href=\"" + TEMPLATES + "\">All mail templates, with sample values</a></p>\n";

    private final DevInbox inbox;
    private final Map<String, MailContent> samples;

    InboxRoutes(DevInbox inbox, List<SampleMail> samples) {
        this.inbox = inbox;
        this.samples = new LinkedHashMap<>();
        samples.forEach(sample -> this.samples.put(sample.name(), sample.content()));
    }

    void addTo(Routes routes) {
        routes.get(PATH, Access.LOCAL, this::page);
        routes.get(PATH + ".json", Access.LOCAL, this::json);
        routes.get(TEMPLATES, Access.LOCAL, this::templates);
        routes.get(TEMPLATES + "/{language}/{kind}", Access.LOCAL, this::rendered);
    }

    private void json(Context ctx) {
        Json.answer(ctx, 200, newest().stream().map(Mail::from).toList());
    }

    private void page(Context ctx) {
        List<Received> mails = newest();
        Page.answer(
                ctx,
                "Dev inbox",
                LINKS
                        + (mails.isEmpty()
                                ? "<p>No mail yet. Reload to look again.</p>"
                                : mails.stream().map(InboxRoutes::article).collect(Collectors.joining("\n"))));
    }

    private void templates(Context ctx) {
        StringBuilder index = new StringBuilder("<nav aria-label=\"Templates\">\n<ul>\n");
        StringBuilder articles = new StringBuilder();
        samples.forEach((name, mail) -> {
            String escaped = Page.escape(name);
            index.append("<li><a href=\"#" + escaped + "\">" + escaped + "</a></li>\n");
            articles.append("<article id=\"" + escaped + "\">\n<h2>" + Page.escape(mail.subject()) + "</h2>\n<p>"
                    + escaped + ", <a href=\"" + TEMPLATES + "/" + escaped + "\">HTML part as it looks</a></p>\n"
                    + content(mail.code(), mail.text(), mail.html(), mail.language()) + "</article>\n");
        });
        Page.answer(
                ctx,
                "Mail templates",
                "<p>With sample values, as they were read at the start. <a href=\"" + PATH + "\">Dev inbox</a></p>\n"
                        + index + "</ul>\n</nav>\n" + articles);
    }

    /** The HTML part alone, in a box: it runs nothing and loads nothing. */
    private void rendered(Context ctx) {
        MailContent mail = samples.get(ctx.pathParam("language") + "/" + ctx.pathParam("kind"));
        if (mail == null) {
            throw new Refusal(ProblemCode.NOT_FOUND);
        }
        ctx.header(ResponseHeaders.POLICY, ResponseHeaders.POLICY_OF_MAIL)
                .contentType("text/html; charset=utf-8")
                .result(mail.html().getBytes(StandardCharsets.UTF_8));
    }

    private List<Received> newest() {
        return inbox.newest(NEWEST).stream().limit(NEWEST).toList();
    }

    private static String article(Received mail) {
        return "<article>\n<h2>" + Page.escape(mail.subject()) + "</h2>\n<p>To " + Page.escape(mail.to()) + ", "
                + WireTime.text(mail.sentAt()) + "</p>\n" + content(mail.code(), mail.text(), mail.html(), null)
                + "</article>";
    }

    /** @param language of the text; null for that of the page */
    private static String content(@Nullable String code, String text, String html, @Nullable String language) {
        return (code == null ? "" : "<p class=\"code\">" + Page.escape(code) + "</p>\n")
                + (language == null ? "<pre>" : "<pre lang=\"" + Page.escape(language) + "\">") + Page.escape(text)
                + "</pre>\n<details><summary>HTML part</summary><pre>" + Page.escape(html) + "</pre></details>\n";
    }

    private record Mail(
            String to,
            String subject,
            String text,
            String html,
            @Nullable String code,
            String sentAt) {
        static Mail from(Received mail) {
            return new Mail(
                    mail.to(), mail.subject(), mail.text(), mail.html(), mail.code(), WireTime.text(mail.sentAt()));
        }

        @Override
        public String toString() {
            return "Mail[redacted]";
        }
    }
}
