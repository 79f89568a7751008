package leadr.registration.application.apikey;

import java.time.Instant;
import java.util.stream.Stream;
import leadr.registration.application.access.ActingUser;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.User;

/** The mails about keys. */
record KeyMails(MailComposer mails) {
    /** The same in the languages a request prefers, if its sender is the reader: of others it says nothing. */
    KeyMails in(PreferredLanguages ofRequest, ActingUser sender, User reader) {
        return reader.id().equals(sender.user().id()) ? new KeyMails(mails.in(ofRequest)) : this;
    }

    /** Tells the user of a new key. */
    void created(RegistrationStore store, KeyHolder holder, Instant now) {
        store.outbox().add(mails.keyCreated(holder.user().email(), holder, now));
    }

    /** Tells the user of a key that is revoked, or the owners of the account when the user is not active. */
    void revoked(RegistrationStore store, KeyHolder holder, Instant now) {
        Stream<User> readers = holder.user().isActive()
                ? Stream.of(holder.user())
                : store.users().findActiveOwners(holder.account().id()).stream();
        readers.forEach(reader -> store.outbox().add(mails.keyRevoked(reader.email(), holder, now)));
    }
}
