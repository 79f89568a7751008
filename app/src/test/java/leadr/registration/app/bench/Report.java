package leadr.registration.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import leadr.registration.app.bench.Numbers.Spread;
import leadr.registration.app.bench.Target.Kind;

/**
 * The results as Markdown. Every number is the median of the rounds; every ratio is the median of the ratios of the rounds,
 * with the lowest and the highest of them.
 */
final class Report {
    private final Results results;
    private final StringBuilder text = new StringBuilder();

    private Report(Results results) {
        this.results = results;
    }

    static String of(Results results) {
        Report report = new Report(results);
        report.text.append(results.conditions().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", "Measured with ", ".\n")));
        if (!results.flows().isEmpty()) {
            report.flows();
            report.jamCodes();
        }
        if (!results.starts().isEmpty()) {
            report.starts();
        }
        if (!results.mailsPerSecond().isEmpty()) {
            report.deliveries();
        }
        if (!results.flows().isEmpty()) {
            report.details();
        }
        return report.text.toString();
    }

    /** What most people want to know. */
    private void flows() {
        table(
                "target",
                "flows/s",
                "× floor",
                "flow p50 / p99 ms",
                "CPU ms/flow, server + database",
                "× floor",
                "peak memory MiB",
                "× floor");
        for (Target target : Target.values()) {
            Site.Result result = result(target);
            List<String> cells = new ArrayList<>(List.of(target.title()));
            cells.addAll(pair(target, Round::flowsPerSecond, "%.0f"));
            cells.add(percentiles(target, Step.FLOW));
            cells.addAll(pair(target, Round::cpu, "%.2f"));
            cells.add(number("%.0f", result.peak()));
            cells.add(
                    target.floor() == target
                            ? ""
                            : number(
                                    "%.2f",
                                    result.peak() / result(target.floor()).peak()));
            row(cells);
        }
    }

    private void details() {
        text.append("\nIn detail:\n");
        table(
                "target",
                "server CPU ms/flow",
                "× floor",
                "database CPU ms/flow",
                "× floor",
                "after the run MiB",
                "database MiB");
        for (Target target : Target.values()) {
            boolean postgres = target.engine() == Engine.POSTGRES;
            List<String> cells = new ArrayList<>(List.of(target.title()));
            cells.addAll(pair(target, Round::serverCpu, "%.2f"));
            cells.addAll(postgres ? pair(target, Round::databaseCpu, "%.2f") : List.of("", ""));
            cells.add(number("%.0f", result(target).after()));
            cells.add(postgres ? number("%.0f", result(target).database()) : "");
            row(cells);
        }
        latencies();
    }

    private void latencies() {
        table("milliseconds, p50 / p99", "initiate", "verify", "complete", "flow p50 × floor", "flow p99 × floor");
        for (Target target : Target.values()) {
            List<String> cells = new ArrayList<>(List.of(target.title()));
            for (Step step : List.of(Step.INITIATE, Step.VERIFY, Step.COMPLETE)) {
                cells.add(percentiles(target, step));
            }
            cells.add(ratio(
                    target, target.floor(), round -> round.latency(Step.FLOW).p50()));
            cells.add(ratio(
                    target, target.floor(), round -> round.latency(Step.FLOW).p99()));
            row(cells);
        }
    }

    /** Nothing for a step that the target does not have. */
    private String percentiles(Target target, Step step) {
        if (!result(target).rounds().get(0).latencies().containsKey(step)) {
            return "";
        }
        return number("%.1f", median(target, round -> round.latency(step).p50())) + " / "
                + number("%.1f", median(target, round -> round.latency(step).p99()));
    }

    private void jamCodes() {
        table("one jam code for everybody × none", "flows/s", "complete p50", "complete p99", "CPU of both");
        for (Target target : List.of(Target.JAM_POSTGRES, Target.JAM_H2)) {
            Target without = target.product();
            row(List.of(
                    Objects.requireNonNull(target.engine()).title(),
                    ratio(target, without, Round::flowsPerSecond),
                    ratio(target, without, round -> round.latency(Step.COMPLETE).p50()),
                    ratio(target, without, round -> round.latency(Step.COMPLETE).p99()),
                    ratio(target, without, Round::cpu)));
        }
    }

    private void starts() {
        table("start to ready", "seconds", "× bare route");
        List<Double> bare = results.starts().getOrDefault(StartRun.Case.ROUTE, List.of());
        results.starts()
                .forEach((each, seconds) -> row(List.of(
                        each.title(),
                        number("%.2f", Numbers.median(seconds)),
                        seconds == bare ? "" : Spread.ofRatios(seconds, bare).toString())));
    }

    private void deliveries() {
        table("delivery of a queue", "mails/s", "× sender alone");
        List<Double> alone = results.mailsPerSecond().getOrDefault(DeliveryRun.DIRECT, List.of());
        results.mailsPerSecond()
                .forEach((name, rates) -> row(List.of(
                        name,
                        number("%.0f", Numbers.median(rates)),
                        rates == alone ? "" : Spread.ofRatios(rates, alone).toString())));
    }

    private List<String> pair(Target target, ToDoubleFunction<Round> figure, String format) {
        return List.of(number(format, median(target, figure)), ratio(target, target.floor(), figure));
    }

    private double median(Target target, ToDoubleFunction<Round> figure) {
        return Numbers.median(values(target, figure));
    }

    private String ratio(Target target, Target reference, ToDoubleFunction<Round> figure) {
        return target == reference || target.kind() == Kind.ROUTE
                ? ""
                : Spread.ofRatios(values(target, figure), values(reference, figure))
                        .toString();
    }

    private List<Double> values(Target target, ToDoubleFunction<Round> figure) {
        return result(target).rounds().stream().mapToDouble(figure).boxed().toList();
    }

    private Site.Result result(Target target) {
        return Objects.requireNonNull(results.flows().get(target));
    }

    private static String number(String format, double number) {
        return Double.isNaN(number) ? "?" : String.format(Locale.ROOT, format, number);
    }

    private void table(String... head) {
        text.append('\n');
        row(List.of(head));
        row(List.of(head).stream().map(column -> "---").toList());
    }

    private void row(List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
