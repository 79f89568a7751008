package leadr.registration.application.registration;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leadr.registration.application.store.Accounts;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * The names somebody wants for a new account, each in normal form.
 *
 * @param slugGiven whether the slug was asked for; else it was made from the name, and may get a number
 */
record WantedNames(AccountName accountName, Slug slug, boolean slugGiven, DisplayName displayName) {
    /** How many numbered slugs are looked up at once. */
    private static final int SLUGS_AT_ONCE = 20;

    /** @throws leadr.registration.domain.InvalidValue for the first name that breaks a rule */
    static WantedNames read(String name, @Nullable String slug, @Nullable String displayName, EmailAddress email) {
        AccountName accountName = new AccountName(name);
        return new WantedNames(
                accountName,
                slug == null ? Slug.from(accountName) : new Slug(slug),
                slug != null,
                DisplayName.orFrom(displayName, email));
    }

    /**
     * What can be had of them.
     *
     * @param slug the one asked for, or the one made from the name with the first number that is free
     * @param name whether nobody has the account name
     */
    record Availability(Optional<Slug> slug, boolean name) {}

    Availability availableIn(RegistrationStore store) {
        // From the first look on, every further one is twice as wide: a name a thousand accounts share costs six.
        int from = 0;
        for (int width = slugGiven ? 1 : SLUGS_AT_ONCE; ; width *= 2) {
            List<Slug> candidates = IntStream.range(from, from + width)
                    .mapToObj(number -> number == 0 ? slug : slug.numbered(number))
                    .toList();
            Accounts.Taken taken = store.accounts().taken(accountName, candidates);
            Optional<Slug> free = candidates.stream()
                    .filter(candidate -> !taken.slugs().contains(candidate))
                    .findFirst();
            if (free.isPresent() || slugGiven) {
                return new Availability(free, !taken.name());
            }
            from += width;
        }
    }
}
