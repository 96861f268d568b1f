package dev.weft.study;

import dev.weft.diagnostics.UnmeasuredRobustness;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.run.MetricsFile;
import dev.weft.run.PredictionsFile;
import dev.weft.run.ProvenanceFile;
import dev.weft.run.RightAnswers;
import dev.weft.run.RunFolder;
import dev.weft.run.Warning;
import dev.weft.source.DataPart;
import dev.weft.train.EpochResult;
import dev.weft.train.History;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of one training of a study, as it stands in its folder.
 *
 * @param reason why it failed or diverged, or why its robustness could not be measured, one sentence; else empty
 * @param epochs done
 * @param train metrics of the last epoch, while the weights moved
 * @param validation metrics; empty without validation
 * @param test metrics; empty unless it is finished
 * @param mistakes on the test set
 * @param seconds of training
 * @param images how many it learnt from, was validated and tested on; empty unless it is finished
 * @param warnings what one should know before believing it: a sentence by each warning's name
 */
public record TrialResult(
    StudyTrial trial,
    State state,
    String reason,
    Path folder,
    int epochs,
    int parameters,
    Map<String, Double> train,
    Map<String, Double> validation,
    Map<String, Double> test,
    int mistakes,
    double seconds,
    Map<DataPart, Integer> images,
    Map<String, String> warnings) {
  /** How far a training came. */
  public enum State {
    /** To its end. */
    FINISHED,
    /** It waits, or halving did not choose it to go on. */
    STOPPED,
    /** It ended with an error. */
    FAILED,
    /** Its loss, weights or outputs became infinite or no numbers. */
    DIVERGED;

    /** As {@code results.csv} says it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return word.equals("paused") ? STOPPED : valueOf(word.toUpperCase(Locale.ROOT)); // its name once
    }
  }

  /** One that ended with an error. */
  public static TrialResult failed(StudyTrial trial, Path folder, String reason) {
    return without(trial, State.FAILED, folder, reason);
  }

  /** One that gave no numbers. */
  public static TrialResult without(StudyTrial trial, State state, Path folder, String reason) {
    return new TrialResult(trial, state, reason, folder, 0, 0, Map.of(), Map.of(), Map.of(), 0, 0, Map.of(), Map.of());
  }

  /** The same, finished, whose robustness could not be measured. */
  public TrialResult unmeasured(String why) {
    Warning warning = new UnmeasuredRobustness(why);
    Map<String, String> more = new LinkedHashMap<>(warnings);
    more.put(warning.name(), warning.sentence());
    return new TrialResult(
        trial, state, why, folder, epochs, parameters, train, validation, test, mistakes, seconds, images, more);
  }

  /** Whether it ended without numbers: it failed or diverged. */
  public boolean hasFailed() {
    return state == State.FAILED || state == State.DIVERGED;
  }

  /** What a finished run's folder says. */
  static TrialResult finished(StudyTrial trial, Path folder) {
    MetricsFile metrics = MetricsFile.read(folder);
    EpochResult last = metrics.epochs().getLast();
    Map<String, Double> validation = new LinkedHashMap<>(metrics.validation());
    if (last.validated()) {
      validation.put(Metric.BEST_ACCURACY.key(), History.bestAccuracy(metrics.epochs()));
    }
    return new TrialResult(
        trial,
        State.FINISHED,
        "",
        folder,
        metrics.epochs().size(),
        metrics.parameters(),
        last.metrics(DataPart.TRAIN),
        validation,
        metrics.test(),
        metrics.mistakes(),
        metrics.seconds(),
        images(ProvenanceFile.read(folder)),
        metrics.warnings());
  }

  private static Map<DataPart, Integer> images(ProvenanceFile provenance) {
    Map<DataPart, Integer> images = new EnumMap<>(DataPart.class);
    for (DataPart part : DataPart.values()) {
      provenance.countOf(part).ifPresent(count -> images.put(part, count));
    }
    return images;
  }

  /**
   * How a run stood after so many epochs, by its {@code history.csv}; null if it has not come as far. One that has
   * ended before is judged by its last epoch.
   */
  static TrialResult stopped(StudyTrial trial, Path folder, int epochs) {
    List<EpochResult> history = RunFolder.history(folder);
    int done = RunFolder.isFinished(folder) ? Math.min(epochs, history.size()) : epochs;
    if (history.size() < done || done == 0) {
      return null;
    }
    EpochResult last = history.get(done - 1);
    return new TrialResult(
        trial,
        State.STOPPED,
        "",
        folder,
        done,
        0,
        last.metrics(DataPart.TRAIN),
        last.metrics(DataPart.VALIDATION),
        Map.of(),
        0,
        history.subList(0, done).stream().mapToDouble(EpochResult::seconds).sum(),
        Map.of(),
        Map.of());
  }

  /** Its metrics on a part of the data. */
  public Map<String, Double> metrics(DataPart part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }

  /** Which test images the network has right. */
  public RightAnswers answers() {
    return RightAnswers.read(folder);
  }

  /** What the network says of the test images. */
  public Predictions predictions() {
    return PredictionsFile.read(folder).predictions();
  }
}
