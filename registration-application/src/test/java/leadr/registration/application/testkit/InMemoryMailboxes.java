package leadr.registration.application.testkit;

import java.time.Instant;
import java.util.Comparator;
import leadr.registration.application.store.Mailboxes;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;

/** Mailboxes, as one transaction sees them. */
final class InMemoryMailboxes implements Mailboxes {
    private final Draft draft;
    private final Table<MailboxKey, Mailbox> mailboxes;

    InMemoryMailboxes(Draft draft, State state) {
        this.draft = draft;
        mailboxes = state.mailboxes;
    }

    @Override
    public Mailbox findForUpdate(MailboxKey key) {
        draft.markLoaded(key);
        return mailboxes.find(key).orElseGet(() -> {
            Mailbox untouched = Mailbox.untouched(key);
            mailboxes.put(key, untouched);
            return untouched;
        });
    }

    @Override
    public void update(Mailbox mailbox) {
        draft.requireLoaded(mailbox.key());
        mailboxes.put(mailbox.key(), mailbox);
    }

    @Override
    public int purge(Instant before, int atMost) {
        return mailboxes.purge(
                mailbox -> mailbox.lastEvent()
                        .filter(last -> !last.isBefore(before))
                        .isEmpty(),
                Comparator.comparing(mailbox -> mailbox.lastEvent().orElse(Instant.EPOCH)),
                atMost);
    }
}
