package dev.weft.bench.compare;

import java.util.ArrayList;
import java.util.Comparator;
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
    double target() {
      return workload.target(batch);
    }

    @Override
    public String toString() {
      String name = workload.key().replace("w", "W").replace('-', ' ');
      return workload.batches().size() > 1 ? name + ", batch " + batch : name;
    }
  }

  /** All rounds of one side. */
  record Result(Contestant.Setting setting, int images, List<Measurement> rounds) {
    List<Measurement> good() {
      return rounds.stream().filter(Measurement::ok).toList();
    }

    /** Of all steady epochs of all rounds, for one image; NaN where all failed. */
    double secondsPerImage() {
      return Results.median(good().stream().flatMap(round -> round.steady().stream()).toList()) / images;
    }

    double leastSecondsPerImage() {
      return Results.least(good().stream().flatMap(round -> round.steady().stream()).toList()) / images;
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

    /** Images a second, the median of all steady epochs. */
    double speed() {
      return 1 / secondsPerImage();
    }

    String version() {
      return good().stream().map(Measurement::version).findFirst().orElse("-");
    }

    String failure() {
      return rounds.stream().filter(round -> !round.ok()).map(Measurement::failure).findFirst().orElse("");
    }
  }

  void add(Case measured, Contestant side, Contestant.Setting setting, int images, Measurement measurement) {
    cases
        .computeIfAbsent(measured, c -> new LinkedHashMap<>())
        .computeIfAbsent(side, s -> new Result(setting, images, new ArrayList<>()))
        .rounds()
        .add(measurement);
  }

  /** Weft's result of a case; null where it was not measured. */
  static Result weft(Map<Contestant, Result> bySide) {
    return bySide.get(Contestant.WEFT);
  }

  /** The fastest of the sides that Weft's target names, and its result; null where there is none. */
  static Map.Entry<Contestant, Result> fastestOther(Map<Contestant, Result> bySide) {
    return bySide.entrySet().stream()
        .filter(entry -> entry.getKey().isOpponent() && !entry.getValue().good().isEmpty())
        .min(Comparator.comparingDouble(entry -> entry.getValue().secondsPerImage()))
        .orElse(null);
  }

  /** The least memory that any form of PyTorch took, in MB; NaN where none was measured. */
  static double leastMemoryOfPyTorch(Map<Contestant, Result> bySide) {
    return bySide.entrySet().stream()
        .filter(entry -> entry.getKey().isPyTorch() && !entry.getValue().good().isEmpty())
        .mapToDouble(entry -> entry.getValue().most("resident_mb"))
        .min()
        .orElse(Double.NaN);
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
