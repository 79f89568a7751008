package leadr.registration.application;

import java.util.UUID;
import leadr.registration.domain.verification.ClientNetwork;

/**
 * Where a request comes from.
 *
 * @param reference the request's own id, made here; a problem document shows it as {@code instance} and the audit log
 *     keeps it, so that a refusal leads to its exact reason
 * @param client the network of the client
 */
public record RequestOrigin(UUID reference, ClientNetwork client) {}
