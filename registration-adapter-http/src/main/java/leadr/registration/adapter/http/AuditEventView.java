package leadr.registration.adapter.http;

import leadr.registration.application.store.AuditEvent;
import leadr.registration.domain.verification.ClientNetwork;
import org.jspecify.annotations.Nullable;

/**
 * An audit event as it goes out.
 *
 * @param reference of the request, as a problem document shows it in {@code instance}
 * @param client the network it came from; null when it came from none, or when that is not for the reader
 */
record AuditEventView(
        String id,
        String at,
        String actor,
        String action,
        String target,
        String outcome,
        @Nullable String reason,
        String reference,
        @Nullable String client) {
    static AuditEventView from(AuditEvent event) {
        ClientNetwork client = event.origin().client();
        String reason = event.reason();
        return new AuditEventView(
                "aud_" + event.id(),
                WireTime.text(event.at()),
                event.actor(),
                WireName.of(event.action()),
                event.target(),
                WireName.of(event.outcome()),
                reason,
                Problem.INSTANCE + event.origin().reference(),
                client.equals(ClientNetwork.NONE) ? null : client.value());
    }
}
