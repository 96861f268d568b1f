package dev.weft.check;

import dev.weft.Counted;
import dev.weft.Quoted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Classes with so few images that they are hardly learned, and measured with wide intervals. */
final class RareClasses implements Check {
  private static final int FEWEST = 20;
  private static final int RATIO = 10;

  @Override
  public List<Finding> in(Survey survey) {
    List<Finding> findings = new ArrayList<>();
    int[] counts = survey.classCounts();
    List<Integer> rare = IntStream.range(0, counts.length).filter(label -> counts[label] < FEWEST).boxed().toList();
    if (counts.length < 2) {
      findings.add(
          Finding.problem(
              "one class",
              "all images are of one class, '%s'.".formatted(Quoted.text(survey.classNames().getFirst())),
              "A network distinguishes two classes or more; add images of others.",
              List.of()));
    }
    if (!rare.isEmpty()) {
      findings.add(
          Finding.problem(
              "rare classes",
              "%s fewer than %s images: %s."
                  .formatted(Counted.have(rare.size(), "class"), FEWEST, named(survey, rare, counts)),
              "Collect more images of these classes, or leave the classes out.",
              examples(survey, rare)));
    }
    int most = IntStream.of(counts).max().orElse(0);
    List<Integer> small =
        IntStream.range(0, counts.length)
            .filter(label -> counts[label] >= FEWEST && counts[label] * (long) RATIO < most)
            .boxed()
            .toList();
    if (!small.isEmpty()) {
      findings.add(
          Finding.note(
              "unequal classes",
              "%s less than a tenth of the images of the largest, which has %s: %s."
                  .formatted(
                      Counted.have(small.size(), "class"), Counted.of(most, "image"), named(survey, small, counts)),
              "Read balanced accuracy beside accuracy; 'class_weight: balanced' makes rare classes count as much.",
              examples(survey, small)));
    }
    return findings;
  }

  private static String named(Survey survey, List<Integer> labels, int[] counts) {
    return Counted.some(
        labels.stream()
            .sorted(Comparator.comparingInt(label -> counts[label]))
            .map(label -> survey.classNames().get(label) + " (" + counts[label] + ")")
            .toList());
  }

  private static List<List<Integer>> examples(Survey survey, List<Integer> labels) {
    List<List<Integer>> of = new ArrayList<>();
    labels.forEach(label -> of.add(new ArrayList<>()));
    Arrays.stream(survey.readable())
        .filter(i -> labels.contains(survey.label(i)))
        .forEach(i -> {
          List<Integer> found = of.get(labels.indexOf(survey.label(i)));
          if (found.size() < 5) {
            found.add(i);
          }
        });
    return of.stream().filter(found -> !found.isEmpty()).toList();
  }
}
