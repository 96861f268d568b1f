package dev.weft.check;

import dev.weft.source.DataPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Parts whose images differ from those of training in what they do not show. Of numbers the Kolmogorov-Smirnov distance
 * is taken, the largest difference of the two distribution functions; of texts half the sum of the differences of their
 * shares. Both are from 0 to 1, and reported from 0.15 on if chance gives so much in less than one of a thousand sets.
 */
final class PartTraits implements Check {
  private static final double LEAST = 0.15;
  private static final double CHANCE = 1.95; // of Kolmogorov's distribution, 0.001

  @Override
  public List<Finding> in(Survey survey) {
    List<Finding> findings = new ArrayList<>();
    Map<DataPart, List<Integer>> parts = survey.parts();
    List<ImageFacts> train = facts(survey, parts.getOrDefault(DataPart.TRAIN, List.of()));
    for (DataPart part : List.of(DataPart.VALIDATION, DataPart.TEST)) {
      List<ImageFacts> others = facts(survey, parts.getOrDefault(part, List.of()));
      if (train.isEmpty() || others.isEmpty()) {
        continue;
      }
      List<String> differing = new ArrayList<>();
      double chance = CHANCE * Math.sqrt((double) (train.size() + others.size()) / train.size() / others.size());
      for (Trait trait : Trait.ALL) {
        double distance = trait.isNumber(survey) ? distance(trait, train, others) : difference(trait, train, others);
        if (distance >= Math.max(LEAST, chance)) {
          differing.add("%s (%s)".formatted(trait.name().replaceFirst(",.*", ""), Figures.decimals(distance)));
        }
      }
      if (!differing.isEmpty()) {
        findings.add(
            Finding.note(
                "other images in the %s part".formatted(part.adjective()),
                "%s differ from the training images in %s (0 is the same, 1 nothing in common)."
                    .formatted(part.images(), String.join(", ", differing)),
                "Figures of this part hold for such images alone; mix both kinds and let 'weft data split' make parts.",
                List.of()));
      }
    }
    return findings;
  }

  private static List<ImageFacts> facts(Survey survey, List<Integer> samples) {
    return samples.stream().filter(i -> survey.reason(i) == null).map(survey::facts).toList();
  }

  private static double distance(Trait trait, List<ImageFacts> train, List<ImageFacts> others) {
    double[] a = sorted(trait, train);
    double[] b = sorted(trait, others);
    double most = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      double value = Math.min(a[i], b[j]);
      while (i < a.length && a[i] == value) {
        i++;
      }
      while (j < b.length && b[j] == value) {
        j++;
      }
      most = Math.max(most, Math.abs((double) i / a.length - (double) j / b.length));
    }
    return most;
  }

  private static double[] sorted(Trait trait, List<ImageFacts> facts) {
    return facts.stream().mapToDouble(trait::number).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  private static double difference(Trait trait, List<ImageFacts> train, List<ImageFacts> others) {
    String[] a = texts(trait, train);
    String[] b = texts(trait, others);
    return Arrays.stream(a).distinct().mapToDouble(text -> Math.max(0, share(a, text) - share(b, text))).sum();
  }

  private static String[] texts(Trait trait, List<ImageFacts> facts) {
    return facts.stream().map(one -> trait.value().apply(one).toString()).toArray(String[]::new);
  }

  private static double share(String[] texts, String text) {
    return (double) Arrays.stream(texts).filter(text::equals).count() / texts.length;
  }
}
