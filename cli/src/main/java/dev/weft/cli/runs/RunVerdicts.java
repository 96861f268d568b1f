package dev.weft.cli.runs;

import dev.weft.dataset.DataPart;
import dev.weft.diagnostics.OtherData;
import dev.weft.diagnostics.WithinNoise;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.statistics.Holm;
import dev.weft.statistics.McNemar;
import dev.weft.statistics.Verdict;
import dev.weft.store.ImagePredictions;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the differences between runs are worth, each against the first: McNemar's test on the test images, corrected for
 * the number of runs by Holm; nothing where the data differ.
 */
final class RunVerdicts {
  private final RunRecord first;
  private final Optional<ImagePredictions> firstSaid;
  private final RunStore store;
  private final List<RunRecord> others = new ArrayList<>();
  private final List<McNemar> tests = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();

  private RunVerdicts(RunRecord first, RunStore store) {
    this.first = first;
    this.store = store;
    firstSaid = said(first);
  }

  /** One sentence for each run but the first, where something can be said. */
  static List<String> of(List<RunRecord> runs, RunStore store) {
    RunVerdicts verdicts = new RunVerdicts(runs.getFirst(), store);
    runs.subList(1, runs.size()).forEach(verdicts::add);
    return verdicts.sentences();
  }

  private void add(RunRecord other) {
    Optional<OtherData> elsewhere =
        new OtherData(first.id(), first.dataset(), sha256(first), other.id(), other.dataset(), sha256(other)).ifSo();
    if (elsewhere.isPresent()) {
      sentences.add("warning: " + elsewhere.get().sentence());
      return;
    }
    Optional<ImagePredictions> otherSaid = said(other);
    if (firstSaid.isPresent()
        && otherSaid.isPresent()
        && Arrays.equals(firstSaid.get().images(), otherSaid.get().images())) {
      others.add(other);
      tests.add(McNemar.of(otherSaid.get().labels(), predicted(otherSaid.get()), predicted(firstSaid.get())));
    }
  }

  private List<String> sentences() {
    List<Verdict> verdicts = Holm.verdicts(tests);
    for (int i = 0; i < verdicts.size(); i++) {
      RunRecord other = others.get(i);
      Verdict verdict = verdicts.get(i);
      sentences.add(
          new WithinNoise(other.id(), first.id(), "test accuracy", accuracy(other), accuracy(first), verdict)
              .ifSo()
              .map(noise -> "warning: " + noise.sentence())
              .orElse("%s against %s: %s".formatted(other.id(), first.id(), verdict.sentence())));
    }
    return sentences;
  }

  private Optional<ImagePredictions> said(RunRecord run) {
    return store.predictions(run.id(), "test");
  }

  private static String sha256(RunRecord run) {
    return run.provenance().getOrDefault("dataset.sha256", "");
  }

  private static double accuracy(RunRecord run) {
    return run.metrics().getOrDefault(Metric.ACCURACY.on(DataPart.TEST), Double.NaN);
  }

  private static int[] predicted(ImagePredictions said) {
    Predictions predictions = Predictions.of(said.labels(), said.probabilities(), said.classes());
    int[] predicted = new int[predictions.size()];
    Arrays.setAll(predicted, predictions::predicted);
    return predicted;
  }
}
