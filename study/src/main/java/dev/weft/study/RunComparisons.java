package dev.weft.study;

import dev.weft.diagnostics.OtherData;
import dev.weft.statistics.Holm;
import dev.weft.statistics.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What the differences between runs are worth, each against the first: McNemar's test on the test images, corrected for
 * the number of runs by Holm. Runs that were not tested on the same images are not compared.
 *
 * @param otherData a warning for each run that is about other images than the first
 * @param comparisons of the others, in order
 */
public record RunComparisons(List<OtherData> otherData, List<RunComparison> comparisons) {
  /**
   * @param runs one or more; all are compared with the first
   */
  public static RunComparisons of(List<ComparedRun> runs) {
    ComparedRun first = runs.getFirst();
    List<OtherData> otherData = new ArrayList<>();
    List<RunPair> pairs = new ArrayList<>();
    for (ComparedRun run : runs.subList(1, runs.size())) {
      new OtherData(first.name(), first.dataset(), first.checksum(), run.name(), run.dataset(), run.checksum())
          .ifSo()
          .ifPresent(otherData::add);
      RunPair.of(first, run).ifPresent(pairs::add);
    }
    List<Verdict> verdicts = Holm.verdicts(pairs.stream().map(RunPair::test).toList());
    List<RunComparison> comparisons = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      comparisons.add(new RunComparison(pairs.get(i), verdicts.get(i)));
    }
    return new RunComparisons(List.copyOf(otherData), List.copyOf(comparisons));
  }

  public List<RunPair> pairs() {
    return comparisons.stream().map(RunComparison::pair).toList();
  }

  /** What one should know before believing the differences, a sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(otherData.stream().map(OtherData::sentence).toList());
    comparisons.forEach(one -> one.warning().ifPresent(warning -> warnings.add(warning.sentence())));
    return warnings;
  }

  /** For a terminal: a warning or what the difference is worth, for each run where there is something to compare. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    otherData.forEach(warning -> lines.add("warning: " + warning.sentence()));
    comparisons.forEach(
        one -> lines.add(one.warning().map(warning -> "warning: " + warning.sentence()).orElseGet(one::sentence)));
    return lines;
  }
}
