package dev.weft.check;

import dev.weft.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Images of unusual size or shape: whose shorter side is less than a quarter of the median one, whose width by height
 * differs from the median by a factor of more than 2 and by five robust deviations, or whose size is not that of nine
 * tenths of the images.
 */
final class OddSizes implements Check {
  private static final double TINY = 0.25;
  private static final double LONG = 2;
  private static final double DEVIATIONS = 5;
  private static final double USUAL = 0.9;

  @Override
  public List<Finding> in(Survey survey) {
    List<Finding> findings = new ArrayList<>();
    tiny(survey, findings);
    shapes(survey, findings);
    sizes(survey, findings);
    return findings;
  }

  private static void tiny(Survey survey, List<Finding> findings) {
    double usual =
        Spread.of(IntStream.of(survey.readable()).mapToDouble(i -> survey.facts(i).shorterSide()).toArray()).middle();
    List<Integer> tiny =
        survey.where(facts -> facts.shorterSide() < TINY * usual).stream()
            .sorted(Comparator.comparingInt(i -> survey.facts(i).shorterSide()))
            .toList();
    if (!tiny.isEmpty()) {
      ImageFacts least = survey.facts(tiny.getFirst());
      findings.add(
          Finding.note(
              "tiny images",
              "%s tiny: the smallest has %s x %s pixels, the median of the shorter side is %s."
                  .formatted(Counted.are(tiny.size(), "image"), least.height(), least.width(), Math.round(usual)),
              "Look whether they are thumbnails or icons that came in by accident; find the large ones.",
              Finding.alone(tiny)));
    }
  }

  private static void shapes(Survey survey, List<Finding> findings) {
    Spread usual =
        Spread.of(IntStream.of(survey.readable()).mapToDouble(i -> Math.log(survey.facts(i).aspect())).toArray());
    double far = Math.max(Math.log(LONG), DEVIATIONS * usual.deviation());
    List<Integer> odd =
        survey.where(facts -> Math.abs(Math.log(facts.aspect()) - usual.middle()) > far).stream()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(Math.log(survey.facts(i).aspect()) - usual.middle())))
            .toList();
    if (!odd.isEmpty()) {
      ImageFacts most = survey.facts(odd.getFirst());
      findings.add(
          Finding.note(
              "unusual shapes",
              "%s an unusual shape: the farthest is %s wide and %s high, the median of width by height is %s."
                  .formatted(
                      Counted.have(odd.size(), "image"),
                      most.width(),
                      most.height(),
                      Figures.decimals(Math.exp(usual.middle()))),
              "With 'resize: crop' most of such an image is cut off; crop them by hand, or take 'resize: pad'.",
              Finding.alone(odd)));
    }
  }

  private static void sizes(Survey survey, List<Finding> findings) {
    Map<String, Integer> counts = new HashMap<>();
    IntStream.of(survey.readable()).forEach(i -> counts.merge(size(survey.facts(i)), 1, Integer::sum));
    counts.entrySet().stream()
        .filter(size -> size.getValue() >= USUAL * survey.readable().length)
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(usual -> {
          List<Integer> others = survey.where(facts -> !size(facts).equals(usual));
          if (!others.isEmpty()) {
            findings.add(
                Finding.note(
                    "other sizes",
                    "%s another size than %s (height x width), which all others have."
                        .formatted(Counted.have(others.size(), "image"), usual),
                    "Look whether they are from another source; they will be resized.",
                    Finding.alone(others)));
          }
        });
  }

  private static String size(ImageFacts facts) {
    return facts.height() + " x " + facts.width();
  }
}
