package leadr.registration.adapter.jpa;

import static leadr.registration.application.testkit.Fixtures.API_KEY_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.AuthenticateApiKey.Command;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.SettableClock;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKeySecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many statements it takes to find out who calls: that is all a call such as {@code GET /v1/me} costs. */
class AuthenticationCostTest {
    private static final Duration LIFE = Duration.ofSeconds(2);

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final SettableClock clock = new SettableClock(NOON);
    private final ApiKeySecret secret = SECRETS.apiKey();

    @Test
    void whoCallsIsOneStatementAndASecondOnceAMinuteAndNoneWhileItIsRemembered(@TempDir Path folder) {
        for (PersistenceSettings settings : List.of(PersistenceSettings.h2File(folder), PostgresServer.newDatabase())) {
            clock.set(NOON);
            try (JpaPersistence persistence = JpaPersistence.open(settings, this::noted)) {
                addKey(persistence);
                AuthenticateApiKey authenticate =
                        new AuthenticateApiKey(persistence.transactions(), API_KEY_HASHER, new KeyCache(LIFE), clock);

                assertThat(statementsOf(authenticate))
                        .as("the first use is noted")
                        .hasSize(2);
                assertThat(statementsOf(authenticate)).isEmpty();
                clock.advance(LIFE);
                assertThat(statementsOf(authenticate)).hasSize(1).allMatch(sql -> sql.startsWith("select"));
                assertThat(statementsOf(authenticate)).isEmpty();
                clock.set(NOON.plusSeconds(60));
                assertThat(statementsOf(authenticate)).as("a minute later").hasSize(2);
            }
        }
    }

    private String noted(String sql) {
        statements.add(sql);
        return sql;
    }

    private void addKey(JpaPersistence persistence) {
        Account account = Fixtures.account("Alpha");
        User owner = Fixtures.owner(account, "ann@example.org");
        boolean added = persistence.transactions().run(store -> {
            store.accounts().add(account);
            store.users().add(owner);
            store.apiKeys().add(Fixtures.key(owner, secret));
            return true;
        });
        assertThat(added).isTrue();
    }

    private List<String> statementsOf(AuthenticateApiKey authenticate) {
        statements.clear();
        assertThat(authenticate.execute(new Command(secret.secret().reveal()))).isInstanceOf(Authenticated.class);
        return List.copyOf(statements);
    }
}
