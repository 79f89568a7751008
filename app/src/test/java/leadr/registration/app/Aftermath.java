package leadr.registration.app;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import leadr.registration.app.Ledger.Acknowledged;
import leadr.registration.app.Ledger.Call;
import leadr.registration.app.MailSink.Copy;
import leadr.registration.app.Stored.Account;
import leadr.registration.app.Stored.Code;
import leadr.registration.app.Stored.Mail;

/** Holds what was acknowledged against what is there after the crashes. */
final class Aftermath {
    /** As many mails can be between the mail server's yes and our mark: one for each delivery worker. */
    static final int COPIES_PER_END = 2;

    private static final String VERIFICATION = "VERIFICATION";
    private static final String WELCOME = "WELCOME";

    private final Ledger ledger;
    private final Stored stored;
    private final List<Copy> copies;
    private final List<String> findings = new ArrayList<>();
    private final List<Acknowledged> missing = new ArrayList<>();

    /** @param copies in the order in which the mail server took them */
    Aftermath(Ledger ledger, Stored stored, List<Copy> copies) {
        this.ledger = ledger;
        this.stored = stored;
        this.copies = copies;
        findings.addAll(ledger.troubles());
        lookForTheAcknowledged();
        lookForHalves();
        lookAtMails();
        lookAtSecondCopies();
    }

    /** Everything that must not be; each is a sentence. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    /** What was acknowledged and is not there. */
    List<Acknowledged> missing() {
        return List.copyOf(missing);
    }

    private void lookForTheAcknowledged() {
        Map<String, Account> accounts = stored.accounts().stream().collect(toMap(Account::id, Function.identity()));
        Map<String, Long> codes = count(stored.codes().stream().map(Code::email));
        Map<String, Long> used =
                count(stored.codes().stream().filter(Code::used).map(Code::email));
        Map<String, Long> verifications = mailsOf(VERIFICATION);
        Map<String, Long> welcomes = mailsOf(WELCOME);
        for (Acknowledged one : ledger.acknowledged()) {
            boolean there = switch (one.call()) {
                case INITIATE -> isIn(codes, one.email()) && isIn(verifications, one.email());
                case VERIFY -> isIn(used, one.email());
                case COMPLETE -> {
                    Account account = accounts.get(one.accountId());
                    yield account != null && account.email().equals(one.email()) && isIn(welcomes, one.email());
                }
            };
            if (!there) {
                missing.add(one);
                findings.add("missing: " + one);
            }
        }
    }

    private void lookForHalves() {
        for (Account account : stored.accounts()) {
            boolean whole = !account.email().isEmpty()
                    && Stream.of(account.users(), account.keys(), account.codes(), account.welcomes(), account.events())
                            .allMatch(count -> count == 1);
            expect(whole, "half an account: " + account);
        }
        expectSame("codes and their mails", count(stored.codes().stream().map(Code::email)), mailsOf(VERIFICATION));
        expectSame(
                "codes and their events", stored.codes().size(), stored.events().initiated());
        expectSame(
                "verified codes and their events",
                stored.codes().stream().filter(Code::used).count(),
                (long) stored.events().verified());
        expectSame(
                "consumed codes and accounts",
                stored.codes().stream().filter(Code::consumed).count(),
                (long) stored.accounts().size());
        expectSame(
                "accounts and their events",
                stored.accounts().size(),
                stored.events().completed());
        expectOnlyAskedFor(Call.INITIATE, code -> true);
        expectOnlyAskedFor(Call.VERIFY, Code::used);
        expectOnlyAskedFor(Call.COMPLETE, Code::consumed);
    }

    /** What is there and was not acknowledged must at least have been asked for, and was left unanswered. */
    private void expectOnlyAskedFor(Call call, Predicate<Code> done) {
        Set<String> asked = new HashSet<>();
        ledger.acknowledged().stream().filter(one -> one.call() == call).forEach(one -> asked.add(one.email()));
        ledger.unanswered().stream().filter(one -> one.call() == call).forEach(one -> asked.add(one.email()));
        Map<String, Long> found = count(stored.codes().stream().filter(done).map(Code::email));
        found.forEach((email, times) ->
                expect(asked.contains(email) && times == 1, call + " of " + email + " was done " + times + " times"));
    }

    private void lookAtMails() {
        Set<String> taken = new HashSet<>();
        copies.forEach(copy -> taken.add(copy.mail() + " " + copy.recipient()));
        Set<String> known = new HashSet<>();
        for (Mail mail : stored.mails()) {
            known.add(mail.id() + " " + mail.recipient());
            boolean fine = switch (mail.state()) {
                case "SENT" -> taken.contains(mail.id() + " " + mail.recipient());
                case "QUEUED", "DEFERRED" -> true;
                default -> false;
            };
            expect(fine, "neither delivered nor queued: " + mail);
        }
        copies.forEach(
                copy -> expect(known.contains(copy.mail() + " " + copy.recipient()), "nobody has written " + copy));
    }

    private void lookAtSecondCopies() {
        secondCopies(copies).forEach((epoch, count) -> {
            int allowed = ledger.ends().containsKey(epoch) ? COPIES_PER_END : 0;
            expect(count <= allowed, count + " second copies in epoch " + epoch + ", allowed are " + allowed);
        });
        copiesByMail(copies).forEach((mail, ofOne) -> {
            for (int i = 1; i < ofOne.size(); i++) {
                expect(
                        ofOne.get(i - 1).epoch() < ofOne.get(i).epoch(),
                        "a second copy with no end of the server between: " + ofOne.get(i));
            }
        });
    }

    /** How many copies were not the last of their mail, by the epoch at whose end their mark was lost. */
    static Map<Integer, Integer> secondCopies(List<Copy> copies) {
        Map<Integer, Integer> counts = new TreeMap<>();
        copiesByMail(copies)
                .values()
                .forEach(ofOne -> ofOne.subList(0, ofOne.size() - 1)
                        .forEach(copy -> counts.merge(copy.epoch(), 1, Integer::sum)));
        return counts;
    }

    private static Map<String, List<Copy>> copiesByMail(List<Copy> copies) {
        return copies.stream().collect(groupingBy(Copy::mail, LinkedHashMap::new, toList()));
    }

    private Map<String, Long> mailsOf(String kind) {
        return count(
                stored.mails().stream().filter(mail -> mail.kind().equals(kind)).map(Mail::recipient));
    }

    private static Map<String, Long> count(Stream<String> names) {
        return names.collect(groupingBy(Function.identity(), counting()));
    }

    private static boolean isIn(Map<String, Long> counts, String name) {
        return counts.containsKey(name);
    }

    private <T> void expectSame(String what, T one, T other) {
        expect(one.equals(other), what + " differ: " + one + " and " + other);
    }

    private void expect(boolean fine, String otherwise) {
        if (!fine) {
            findings.add(otherwise);
        }
    }
}
