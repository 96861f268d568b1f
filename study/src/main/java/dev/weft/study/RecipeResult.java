package dev.weft.study;

import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Repeats;
import dev.weft.study.TrialResult.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of one recipe.
 *
 * @param trials all its trainings, in order
 */
public record RecipeResult(Candidate candidate, List<TrialResult> trials) {
  /** Whether all its trainings came to their end. */
  public boolean isFinished() {
    return trials.stream().allMatch(trial -> trial.state() == State.FINISHED);
  }

  /** How far its trainings came, in words; empty if all came to their end. */
  public String state() {
    List<String> words = new ArrayList<>();
    for (State state : List.of(State.DIVERGED, State.FAILED)) {
      long count = trials.stream().filter(trial -> trial.state() == state).count();
      if (count > 0) {
        words.add((count == trials.size() ? "" : count + " of " + trials.size() + " ") + state.word());
      }
    }
    trials.stream()
        .filter(trial -> trial.state() == State.STOPPED)
        .findFirst()
        .ifPresent(trial -> words.add("stopped after epoch " + trial.epochs()));
    return String.join(", ", words);
  }

  /** A metric of all trainings that have it. */
  public Optional<Repeats> values(DataPart part, Metric metric) {
    return values(part, metric.key());
  }

  private Optional<Repeats> values(DataPart part, String key) {
    List<Double> values =
        trials.stream()
            .map(trial -> trial.metrics(part).get(key))
            .filter(value -> value != null && Double.isFinite(value))
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(new Repeats(values));
  }

  /**
   * The 95 % interval of a metric: of several trainings, Student's; of one, Wilson's of a share of right answers, or
   * the bootstrap's over the test images.
   *
   * @return empty for what has none
   */
  public Optional<Interval> interval(DataPart part, Metric metric) {
    return values(part, metric).flatMap(values -> Uncertainty.of(this, part, metric));
  }

  /** A metric of each seed: of cross-validated ones, the mean over the folds. */
  Optional<Repeats> ofEachSeed(DataPart part, Metric metric) {
    Map<Integer, List<TrialResult>> seeds = new LinkedHashMap<>();
    trials.forEach(trial -> seeds.computeIfAbsent(trial.trial().repeat(), seed -> new ArrayList<>()).add(trial));
    List<Double> means =
        seeds.values().stream()
            .map(folds -> new RecipeResult(candidate, folds).mean(part, metric))
            .flatMap(mean -> mean.stream().boxed())
            .toList();
    return means.isEmpty() ? Optional.empty() : Optional.of(new Repeats(means));
  }

  /** How many of its trainings came to their end without this metric, which is not defined for them. */
  long without(DataPart part, Metric metric) {
    return trials.stream()
        .filter(trial -> trial.state() == State.FINISHED)
        .map(trial -> metric.in(trial.metrics(part)))
        .filter(value -> !Double.isFinite(value))
        .count();
  }

  OptionalDouble mean(DataPart part, Metric metric) {
    return values(part, metric).map(values -> OptionalDouble.of(values.mean())).orElse(OptionalDouble.empty());
  }

  /** The seconds of all its trainings together. */
  public double seconds() {
    return trials.stream().mapToDouble(TrialResult::seconds).sum();
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", candidate.name());
    map.put("changes", candidate.changes());
    map.put("state", isFinished() ? "finished" : state());
    map.put("parameters", trials.getFirst().parameters());
    map.put("train_seconds", seconds());
    for (DataPart part : DataPart.values()) {
      map.put(part.word(), summaries(part));
    }
    map.put("failures", trials.stream().filter(TrialResult::hasFailed).map(RecipeResult::failure).toList());
    return map;
  }

  private Map<String, Object> summaries(DataPart part) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    trials.stream()
        .flatMap(trial -> trial.metrics(part).keySet().stream())
        .distinct()
        .forEach(key -> values(part, key).ifPresent(values -> metrics.put(key, summary(key, values))));
    return metrics;
  }

  private static Map<String, Object> summary(String key, Repeats values) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mean", values.mean());
    if (values.size() > 1) {
      Interval student = values.interval().orElseThrow();
      Optional<Metric> metric = Metric.named(key);
      Optional<Interval> interval = metric.isEmpty() ? Optional.of(student) : MetricRange.within(student, metric.get());
      map.put("standard_deviation", values.deviation().orElseThrow());
      map.put("interval_95", interval.map(ends -> List.of(ends.low(), ends.high())).orElse(null));
      map.put("values", values.values());
    }
    return map;
  }

  private static Map<String, Object> failure(TrialResult trial) {
    return Map.of("training", trial.trial().name(), "state", trial.state().word(), "reason", trial.reason());
  }
}
