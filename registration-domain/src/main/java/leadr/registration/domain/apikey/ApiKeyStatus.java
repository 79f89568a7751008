package leadr.registration.domain.apikey;

/** Whether a key opens anything. */
public enum ApiKeyStatus {
    ACTIVE,
    /** For good: a revoked key never becomes active again. */
    REVOKED
}
