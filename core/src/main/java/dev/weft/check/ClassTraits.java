package dev.weft.check;

import dev.weft.Counted;
import dev.weft.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Classes that are recognized by what their images do not show: the file type, the size, the background. A network
 * learns that instead of the class. Each {@linkplain Trait trait} is measured by {@link Association#recognition}.
 */
final class ClassTraits implements Check {
  private static final int EXAMPLES = 6;
  private static final int MOST_NAMED = 5;

  @Override
  public List<Finding> in(Survey survey) {
    int[] labels = IntStream.of(survey.readable()).map(survey::label).toArray();
    int classes = survey.classNames().size();
    List<Finding> findings = new ArrayList<>();
    for (Trait trait : Trait.ALL) {
      int[] bins = trait.bins(survey);
      double[] recognition = Association.recognition(bins, labels, classes);
      List<Integer> recognized =
          IntStream.range(0, classes)
              .filter(label -> recognition[label] >= trait.decisive())
              .boxed()
              .sorted(Comparator.comparingDouble(label -> -recognition[label]))
              .toList();
      if (!recognized.isEmpty()) {
        double association = Association.of(bins, labels, classes).cramersV();
        findings.add(finding(survey, trait, recognized, recognition, association));
      }
    }
    return findings;
  }

  private static Finding finding(
      Survey survey, Trait trait, List<Integer> recognized, double[] recognition, double association) {
    String named =
        recognized.stream()
            .limit(MOST_NAMED)
            .map(label ->
                "%s (%s, the others %s; balanced accuracy at least %s)"
                    .formatted(
                        Quoted.text(survey.classNames().get(label)),
                        typical(survey, trait, label, true),
                        typical(survey, trait, label, false),
                        Figures.decimals((1 + recognition[label]) / 2)))
            .collect(Collectors.joining(", "));
    int more = recognized.size() - MOST_NAMED;
    return Finding.problem(
        "classes known by their " + trait.name().replaceFirst(",.*", ""),
        "the %s alone recognizes %s of %s: %s%s; Cramér's V %s."
            .formatted(
                trait.name(),
                recognized.size(),
                Counted.of(survey.classNames().size(), "class"),
                named,
                more > 0 ? " and " + more + " more" : "",
                Figures.decimals(association)),
        "Make it the same for all classes, by converting or by collecting anew: a network would learn it instead of"
            + " what the images show.",
        recognized.stream().map(label -> examples(survey, label)).toList());
  }

  /** The median of a number, or the commonest text with its share, of a class or of all others. */
  private static String typical(Survey survey, Trait trait, int label, boolean of) {
    List<ImageFacts> facts =
        IntStream.of(survey.readable()).filter(i -> (survey.label(i) == label) == of).mapToObj(survey::facts).toList();
    if (trait.isNumber(survey)) {
      return figure(Spread.of(facts.stream().mapToDouble(trait::number).toArray()).middle());
    }
    Map<String, Integer> counts = new HashMap<>();
    facts.forEach(one -> counts.merge(trait.value().apply(one).toString(), 1, Integer::sum));
    Map.Entry<String, Integer> most =
        counts.entrySet().stream()
            .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
            .orElseThrow();
    String text = most.getKey().isEmpty() ? "none" : most.getKey();
    return "%s %s".formatted(Figures.percent((double) most.getValue() / facts.size()), text);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
  }

  private static List<Integer> examples(Survey survey, int label) {
    return IntStream.of(survey.readable()).filter(i -> survey.label(i) == label).limit(EXAMPLES).boxed().toList();
  }
}
