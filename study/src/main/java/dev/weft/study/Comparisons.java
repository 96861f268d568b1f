package dev.weft.study;

import dev.weft.experiment.DataSource;
import dev.weft.metrics.Metric;
import dev.weft.run.RightAnswers;
import dev.weft.source.DataPart;
import dev.weft.statistics.Bootstrap;
import dev.weft.statistics.Holm;
import dev.weft.statistics.McNemar;
import dev.weft.statistics.PairedBootstrap;
import dev.weft.statistics.PairedTest;
import dev.weft.statistics.ResampledTTest;
import dev.weft.statistics.Score;
import dev.weft.statistics.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the differences between a part's recipes are worth: each against the winner or, where none is chosen, against
 * the first. Across folds, the corrected t-test of the validation accuracy; of repeats, the paired bootstrap of their
 * mean accuracy on the test images; else McNemar's test on these. Corrected for their number by Holm.
 */
final class Comparisons {
  private Comparisons() {}

  /** All that can be tested; none where no two recipes were trained to their end on the same images. */
  static List<Comparison> of(PartResults results) {
    Optional<RecipeResult> first =
        results.winner().or(() -> results.rows().stream().filter(RecipeResult::isFinished).findFirst());
    if (first.isEmpty()) {
      return List.of();
    }
    RecipeResult reference = first.get();
    List<RecipeResult> others =
        results.rows().stream()
            .filter(row -> row.isFinished() && !row.candidate().name().equals(reference.candidate().name()))
            .filter(row -> sameImages(row, reference))
            .toList();
    List<Verdict> verdicts = verdicts(results.part(), others, reference);
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      comparisons.add(new Comparison(reference.candidate().name(), others.get(i).candidate().name(), verdicts.get(i)));
    }
    return comparisons;
  }

  private static List<Verdict> verdicts(Part part, List<RecipeResult> others, RecipeResult reference) {
    return others.isEmpty() ? List.of() : Holm.verdicts(tests(part, others, reference));
  }

  private static List<PairedTest> tests(Part part, List<RecipeResult> others, RecipeResult reference) {
    if (part.crossValidation() != null) {
      return others.stream().map(row -> tTest(part, row, reference)).toList();
    }
    if (part.repeats() > 1) {
      double[] share = share(reference);
      Bootstrap bootstrap = new Bootstrap(share.length, 1, resamples(others.size()));
      return others.stream().map(row -> bootstrap(bootstrap, row, share)).toList();
    }
    RightAnswers answers = answers(reference);
    return others.stream().<PairedTest>map(row -> mcNemar(answers(row), answers)).toList();
  }

  /** Enough for the least p-value, 2 of so many samples, to be significant after Holm's correction. */
  static int resamples(int comparisons) {
    return Math.max(Bootstrap.RESAMPLES, 100 * comparisons);
  }

  /** Whether the images of two recipes can be paired: they come from one place, however they are prepared. */
  static boolean sameImages(RecipeResult a, RecipeResult b) {
    return images(a).equals(images(b));
  }

  private static DataSource images(RecipeResult row) {
    return row.candidate().experiment().data().source().image(null);
  }

  /** Each against each that follows it: (0, 1), (0, 2), ..., (1, 2), .... */
  static List<McNemar> mcNemars(List<RightAnswers> answers) {
    List<McNemar> tests = new ArrayList<>();
    for (int first = 0; first < answers.size(); first++) {
      for (RightAnswers second : answers.subList(first + 1, answers.size())) {
        tests.add(mcNemar(answers.get(first), second));
      }
    }
    return tests;
  }

  private static McNemar mcNemar(RightAnswers first, RightAnswers second) {
    return new McNemar(first.aloneRight(second), second.aloneRight(first), first.size());
  }

  private static RightAnswers answers(RecipeResult row) {
    return row.trials().getFirst().answers();
  }

  /** Of the mean accuracies of all repeats. */
  private static PairedTest bootstrap(Bootstrap bootstrap, RecipeResult row, double[] shareOfReference) {
    return PairedBootstrap.of(bootstrap, Score.mean(share(row)), Score.mean(shareOfReference));
  }

  /** For each test image, the share of the repeats that were right. */
  static double[] share(RecipeResult row) {
    double[] share = null;
    for (TrialResult trial : row.trials()) {
      RightAnswers answers = trial.answers();
      share = share == null ? new double[answers.size()] : share;
      for (int i = 0; i < share.length; i++) {
        share[i] += answers.right().get(i) ? 1.0 / row.trials().size() : 0;
      }
    }
    return share;
  }

  static PairedTest tTest(Part part, RecipeResult row, RecipeResult reference) {
    Map<DataPart, Integer> parts = row.trials().getFirst().images();
    int images = parts.get(DataPart.TRAIN) + parts.get(DataPart.VALIDATION);
    int held = images / part.crossValidation().folds();
    return ResampledTTest.of(folds(row), folds(reference), images - held, held);
  }

  private static double[] folds(RecipeResult row) {
    return row.trials().stream().mapToDouble(trial -> Metric.ACCURACY.in(trial.validation())).toArray();
  }
}
