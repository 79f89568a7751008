package leadr.registration.app.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All targets side by side: each is warmed up, then they take turns, in another order each round. */
final class FlowRun {
    private final Options options;
    private final Postgres postgres;

    FlowRun(Options options, Postgres postgres) {
        this.options = options;
        this.postgres = postgres;
    }

    Map<Target, Site.Result> run() throws IOException, SQLException, InterruptedException {
        List<Site> sites = new ArrayList<>();
        try {
            for (Target target : Target.values()) {
                sites.add(Site.start(target, options, postgres));
            }
            for (Site site : sites) {
                System.out.printf("warming up %s for %d s%n", site.target().title(), options.warmup());
                site.warmUp(Duration.ofSeconds(options.warmup()));
            }
            for (int round = 0; round < options.rounds(); round++) {
                for (int turn = 0; turn < sites.size(); turn++) {
                    Site site = sites.get((round + turn) % sites.size());
                    Round measured = site.round(Duration.ofSeconds(options.seconds()));
                    int left = (options.rounds() - round) * sites.size() - turn - 1;
                    System.out.printf(
                            "round %d of %d, %s: %.0f a second; %d s of rounds left%n",
                            round + 1,
                            options.rounds(),
                            site.target().title(),
                            measured.flowsPerSecond(),
                            left * options.seconds());
                }
            }
            Map<Target, Site.Result> results = new EnumMap<>(Target.class);
            for (Site site : sites) {
                results.put(site.target(), site.end());
            }
            return results;
        } finally {
            sites.forEach(Site::close);
        }
    }
}
