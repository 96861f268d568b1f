package dev.weft.study;

import dev.weft.diagnostics.OtherData;
import java.util.ArrayList;
import java.util.List;

/**
 * What the differences between runs are worth: of every pair that was tested on the same images, McNemar's test,
 * corrected for the number of pairs by Holm. Runs that were tested on other images are compared among themselves.
 *
 * @param groups runs of the same test images, in the order of their first runs
 */
public record RunComparisons(List<ComparableRuns> groups) {
  /**
   * @param runs one or more
   */
  public static RunComparisons of(List<ComparedRun> runs) {
    List<List<ComparedRun>> groups = new ArrayList<>();
    for (ComparedRun run : runs) {
      groups.stream()
          .filter(group -> group.getFirst().isTestedAs(run))
          .findFirst()
          .orElseGet(() -> {
            groups.add(new ArrayList<>());
            return groups.getLast();
          })
          .add(run);
    }
    return new RunComparisons(groups.stream().map(ComparableRuns::of).toList());
  }

  /** The largest group; of equally large ones, the first. */
  public ComparableRuns main() {
    return groups.stream().reduce((a, b) -> b.runs().size() > a.runs().size() ? b : a).orElseThrow();
  }

  /** Why runs are not compared with those of {@link #main}, a sentence each. */
  public List<String> warnings() {
    ComparedRun first = main().runs().getFirst();
    return groups.stream()
        .filter(group -> !group.equals(main()))
        .flatMap(group -> group.runs().stream())
        .map(run -> warning(first, run))
        .toList();
  }

  private static String warning(ComparedRun first, ComparedRun run) {
    if (run.predictions().isEmpty()) {
      return run.name() + " has no predictions of test images, so nothing can be compared with it.";
    }
    return new OtherData(first.name(), first.dataset(), first.checksum(), run.name(), run.dataset(), run.checksum())
        .ifSo()
        .map(OtherData::sentence)
        .orElseGet(() ->
            "%s and %s were tested on different images of %s: their figures cannot be compared."
                .formatted(first.name(), run.name(), run.dataset()));
  }
}
