package dev.weft.study;

import dev.weft.dataset.DataPart;
import dev.weft.diagnostics.WithinNoise;
import dev.weft.metrics.Metric;
import dev.weft.statistics.Verdict;
import java.util.Optional;

/** What the difference between two runs is worth. */
public record RunComparison(RunPair pair, Verdict verdict) {
  /** One sentence: the second run against the first. */
  public String sentence() {
    return "%s against %s: %s".formatted(pair.second().name(), pair.first().name(), verdict.sentence());
  }

  /** Where chance explains the difference. */
  public Optional<WithinNoise> warning() {
    return new WithinNoise(
            pair.second().name(),
            pair.first().name(),
            Metric.ACCURACY.words(DataPart.TEST),
            pair.second().accuracy(),
            pair.first().accuracy(),
            verdict)
        .ifSo();
  }
}
