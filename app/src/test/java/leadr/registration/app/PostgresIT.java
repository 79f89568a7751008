package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import leadr.registration.app.RealServer.Answer;
import leadr.registration.app.RealServer.Registration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real jar, twice, over one real PostgreSQL. */
class PostgresIT {
    private static final String ROOT_KEY = "ldr_operators-own-key-of-this-test-0123456789";

    @TempDir
    Path folder;

    private RealServer node(String name, RealPostgres postgres) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        return RealServer.start(own, settings(postgres));
    }

    private static Map<String, String> settings(RealPostgres postgres) {
        Map<String, String> settings = RealServer.settings(
                "SUPERADMIN_API_KEY", ROOT_KEY,
                "JWT_SECRET", "k1:jwt-0123456789-abcdefghijklmnopqrstuvwxyz",
                "API_KEY_SECRET", "k1:key-0123456789-abcdefghijklmnopqrstuvwxyz",
                "CODE_SECRET", "k1:code-0123456789-abcdefghijklmnopqrstuvwxyz");
        settings.putAll(postgres.settings());
        return settings;
    }

    @Test
    void twoNodesAreOneServiceAndAKillOfOneLosesNothing() throws Exception {
        try (RealPostgres postgres = RealPostgres.start(folder);
                RealServer one = node("one", postgres);
                RealServer two = node("two", postgres)) {
            Registration ada = one.register("ada@example.com", "Ada's Games");
            assertThat(two.me(ada.apiKey()).body()).contains(ada.accountId());
            RealServer.expect(201, createJamCode(one));
            List<Integer> statuses = redeemAtOnce(ada, one, two);
            assertThat(statuses).containsOnlyOnce(201).hasSize(10);
            assertThat(statuses).filteredOn(status -> status == 400).hasSize(9);

            Registration eve = one.register("eve@example.com", "Eve's Games");
            one.kill();

            assertThat(two.me(eve.apiKey()).body()).contains(eve.accountId());
            RealServer.expect(201, redeem(two, eve));
            assertThat(two.get("/v1/jam-codes", "leadr-api-key", ROOT_KEY).body())
                    .contains("\"current_uses\":2");
        }
    }

    private static Answer createJamCode(RealServer server) {
        return server.post(
                "/v1/jam-codes",
                "{\"code\":\"jam2026\",\"description\":\"A jam\",\"max_uses\":5}",
                "leadr-api-key",
                ROOT_KEY);
    }

    private static Answer redeem(RealServer server, Registration by) {
        return server.post("/v1/jam-codes/redeem", "{\"code\":\"JAM2026\"}", "leadr-api-key", by.apiKey());
    }

    private static List<Integer> redeemAtOnce(Registration by, RealServer... nodes) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(10);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int runner = 0; runner < 10; runner++) {
                RealServer node = nodes[runner % nodes.length];
                answers.add(pool.submit(() -> redeem(node, by).status()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aDatabaseThatStopsIsAnOutageThatEndsWhenItIsBack() throws Exception {
        try (RealPostgres postgres = RealPostgres.start(folder);
                RealServer server = node("one", postgres)) {
            Registration ada = server.register("ada@example.com", "Ada's Games");

            postgres.stop();

            Answer refused = RealServer.expect(503, server.me(ada.apiKey()));
            assertThat(refused.body()).contains("\"code\":\"service_unavailable\"");
            RealServer.expect(503, server.initiate("eve@example.com"));
            RealServer.expect(503, server.get("/v1/health/ready"));
            RealServer.expect(200, server.get("/v1/health/live"));

            postgres.startAgain();

            server.awaitStatus(200, () -> server.get("/v1/health/ready"));
            assertThat(server.awaitStatus(200, () -> server.me(ada.apiKey())).body())
                    .contains(ada.accountId());
            assertThat(server.register("eve@example.com", "Eve's Games").apiKey())
                    .startsWith("ldr_");
        }
    }
}
