package leadr.registration.application.registration;

import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.CompleteRegistration.Command;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.secret.PlainSecret;
import org.jspecify.annotations.Nullable;

/** Commands to complete with, changed one field at a time. */
record Completing(
        PlainSecret token,
        @Nullable String accountName,
        @Nullable String accountSlug,
        @Nullable String jamCode,
        @Nullable String displayName,
        @Nullable String key) {
    static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");

    static Completing with(PlainSecret token) {
        return new Completing(token, "Team Alpha", null, null, null, null);
    }

    Completing name(@Nullable String name) {
        return new Completing(token, name, accountSlug, jamCode, displayName, key);
    }

    Completing slug(@Nullable String slug) {
        return new Completing(token, accountName, slug, jamCode, displayName, key);
    }

    Completing jamCode(@Nullable String code) {
        return new Completing(token, accountName, accountSlug, code, displayName, key);
    }

    Completing displayName(@Nullable String name) {
        return new Completing(token, accountName, accountSlug, jamCode, name, key);
    }

    Completing token(PlainSecret other) {
        return new Completing(other, accountName, accountSlug, jamCode, displayName, key);
    }

    /** Under an idempotency key. */
    Completing key(@Nullable String text) {
        return new Completing(token, accountName, accountSlug, jamCode, displayName, text);
    }

    Command command() {
        return new Command(
                token,
                accountName,
                accountSlug,
                jamCode,
                displayName,
                key == null ? null : new IdempotencyKey(key),
                PreferredLanguages.NONE,
                ORIGIN);
    }
}
