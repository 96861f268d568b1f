package dev.weft.bench.kernel;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs the benchmarks of kernels, with JMH's own options, and says what each reaches of the machine's peaks. */
public final class Kernels {
  private Kernels() {}

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    Collection<RunResult> results = new Runner(new CommandLineOptions(args)).run();
    System.out.printf("%n%-62s %12s %9s %8s %7s %8s%n", "kernel", "us a call", "GFLOP/s", "of peak", "GB/s", "of copy");
    for (RunResult result : results) {
      print(result);
    }
  }

  private static void print(RunResult result) {
    Map<String, String> parameters = new TreeMap<>();
    result.getParams().getParamsKeys().forEach(key -> parameters.put(key, result.getParams().getParam(key)));
    String name = result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+)Bench\\.", "$1.");
    Map<String, Result> counters = new TreeMap<>();
    result.getSecondaryResults().forEach((key, value) -> counters.put(key, value));
    System.out.printf(
        Locale.ROOT,
        "%-62s %12.2f %9s %8s %7s %8s%n",
        name + (parameters.isEmpty() ? "" : " " + parameters),
        1e-3 / result.getPrimaryResult().getScore(),
        shown(counters.get("flops"), "%.1f", 1),
        shown(counters.get("ofPeak"), "%.0f %%", 100),
        shown(counters.get("bytes"), "%.1f", 1),
        shown(counters.get("ofCopy"), "%.0f %%", 100));
  }

  /** Nothing for a count that a kernel has none of. */
  private static String shown(Result<?> result, String format, double factor) {
    return result == null || result.getScore() == 0
        ? ""
        : String.format(Locale.ROOT, format, factor * result.getScore());
  }
}
