package dev.weft.check;

import dev.weft.Counted;
import java.util.List;

/** Images of a single colour, or nearly: no channel's values range over more than 8 of 255, but for a few pixels. */
final class Blank implements Check {
  private static final int LEAST_RANGE = 8;

  static boolean is(ImageFacts facts) {
    return facts.range() <= LEAST_RANGE;
  }

  @Override
  public List<Finding> in(Survey survey) {
    List<Integer> blank = survey.where(Blank::is);
    return blank.isEmpty()
        ? List.of()
        : List.of(
            Finding.problem(
                    "blank images",
                    "%s of a single colour: values range over at most %s of 255."
                        .formatted(Counted.are(blank.size(), "image"), LEAST_RANGE),
                    "Leave them out: there is nothing to learn from them.",
                    Finding.alone(blank))
                .without(blank));
  }
}
