package dev.weft.check;

import dev.weft.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Images on which hardly anything is to be seen: 99 % of the pixels are darker than 40 of 255, or brighter than 215.
 * Where more than a quarter of the images are so, it is the kind of images, and nothing is reported.
 */
final class Exposure implements Check {
  private static final int DARK = 40;
  private static final int BRIGHT = 215;
  private static final double MOST = 0.25;

  @Override
  public List<Finding> in(Survey survey) {
    List<Finding> findings = new ArrayList<>();
    add(
        findings,
        survey,
        "dark images",
        "99 % of the pixels are darker than " + DARK + " of 255",
        facts -> facts.bright() < DARK);
    add(
        findings,
        survey,
        "overexposed images",
        "99 % of the pixels are brighter than " + BRIGHT + " of 255",
        facts -> facts.dark() > BRIGHT);
    return findings;
  }

  private static void add(
      List<Finding> findings, Survey survey, String kind, String measure, Predicate<ImageFacts> test) {
    List<Integer> found = survey.where(facts -> test.test(facts) && !Blank.is(facts));
    if (!found.isEmpty() && found.size() <= MOST * survey.readable().length) {
      findings.add(
          Finding.note(
              kind,
              "%s %s: %s.".formatted(Counted.are(found.size(), "image"), kind.substring(0, kind.indexOf(' ')), measure),
              "Look whether a person recognizes them; leave out those that nobody does.",
              Finding.alone(found)));
    }
  }
}
