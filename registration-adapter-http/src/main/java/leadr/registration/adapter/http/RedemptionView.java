package leadr.registration.adapter.http;

import java.util.Map;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import org.jspecify.annotations.Nullable;

/** The redemption of a jam code as it goes out. */
record RedemptionView(
        String id, String jamCodeId, String accountId, String redeemedAt, Map<String, @Nullable Object> meta) {
    static RedemptionView from(JamCodeRedemption redemption) {
        return new RedemptionView(
                redemption.id().text(),
                redemption.jamCodeId().text(),
                redemption.accountId().text(),
                WireTime.text(redemption.redeemedAt()),
                redemption.meta().values());
    }
}
