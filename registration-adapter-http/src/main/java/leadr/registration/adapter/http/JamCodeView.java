package leadr.registration.adapter.http;

import java.util.Map;
import leadr.registration.domain.jamcode.JamCode;
import org.jspecify.annotations.Nullable;

/** A jam code as it goes out. */
record JamCodeView(
        String id,
        String code,
        String description,
        Map<String, @Nullable Object> features,
        @Nullable Integer maxUses,
        int currentUses,
        boolean active,
        @Nullable String expiresAt,
        String createdAt,
        String updatedAt) {
    static JamCodeView from(JamCode code) {
        return new JamCodeView(
                code.id().text(),
                code.code().value(),
                code.description(),
                code.features().values(),
                code.usage().maxUses(),
                code.usage().currentUses(),
                code.active(),
                code.expiresAt() == null ? null : WireTime.text(code.expiresAt()),
                WireTime.text(code.createdAt()),
                WireTime.text(code.updatedAt()));
    }
}
