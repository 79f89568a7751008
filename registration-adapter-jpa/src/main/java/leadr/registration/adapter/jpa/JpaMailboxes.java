package leadr.registration.adapter.jpa;

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
        unit.change(session -> session.createNativeMutationQuery("""
                        insert into mailboxes (mailbox_key, wrong_guesses, mails) values (:key, '', '')
                        on conflict do nothing
                        """).setParameter("key", key.value()));
        return unit.find(MailboxRow.class, key.value(), LockMode.PESSIMISTIC_WRITE)
                .orElseThrow(() -> new IllegalStateException("a mailbox is there once it is asked for"))
                .toDomain();
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
