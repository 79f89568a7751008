package leadr.registration.application.apikey;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import leadr.registration.application.access.Caller;
import leadr.registration.application.apikey.ListApiKeys.Command;
import leadr.registration.application.apikey.ListApiKeys.Found;
import leadr.registration.application.apikey.ListApiKeys.Reason;
import leadr.registration.application.apikey.ListApiKeys.Refused;
import leadr.registration.application.apikey.ListApiKeys.Result;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
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

    private Result list(
            Caller caller,
            @Nullable AccountId account,
            @Nullable UserId user,
            @Nullable String email,
            PageQuery query) {
        return bench.apiKeys(bench.store)
                .list()
                .execute(new Command(
                        caller,
                        account,
                        user,
                        email == null ? null : email(email),
                        null,
                        query,
                        Fixtures.from("192.0.2.1")));
    }

    private static Listing<ApiKey> found(Result result) {
        return ((Found) result).keys();
    }

    private static List<ApiKeyId> ids(Result result) {
        return found(result).items().stream().map(ApiKey::id).toList();
    }

    private List<ApiKeyId> seen(Caller caller, @Nullable AccountId account, @Nullable UserId user) {
        return ids(list(caller, account, user, null, ALL));
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
        String cursor = found(list(owner, null, null, null, new PageQuery(1, null, null)))
                .nextCursor()
                .orElseThrow();

        assertThatThrownBy(() -> assertThat(list(member, null, null, null, new PageQuery(1, null, cursor)))
                        .isNull())
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void aSuperadminFindsTheKeysOfAnAddress() {
        assertThat(ids(list(root, null, null, "O@Example.org", ALL))).containsExactly(owner.key());
        assertThat(ids(list(root, foreign.account().id(), null, "o@example.org", ALL)))
                .isEmpty();
        assertThat(ids(list(root, null, null, "nobody@example.org", ALL))).isEmpty();
    }

    @Test
    void onlyASuperadminLooksForAnAddressAndWhoElseTriesIsWrittenDown() {
        for (Caller caller : List.of(member, admin, owner)) {
            // The own address as well as one that nobody has.
            for (String email : List.of(caller.user().email().value(), "nobody@example.org")) {
                int before = bench.store.auditEvents().size();

                assertThat(list(caller, null, null, email, ALL)).isEqualTo(new Refused(Reason.FORBIDDEN));

                assertThat(bench.store.auditEvents()).hasSize(before + 1);
                assertThat(bench.lastEvent())
                        .returns(AuditAction.READ_API_KEYS, AuditEvent::action)
                        .returns(caller.user().id().text(), AuditEvent::actor)
                        .returns("api-keys", AuditEvent::target)
                        .returns(Outcome.REFUSED, AuditEvent::outcome)
                        .returns("FORBIDDEN", AuditEvent::reason)
                        .returns(caller.account().id(), AuditEvent::account);
            }
        }
    }

    @Test
    void aCursorLeadsOnForItsAddressOnly() {
        ApiKey second = key(owner.user(), SECRETS.apiKey());
        bench.addKey(second);
        String cursor = found(list(root, null, null, "o@example.org", new PageQuery(1, null, null)))
                .nextCursor()
                .orElseThrow();
        PageQuery next = new PageQuery(1, null, cursor);

        assertThat(ids(list(root, null, null, "O@example.org", next))).hasSize(1);
        // Masked they look the same.
        assertThat(email("oscar@example.org"))
                .hasToString(email("o@example.org").toString());
        assertThatThrownBy(() -> assertThat(list(root, null, null, "oscar@example.org", next))
                        .isNull())
                .isInstanceOf(InvalidValue.class);
    }
}
