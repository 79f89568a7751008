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

/** Turns what the database says into what the ports promise; leaves the rest as it is. */
final class Failures {
    private static final Map<String, UniqueRule> RULES = Map.of(
            "uk_accounts_slug", UniqueRule.ACCOUNT_SLUG,
            "uk_accounts_name", UniqueRule.ACCOUNT_NAME,
            "uk_users_email", UniqueRule.USER_EMAIL,
            "uk_verification_codes_live", UniqueRule.LIVE_CODE,
            "uk_invitations_open", UniqueRule.OPEN_INVITATION,
            "uk_api_keys_digest", UniqueRule.API_KEY,
            "uk_jam_codes_code", UniqueRule.JAM_CODE,
            "uk_jam_code_redemptions", UniqueRule.REDEMPTION);

    /** What a server says that became a standby, or was one when the connection was made. */
    static final String READ_ONLY = "25006";

    // Serialisation failure (H2: deadlock as well), deadlock, and H2's concurrent update.
    private static final Set<String> RERUN_STATES = Set.of("40001", "40P01", "90131");

    // Connection lost (08), out of resources (53), operator intervention and statement time-out (57), rollback (40),
    // lock
    // not available (55P03, HYT00), and H2's own: closed, closing, lock time-out, deadlock, file locked.
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "53", "57", "40");
    private static final Set<String> UNAVAILABLE_STATES =
            Set.of(READ_ONLY, "55P03", "HYT00", "90007", "90098", "90121", "50200", "90020");

    private Failures() {}

    /** For whoever starts the server: why the database is not there, in the words of its driver. */
    static StoreUnavailable unreachable(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new StoreUnavailable("the database cannot be reached: " + root.getMessage(), failure);
    }

    /** What to throw instead; without cause where the database's own words quote values. */
    static RuntimeException translate(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violation
                    && violation.getKind() == ConstraintKind.UNIQUE) {
                return new DuplicateKey(rule(violation));
            }
            if (cause instanceof SQLException sql && RERUN_STATES.contains(state(sql))) {
                return new Rerun("lost against another transaction", failure);
            }
            if (cause instanceof SQLTransientException || (cause instanceof SQLException sql && isUnavailable(sql))) {
                return new StoreUnavailable("the database is not available", failure);
            }
        }
        return failure;
    }

    /**
     * H2 says {@code PUBLIC.UK_ACCOUNTS_SLUG_INDEX_A}, PostgreSQL {@code uk_accounts_slug}, and a PostgreSQL that does not
     * speak English says so only amid its message.
     */
    private static UniqueRule rule(ConstraintViolationException violation) {
        String name = Optional.ofNullable(violation.getConstraintName())
                .or(() -> Optional.ofNullable(violation.getSQLException().getMessage()))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        return RULES.entrySet().stream()
                .filter(entry -> name.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UniqueRule.ID);
    }

    private static boolean isUnavailable(SQLException failure) {
        String state = state(failure);
        return UNAVAILABLE_STATES.contains(state)
                || (state.length() == 5 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)));
    }

    /** The SQL state; empty where there is none, as in a time-out of the pool. */
    private static String state(SQLException failure) {
        return Optional.ofNullable(failure.getSQLState()).orElse("");
    }
}
