package leadr.registration.application.access;

import java.time.Instant;
import java.util.stream.Stream;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;

/** The end of a key and the mails about it, whoever ends it. */
record KeyRevocation(MailComposer mails) {
    /**
     * Revokes a key and tells its user, or the owners of the account when the user is not active.
     *
     * @param holder of a key that is not revoked; the account and the key are held
     */
    ApiKey revoke(RegistrationStore store, KeyHolder holder, Instant now) {
        ApiKey revoked = holder.key().revoke(now);
        store.apiKeys().update(revoked);
        Stream<User> readers = holder.user().isActive()
                ? Stream.of(holder.user())
                : store.users().findActiveOwners(holder.account().id()).stream();
        readers.forEach(reader -> store.outbox().add(mails.keyRevoked(reader.email(), holder, now)));
        return revoked;
    }
}
