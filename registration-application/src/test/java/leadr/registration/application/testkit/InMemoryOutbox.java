package leadr.registration.application.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.mail.DeliveryReport;
import leadr.registration.application.mail.MailFilter;
import leadr.registration.application.mail.MailSort;
import leadr.registration.application.mail.MailSummary;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.store.Outbox;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.testkit.State.Lease;

/** The outbox, as one transaction sees it. */
final class InMemoryOutbox implements Outbox {
    private final Draft draft;
    private final Table<UUID, OutgoingMail> mails;
    private final Table<UUID, Lease> leases;

    InMemoryOutbox(Draft draft, State state) {
        this.draft = draft;
        mails = state.mails;
        leases = state.leases;
    }

    @Override
    public void add(OutgoingMail mail) {
        draft.requireNewId(mails, mail.id());
        mails.put(mail.id(), mail);
    }

    @Override
    public void addNothing() {
        // Nothing takes no time here.
    }

    @Override
    public Optional<OutgoingMail> claim(UUID lease, Instant now, Duration hold) {
        Optional<OutgoingMail> due = mails.all().stream()
                .filter(mail -> isDue(mail, now) && !isHeld(mail, now))
                .min(Comparator.comparing(OutgoingMail::nextAttemptAt).thenComparing(OutgoingMail::id));
        due.ifPresent(mail -> leases.put(mail.id(), new Lease(lease, now.plus(hold))));
        return due;
    }

    private static boolean isDue(OutgoingMail mail, Instant now) {
        return switch (mail.state()) {
            case QUEUED -> true;
            case DEFERRED -> !mail.nextAttemptAt().isAfter(now);
            case SENT, FAILED -> false;
        };
    }

    private boolean isHeld(OutgoingMail mail, Instant now) {
        return leases.find(mail.id())
                .filter(lease -> now.isBefore(lease.until()))
                .isPresent();
    }

    @Override
    public boolean report(UUID lease, DeliveryReport report) {
        UUID id = report.mail();
        if (leases.find(id).filter(held -> held.id().equals(lease)).isEmpty()) {
            return false;
        }
        leases.remove(id);
        mails.find(id).ifPresent(mail -> mails.put(id, mail.after(report)));
        return true;
    }

    @Override
    public Page<MailSummary> list(MailFilter filter, PageRequest<MailSort> request) {
        return InMemoryPages.cut(mails.all().stream().map(MailSummary::of).filter(filter::accepts), request);
    }

    @Override
    public int purge(Instant before, int atMost) {
        return mails.purge(
                mail -> mail.state().isFinal() && mail.createdAt().isBefore(before),
                Comparator.comparing(OutgoingMail::createdAt),
                atMost);
    }
}
