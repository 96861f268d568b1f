package dev.weft.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that was measured. */
final class Results {
  final Map<Case, Map<Contestant, Result>> cases = new LinkedHashMap<>();
  final Map<String, String> absent = new LinkedHashMap<>();
  final List<Growth.Row> growth = new ArrayList<>();

  /** A workload with the batch that it was run with. */
  record Case(Workload workload, int batch) {
    @Override
    public String toString() {
      return workload.name() + (workload.inference() ? ", batch " + batch : "");
    }
  }

  /** All rounds of one side. */
  record Result(Contestant.Setting setting, int images, List<Measurement> rounds) {
    List<Measurement> good() {
      return rounds.stream().filter(Measurement::ok).toList();
    }

    /** Of all steady epochs of all rounds, for one image; NaN where all failed. */
    double secondsPerImage() {
      return median(good().stream().flatMap(round -> round.steady().stream()).toList()) / images;
    }

    double leastSecondsPerImage() {
      return least(good().stream().flatMap(round -> round.steady().stream()).toList()) / images;
    }

    /** The best of all rounds: what the machine can do when nothing else runs. */
    double peak() {
      return good().stream().mapToDouble(Measurement::peak).max().orElse(Double.NaN);
    }

    /** The greatest of any round. */
    double most(String number) {
      return numbers(number).max(Double::compare).orElse(Double.NaN);
    }

    double median(String number) {
      return Results.median(numbers(number).toList());
    }

    private Stream<Double> numbers(String number) {
      return good().stream().map(round -> round.numbers().get(number)).filter(value -> value != null);
    }

    String failure() {
      return rounds.stream().filter(round -> !round.ok()).map(Measurement::failure).findFirst().orElse("");
    }

    private static double median(List<Double> values) {
      return Results.median(values);
    }
  }

  void add(Case measured, Contestant side, Contestant.Setting setting, int images, Measurement measurement) {
    cases
        .computeIfAbsent(measured, c -> new LinkedHashMap<>())
        .computeIfAbsent(side, s -> new Result(setting, images, new ArrayList<>()))
        .rounds()
        .add(measurement);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return n == 0 ? Double.NaN : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }

  static double least(List<Double> values) {
    return values.stream().min(Double::compare).orElse(Double.NaN);
  }
}
