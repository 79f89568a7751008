package leadr.registration.application.access;

import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKeyId;

/** Who makes a call: a user, in an account, by a key. All three were active when the call began. */
public record Caller(User user, Account account, ApiKeyId key) {}
