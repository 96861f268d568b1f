package dev.weft.check;

import dev.weft.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Images that are there more than once: in several parts, with different labels, or within one part. */
final class Copies implements Check {
  /** How alike copies are. */
  private enum Likeness {
    EXACT("exact duplicates", "have the same pixels"),
    NEAR("near duplicates", "are nearly the same (correlation at least 0.995)"),
    ROTATED("mirrored or rotated copies", "are nearly the same when mirrored or rotated");

    private final String kind;
    private final String words;

    Likeness(String kind, String words) {
      this.kind = kind;
      this.words = words;
    }
  }

  @Override
  public List<Finding> in(Survey survey) {
    List<Finding> findings = new ArrayList<>();
    Set<List<Integer>> exact = new HashSet<>(survey.duplicates().exact());
    add(findings, survey, Likeness.EXACT, survey.duplicates().exact());
    add(
        findings,
        survey,
        Likeness.NEAR,
        survey.duplicates().near().stream().filter(group -> !exact.contains(group)).toList());
    add(
        findings,
        survey,
        Likeness.ROTATED,
        survey.duplicates().rotated().stream().filter(group -> isOfOneClass(group, survey)).toList());
    return findings;
  }

  /** A b is a mirrored d: copies by a mirror or a rotation alone are copies within their class. */
  private static boolean isOfOneClass(List<Integer> group, Survey survey) {
    return group.stream().map(survey::label).distinct().count() == 1;
  }

  private static void add(List<Finding> findings, Survey survey, Likeness likeness, List<List<Integer>> groups) {
    Predicate<List<Integer>> conflicts = group -> !isOfOneClass(group, survey);
    Predicate<List<Integer>> leaks = group -> new TreeSet<>(group.stream().map(survey::part).toList()).size() > 1;
    List<List<Integer>> conflicting = groups.stream().filter(conflicts).toList();
    List<List<Integer>> leaking = groups.stream().filter(leaks).toList();
    List<List<Integer>> within = groups.stream().filter(group -> !conflicts.test(group) && !leaks.test(group)).toList();
    if (!conflicting.isEmpty()) {
      findings.add(
          Finding.problem(
                  likeness.kind + " with different labels",
                  "%s %s, but have different labels.".formatted(grouped(conflicting), likeness.words),
                  "Look which label is right and correct it; until then leave them all out.",
                  conflicting)
              .without(conflicting.stream().flatMap(List::stream).toList()));
    }
    if (!leaking.isEmpty()) {
      findings.add(
          Finding.problem(
                  likeness.kind + " across parts",
                  "%s %s and stand in more than one part: the network would be tested on what it learned."
                      .formatted(grouped(leaking), likeness.words),
                  "Leave the copies in the training part out.",
                  leaking)
              .without(allButOne(survey, leaking)));
    }
    if (!within.isEmpty()) {
      findings.add(within(survey, likeness, within));
    }
  }

  private static Finding within(Survey survey, Likeness likeness, List<List<Integer>> groups) {
    boolean mayLeak = !survey.hasParts();
    Finding finding =
        new Finding(
            likeness.kind,
            mayLeak ? Severity.PROBLEM : Severity.NOTE,
            "%s %s.".formatted(grouped(groups), likeness.words),
            mayLeak
                ? "Leave all but one of each group out: a split would put copies into training and test."
                : "They count several times; leave all but one of each group out if that is not intended.",
            groups,
            List.of());
    return likeness == Likeness.ROTATED && !mayLeak ? finding : finding.without(allButOne(survey, groups));
  }

  private static String grouped(List<List<Integer>> groups) {
    return "%s in %s"
        .formatted(Counted.of(groups.stream().mapToInt(List::size).sum(), "image"), Counted.of(groups.size(), "group"));
  }

  /** One of each group stays: of the test part before one of validation, and of that before one of training. */
  private static List<Integer> allButOne(Survey survey, List<List<Integer>> groups) {
    List<Integer> out = new ArrayList<>();
    Comparator<Integer> lastPartFirst = Comparator.comparing((Integer i) -> survey.part(i)).reversed();
    for (List<Integer> group : groups) {
      group.stream().sorted(lastPartFirst.thenComparing(Comparator.naturalOrder())).skip(1).forEach(out::add);
    }
    return out;
  }
}
