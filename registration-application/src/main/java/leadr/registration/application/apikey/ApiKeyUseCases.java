package leadr.registration.application.apikey;

/** What can be done with API keys. Each is safe to call from several threads. */
public record ApiKeyUseCases(
        CreateApiKey create, ListApiKeys list, FindApiKey find, RevokeApiKey revoke, RevokeLeakedKey revokeLeaked) {}
