package leadr.registration.application.apikey;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.apikey.FindApiKey.Command;
import leadr.registration.application.apikey.FindApiKey.Found;
import leadr.registration.application.apikey.FindApiKey.Reason;
import leadr.registration.application.apikey.FindApiKey.Refused;
import leadr.registration.application.apikey.FindApiKey.Result;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import org.junit.jupiter.api.Test;

class FindApiKeyTest {
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");

    private final Bench bench = new Bench();
    private final Caller member = bench.caller(Role.MEMBER);
    private final Caller owner = bench.add(member.account(), user(member.account(), "olga@example.org", Role.OWNER));

    private Result find(Caller caller, ApiKeyId id) {
        return bench.apiKeys(bench.store).find().execute(new Command(caller, id, ORIGIN));
    }

    private ApiKey stored(ApiKeyId id) {
        return bench.store.apiKeys().stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOwnKeyIsShownWhateverItsState() {
        bench.in(store -> store.apiKeys()
                .update(store.apiKeys().find(member.key()).orElseThrow().revoke(NOON.plusSeconds(1))));

        assertThat(find(member, member.key())).isEqualTo(new Found(stored(member.key())));
        assertThat(stored(member.key()).isRevoked()).isTrue();
        assertThat(bench.store.auditEvents()).isEmpty();
    }

    @Test
    void anOwnerSeesTheKeysOfTheAccount() {
        assertThat(find(owner, member.key())).isEqualTo(new Found(stored(member.key())));
    }

    @Test
    void aColleaguesKeyIsForbiddenAndThatIsNoted() {
        bench.clock.set(NOON.plusSeconds(5));

        assertThat(find(member, owner.key())).isEqualTo(new Refused(Reason.FORBIDDEN));

        assertThat(bench.lastEvent())
                .isEqualTo(new AuditEvent(
                        bench.lastEvent().id(),
                        NOON.plusSeconds(5),
                        member.user().id().text(),
                        AuditAction.READ_API_KEYS,
                        owner.key().text(),
                        Outcome.REFUSED,
                        "FORBIDDEN",
                        ORIGIN,
                        member.user().accountId()));
    }

    @Test
    void aKeyOfAnotherAccountIsNotThereLikeOneThatIsNone() {
        Caller foreign = bench.caller(Role.MEMBER);

        assertThat(find(owner, foreign.key())).isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(find(owner, new ApiKeyId(anId()))).isEqualTo(new Refused(Reason.NOT_FOUND));

        assertThat(bench.store.auditEvents()).isEmpty();
    }
}
