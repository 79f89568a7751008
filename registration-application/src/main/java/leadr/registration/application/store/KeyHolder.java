package leadr.registration.application.store;

import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;

/** A key with the user and the account it opens. */
public record KeyHolder(ApiKey key, User user, Account account) {}
