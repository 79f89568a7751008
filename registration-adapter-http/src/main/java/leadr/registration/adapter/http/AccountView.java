package leadr.registration.adapter.http;

import leadr.registration.domain.account.Account;

/** An account as it goes out. */
record AccountView(String id, String name, String slug, String status, String createdAt, String updatedAt) {
    static AccountView from(Account account) {
        return new AccountView(
                account.id().text(),
                account.name().value(),
                account.slug().value(),
                WireName.of(account.status()),
                WireTime.text(account.createdAt()),
                WireTime.text(account.updatedAt()));
    }
}
