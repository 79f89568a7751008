package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Collectors;
import leadr.registration.application.mail.DevInbox;
import leadr.registration.application.mail.DevInbox.Received;
import org.jspecify.annotations.Nullable;

/** {@code /dev/inbox}: the mails that stayed here instead of being sent, for who sits at this machine. */
final class InboxRoutes {
    private static final String PATH = "/dev/inbox";
    private static final int NEWEST = 100;

    private final DevInbox inbox;

    InboxRoutes(DevInbox inbox) {
        this.inbox = inbox;
    }

    void addTo(Routes routes) {
        routes.get(PATH, Access.LOCAL, this::page);
        routes.get(PATH + ".json", Access.LOCAL, this::json);
    }

    private void json(Context ctx) {
        Json.answer(ctx, 200, newest().stream().map(Mail::from).toList());
    }

    private void page(Context ctx) {
        List<Received> mails = newest();
        Page.answer(
                ctx,
                "Dev inbox",
                mails.isEmpty()
                        ? "<p>No mail yet. Reload to look again.</p>"
                        : mails.stream().map(InboxRoutes::article).collect(Collectors.joining("\n")));
    }

    private List<Received> newest() {
        return inbox.newest(NEWEST).stream().limit(NEWEST).toList();
    }

    private static String article(Received mail) {
        String code = mail.code();
        return "<article>\n<h2>" + Page.escape(mail.subject()) + "</h2>\n<p>To " + Page.escape(mail.to()) + ", "
                + WireTime.text(mail.sentAt()) + "</p>\n"
                + (code == null ? "" : "<p class=\"code\">" + Page.escape(code) + "</p>\n")
                + "<pre>" + Page.escape(mail.text()) + "</pre>\n<details><summary>HTML part</summary><pre>"
                + Page.escape(mail.html()) + "</pre></details>\n</article>";
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
