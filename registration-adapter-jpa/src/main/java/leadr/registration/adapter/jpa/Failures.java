package leadr.registration.adapter.jpa;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.store.UniqueRule;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.jspecify.annotations.Nullable;

/** Turns what the database says into what the ports promise; leaves the rest as it is. */
final class Failures {
    private static final Map<String, UniqueRule> RULES = Map.of(
            "uk_accounts_slug", UniqueRule.ACCOUNT_SLUG,
            "uk_accounts_name", UniqueRule.ACCOUNT_NAME,
            "uk_users_email", UniqueRule.USER_EMAIL,
            "uk_verification_codes_live", UniqueRule.LIVE_CODE,
            "uk_api_keys_digest", UniqueRule.API_KEY);

    // Connection lost (08), out of resources (53), operator intervention (57), rollback to be repeated (40), lock not
    // available (55P03, HYT00), and H2's own: closed, closing, lock time-out, deadlock, file locked.
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "53", "57", "40");
    private static final Set<String> UNAVAILABLE_STATES =
            Set.of("55P03", "HYT00", "90007", "90098", "90121", "50200", "90020");

    private Failures() {}

    /** What to throw instead; without cause where the database's own words quote values. */
    static RuntimeException translate(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violation
                    && violation.getKind() == ConstraintKind.UNIQUE) {
                return new DuplicateKey(rule(violation.getConstraintName()));
            }
            if (cause instanceof SQLTransientException || (cause instanceof SQLException sql && isUnavailable(sql))) {
                return new StoreUnavailable("the database is not available", failure);
            }
        }
        return failure;
    }

    /** H2 says {@code PUBLIC.UK_ACCOUNTS_SLUG_INDEX_A}, PostgreSQL {@code uk_accounts_slug}. */
    private static UniqueRule rule(@Nullable String constraint) {
        String name = Optional.ofNullable(constraint).orElse("").toLowerCase(Locale.ROOT);
        return RULES.entrySet().stream()
                .filter(entry -> name.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UniqueRule.ID);
    }

    private static boolean isUnavailable(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && (UNAVAILABLE_STATES.contains(state)
                        || (state.length() == 5 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2))));
    }
}
