package dev.weft.check;

import dev.weft.Counted;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images that are much more blurred than the others of the set and of their class: their {@linkplain BlurEffect blur
 * effect} is at least 0.5, and five robust standard deviations above both medians.
 */
final class Blurred implements Check {
  private static final double LEAST = 0.5;
  private static final double DEVIATIONS = 5;
  private static final double LEAST_DEVIATION = 0.015; // sets of one size and one camera differ by less

  @Override
  public List<Finding> in(Survey survey) {
    Spread all = spread(survey, IntStream.of(survey.readable()));
    List<Spread> classes =
        IntStream.range(0, survey.classNames().size())
            .mapToObj(label -> spread(survey, IntStream.of(survey.readable()).filter(i -> survey.label(i) == label)))
            .toList();
    List<Integer> blurred =
        IntStream.of(survey.readable())
            .filter(i -> isFar(survey, i, all) && isFar(survey, i, classes.get(survey.label(i))))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -survey.facts(i).blur()))
            .toList();
    return blurred.isEmpty()
        ? List.of()
        : List.of(
            Finding.note(
                "blurred images",
                "%s much more blurred than the others: blur effect up to %s, the median is %s (0 sharp, 1 blurred)."
                    .formatted(
                        Counted.are(blurred.size(), "image"),
                        Figures.decimals(survey.facts(blurred.getFirst()).blur()),
                        Figures.decimals(all.middle())),
                "Leave out those on which a person cannot recognize the class.",
                Finding.alone(blurred)));
  }

  private static Spread spread(Survey survey, IntStream samples) {
    return Spread.of(
        samples.filter(i -> !Blank.is(survey.facts(i))).mapToDouble(i -> survey.facts(i).blur()).toArray());
  }

  private static boolean isFar(Survey survey, int i, Spread spread) {
    double blur = survey.facts(i).blur();
    return !Blank.is(survey.facts(i))
        && blur >= LEAST
        && blur - spread.middle() >= DEVIATIONS * Math.max(LEAST_DEVIATION, spread.deviation());
  }
}
