package dev.weft.check;

import dev.weft.Counted;
import dev.weft.source.DataPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Parts that lack a class, or whose classes have other shares: Cramér's V of part and class is at least 0.1. */
final class PartClasses implements Check {
  private static final double LEAST = 0.1;

  @Override
  public List<Finding> in(Survey survey) {
    List<Finding> findings = new ArrayList<>();
    Map<DataPart, List<Integer>> parts = survey.parts();
    if (parts.size() < 2) {
      return findings;
    }
    int[] all = survey.classCounts();
    parts.forEach((part, samples) -> {
      int[] counts = new int[all.length];
      samples.forEach(i -> counts[survey.label(i)]++);
      List<String> missing =
          IntStream.range(0, all.length)
              .filter(label -> counts[label] == 0 && all[label] > 0)
              .mapToObj(survey.classNames()::get)
              .toList();
      if (!missing.isEmpty()) {
        findings.add(
            Finding.problem(
                "classes missing in the %s part".formatted(part.adjective()),
                "%s no image in the %s part: %s."
                    .formatted(Counted.have(missing.size(), "class"), part.adjective(), Counted.some(missing)),
                part == DataPart.TRAIN
                    ? "They cannot be learned: add images of them, or leave the classes out."
                    : "Nothing is known of how well they are recognized: let 'weft data split' make the parts.",
                List.of()));
      }
    });
    int[] part = IntStream.range(0, survey.size()).map(i -> survey.part(i).ordinal()).toArray();
    int[] labels = IntStream.range(0, survey.size()).map(survey::label).toArray();
    Association association = Association.of(part, labels, all.length);
    if (association.cramersV() >= LEAST && association.isSignificant()) {
      findings.add(
          Finding.note(
              "other shares of classes",
              "the parts have the classes in different shares (Cramér's V %s; 0 is the same, 1 none in common)."
                  .formatted(Figures.decimals(association.cramersV())),
              "Read figures for each class, or let 'weft data split' make parts with the same shares.",
              List.of()));
    }
    return findings;
  }
}
