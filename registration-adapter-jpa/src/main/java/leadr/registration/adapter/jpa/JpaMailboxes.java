package leadr.registration.adapter.jpa;

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
                        returning mailbox_key, wrong_guesses, mails
                        """, MailboxRow.class)
                .setParameter("key", key.value())
                .getResultList());
    }

    private Optional<MailboxRow> insertedAndFound(MailboxKey key) {
        unit.change(session -> session.createNativeMutationQuery("""
                        insert into mailboxes (mailbox_key, wrong_guesses, mails) values (:key, '', '')
                        on conflict do nothing
                        """).setParameter("key", key.value()));
        return unit.find(MailboxRow.class, key.value(), LockMode.PESSIMISTIC_WRITE);
    }

    @Override
    public void update(Mailbox mailbox) {
        unit.requireLoaded(mailbox.key().value());
        unit.change(session -> session.createMutationQuery(
                        "update MailboxRow m set m.wrongGuesses = :guesses, m.mails = :mails where m.mailboxKey = :key")
                .setParameter("guesses", MailboxRow.guessesOf(mailbox))
                .setParameter("mails", MailboxRow.mailsOf(mailbox))
                .setParameter("key", mailbox.key().value()));
    }
}
