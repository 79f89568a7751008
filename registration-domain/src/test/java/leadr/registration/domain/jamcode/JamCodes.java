package leadr.registration.domain.jamcode;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import leadr.registration.domain.account.AccountId;
import org.jspecify.annotations.Nullable;

/** Jam codes to test with. */
final class JamCodes {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final Instant LATER = NOW.plusSeconds(5);
    static final JamCodeId ID = new JamCodeId(new UUID(1, 1));
    static final JamCodeRedemptionId REDEMPTION_ID = new JamCodeRedemptionId(new UUID(2, 2));
    static final AccountId ACCOUNT = new AccountId(new UUID(3, 3));
    static final JamCodeText TEXT = new JamCodeText("JAM2026");
    static final Attributes FEATURES = Attributes.of(Map.of("max_games", 5));

    private JamCodes() {}

    static JamCode code() {
        return code(3, null);
    }

    static JamCode code(@Nullable Integer maxUses, @Nullable Instant expiresAt) {
        return JamCode.create(ID, TEXT, "Autumn jam", FEATURES, maxUses, expiresAt, NOW);
    }

    static JamCode described(String description) {
        return JamCode.create(ID, TEXT, description, FEATURES, null, null, NOW);
    }

    static JamCodeRedemption redemption() {
        return new JamCodeRedemption(REDEMPTION_ID, ID, ACCOUNT, FEATURES, NOW, null);
    }
}
