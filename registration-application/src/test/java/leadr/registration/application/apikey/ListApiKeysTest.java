package leadr.registration.application.apikey;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import leadr.registration.application.access.Caller;
import leadr.registration.application.apikey.ListApiKeys.Command;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.testkit.Bench;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListApiKeysTest {
    private static final PageQuery ALL = new PageQuery(100, null, null);

    private final Bench bench = new Bench();
    private final Caller member = bench.caller(Role.MEMBER);
    private final Caller colleague = bench.add(member.account(), user(member.account(), "c@example.org", Role.MEMBER));
    private final Caller admin = bench.add(member.account(), user(member.account(), "a@example.org", Role.ADMIN));
    private final Caller owner = bench.add(member.account(), user(member.account(), "o@example.org", Role.OWNER));
    private final Caller foreign = bench.caller(Role.OWNER);
    private final Caller root = superadmin();

    private Caller superadmin() {
        Account account = account("Root");
        bench.addAccount(account);
        return bench.add(account, user(account, "root@example.org", Role.OWNER).asSuperAdmin(NOON));
    }

    private List<ApiKeyId> seen(Caller caller, @Nullable AccountId account, @Nullable UserId user) {
        return bench.apiKeys(bench.store).list().execute(new Command(caller, account, user, null, ALL)).items().stream()
                .map(ApiKey::id)
                .toList();
    }

    private List<ApiKeyId> seen(Caller caller) {
        return seen(caller, null, null);
    }

    @Test
    void everybodySeesTheKeysThatAreTheirBusiness() {
        assertThat(seen(member)).containsExactly(member.key());
        assertThat(seen(admin)).containsExactlyInAnyOrder(member.key(), colleague.key(), admin.key());
        assertThat(seen(owner)).containsExactlyInAnyOrder(member.key(), colleague.key(), admin.key(), owner.key());
        assertThat(seen(foreign)).containsExactly(foreign.key());
        assertThat(seen(root)).hasSize(6);
    }

    @Test
    void aFilterShowsNobodyMoreThanBefore() {
        AccountId elsewhere = foreign.account().id();

        assertThat(seen(root, elsewhere, null)).containsExactly(foreign.key());
        assertThat(seen(owner, elsewhere, null)).isEmpty();
        assertThat(seen(admin, elsewhere, null)).isEmpty();
        assertThat(seen(member, elsewhere, null)).isEmpty();
        assertThat(seen(owner, null, foreign.user().id())).isEmpty();
        assertThat(seen(admin, null, owner.user().id())).isEmpty();
        assertThat(seen(admin, null, admin.user().id())).containsExactly(admin.key());
        assertThat(seen(member, null, colleague.user().id())).isEmpty();
    }

    @Test
    void aCursorOfOnePersonLeadsNobodyElseOn() {
        ListApiKeys list = bench.apiKeys(bench.store).list();
        String cursor = list.execute(new Command(owner, null, null, null, new PageQuery(1, null, null)))
                .nextCursor()
                .orElseThrow();

        assertThatThrownBy(() -> list.execute(new Command(member, null, null, null, new PageQuery(1, null, cursor))))
                .isInstanceOf(InvalidValue.class);
    }
}
