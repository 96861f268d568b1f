package dev.weft.check;

import dev.weft.Counted;
import java.util.ArrayList;
import java.util.List;

/** Images that are grey where nine tenths have colours, coloured where nine tenths are grey, or transparent alone. */
final class OddColours implements Check {
  private static final double FEW = 0.1;

  @Override
  public List<Finding> in(Survey survey) {
    List<Finding> findings = new ArrayList<>();
    List<Integer> coloured = survey.where(ImageFacts::coloured);
    List<Integer> grey = survey.where(facts -> !facts.coloured() && !Blank.is(facts));
    List<Integer> transparent = survey.where(ImageFacts::transparent);
    double few = FEW * survey.readable().length;
    if (!grey.isEmpty() && !coloured.isEmpty() && grey.size() <= few) {
      findings.add(
          Finding.note(
              "grey images",
              "%s grey, the others have colours.".formatted(Counted.are(grey.size(), "image")),
              "Look whether they are of another source or time than the others; 'channels: 1' makes all of them grey.",
              Finding.alone(grey)));
    }
    if (!coloured.isEmpty() && coloured.size() <= few) {
      findings.add(
          Finding.note(
              "images with colours",
              "%s colours, the others are grey.".formatted(Counted.have(coloured.size(), "image")),
              "Look whether they belong to the set; 'channels: 1' makes all of them grey.",
              Finding.alone(coloured)));
    }
    if (!transparent.isEmpty() && transparent.size() <= few) {
      findings.add(
          Finding.note(
              "transparent images",
              "%s transparent pixels, the others have none.".formatted(Counted.have(transparent.size(), "image")),
              "They are laid on white; say 'background: black' if that hides them.",
              Finding.alone(transparent)));
    }
    return findings;
  }
}
