package leadr.registration.app.bench;

import java.util.List;
import java.util.Map;

/**
 * All raw numbers of a run, as they go into the JSON file. A part that was not asked for is empty.
 *
 * @param conditions under which they came about
 * @param starts seconds from the start of the process until it was ready
 * @param mailsPerSecond from the first to the last of a queue
 */
record Results(
        Map<String, String> conditions,
        Map<Target, Site.Result> flows,
        Map<StartRun.Case, List<Double>> starts,
        Map<String, List<Double>> mailsPerSecond) {}
