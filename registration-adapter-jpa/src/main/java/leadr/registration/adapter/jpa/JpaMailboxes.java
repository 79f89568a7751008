package leadr.registration.adapter.jpa;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.store.Mailboxes;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import org.hibernate.LockMode;

final class JpaMailboxes implements Mailboxes {
    private final UnitOfWork unit;

    JpaMailboxes(UnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public Mailbox findForUpdate(MailboxKey key) {
        return (unit.isPostgres() ? touched(key) : insertedAndFound(key))
                .orElseThrow(() -> new IllegalStateException("a mailbox is there once it is asked for"))
                .toDomain();
    }

    /** One statement: an update that changes nothing locks the row and returns it. */
    private Optional<MailboxRow> touched(MailboxKey key) {
        return unit.findOne(session -> session.createNativeQuery("""
                        insert into mailboxes (mailbox_key, wrong_guesses, mails) values (:key, '', '')
                        on conflict (mailbox_key) do update set mailbox_key = excluded.mailbox_key
                        returning mailbox_key, wrong_guesses, mails, last_event
                        """, MailboxRow.class)
                .setParameter("key", key.value())
                .getResultList());
    }

    private Optional<MailboxRow> insertedAndFound(MailboxKey key) {
        unit.change(session -> session.createNativeMutationQuery("""
                        insert into mailboxes (mailbox_key, wrong_guesses, mails) values (:key, '', '')
                        on conflict do nothing
                        """).setParameter("key", key.value()));
        return unit.find(MailboxRow.class, key.value(), LockMode.PESSIMISTIC_WRITE)
                .or(() -> {
                    throw new Rerun("the mailbox was purged at this moment");
                });
    }

    @Override
    public void update(Mailbox mailbox) {
        unit.requireLoaded(mailbox.key().value());
        unit.change(session -> session.createMutationQuery("""
                        update MailboxRow m set m.wrongGuesses = :guesses, m.mails = :mails, m.lastEvent = :last
                        where m.mailboxKey = :key
                        """)
                .setParameter("guesses", MailboxRow.guessesOf(mailbox))
                .setParameter("mails", MailboxRow.mailsOf(mailbox))
                .setParameter("last", mailbox.lastEvent().orElse(Instant.EPOCH))
                .setParameter("key", mailbox.key().value()));
    }

    @Override
    public int purge(Instant before, int atMost) {
        List<String> quiet = unit.does(session -> session.createSelectionQuery(
                        "select m.mailboxKey from MailboxRow m where m.lastEvent < :before order by m.lastEvent",
                        String.class)
                .setParameter("before", before)
                .setMaxResults(atMost)
                .getResultList());
        if (quiet.isEmpty()) {
            return 0;
        }
        // Looks again at what it holds, and into it: a node of a version before writes no last_event.
        List<String> gone = unit
                .findAll(session -> session.createNativeQuery("""
                                select mailbox_key, wrong_guesses, mails, last_event from mailboxes
                                where mailbox_key in (:keys) for update skip locked
                                """, MailboxRow.class)
                        .setParameterList("keys", quiet)
                        .getResultList())
                .stream()
                .map(MailboxRow::toDomain)
                .filter(mailbox -> mailbox.lastEvent()
                        .filter(last -> !last.isBefore(before))
                        .isEmpty())
                .map(mailbox -> mailbox.key().value())
                .toList();
        return gone.isEmpty()
                ? 0
                : unit.change(
                        session -> session.createMutationQuery("delete from MailboxRow m where m.mailboxKey in (:keys)")
                                .setParameterList("keys", gone));
    }
}
