package leadr.registration.app;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import leadr.registration.app.Ledger.Acknowledged;
import leadr.registration.app.Ledger.Call;
import leadr.registration.app.MailSink.Copy;
import leadr.registration.app.RealServer.Answer;

/** What the server says afterwards to those whom it had acknowledged something. */
final class Revisit {
    private Revisit() {}

    /** Tries every API key and, once more, every code; returns what is wrong, each a sentence. */
    static List<String> of(RealServer server, Ledger ledger) {
        List<String> wrong = new ArrayList<>();
        for (Acknowledged one : ledger.acknowledged()) {
            boolean right = switch (one.call()) {
                case INITIATE -> true;
                case VERIFY -> isRefused(server.verify(one.email(), one.code()));
                case COMPLETE -> opens(server.me(one.apiKey()), one);
            };
            if (!right) {
                wrong.add("after " + one);
            }
        }
        return wrong;
    }

    private static boolean isRefused(Answer again) {
        return again.status() == 400 && again.field("detail").equals("Invalid or expired verification code");
    }

    private static boolean opens(Answer me, Acknowledged one) {
        return me.status() == 200
                && me.body().contains(one.accountId())
                && me.body().contains(one.email());
    }

    /** Waits until each got a mail for every call that causes one, and until second copies that must come are there. */
    static boolean awaitMails(Ledger ledger, MailSink sink) {
        return Patience.isMet(() -> {
            Map<String, Set<String>> came =
                    sink.copies().stream().collect(groupingBy(Copy::recipient, mapping(Copy::mail, toSet())));
            Map<String, Long> wanted = ledger.acknowledged().stream()
                    .filter(one -> one.call() != Call.VERIFY)
                    .collect(groupingBy(Acknowledged::email, counting()));
            Set<Integer> twice = Aftermath.secondCopies(sink.copies()).keySet();
            return wanted.entrySet().stream()
                            .allMatch(entry ->
                                    came.getOrDefault(entry.getKey(), Set.of()).size() >= entry.getValue())
                    && ledger.ends().entrySet().stream()
                            .allMatch(end -> end.getValue() != Place.BEFORE_MARK || twice.contains(end.getKey()));
        });
    }
}
