package dev.weft.explain.labels;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.run.FinishedRun;
import dev.weft.run.MarginsFile;
import dev.weft.run.PredictionsFile;
import dev.weft.source.DataPart;
import dev.weft.statistics.Repeats;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.StudyResults;
import dev.weft.study.TrialResult;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Judges labels by the networks of a cross-validation: each says of the fold that it did not learn. */
public final class FoldJudge {
  private final RecipeResult recipe;
  private final ImageSet train;
  private final double[] sums;
  private final int[] counts;
  private final double[] areas;
  private final int[] learned;

  private FoldJudge(RecipeResult recipe, ImageDataset data) {
    this.recipe = recipe;
    train = data.train();
    sums = new double[Math.multiplyExact(train.size(), train.classes())];
    counts = new int[train.size()];
    areas = new double[train.size()];
    learned = new int[train.size()];
    folders().forEach(this::add);
  }

  /**
   * The recipe whose networks judge: the winner, or the only one, or the one of the best accuracy on its folds.
   *
   * @throws WeftException if the study has no cross-validation that came to its end
   */
  public static RecipeResult recipe(StudyResults results) {
    List<PartResults> folded = results.parts().stream().filter(part -> part.part().crossValidation() != null).toList();
    Comparator<RecipeResult> byAccuracy =
        Comparator.comparingDouble(
            row -> row.values(DataPart.VALIDATION, Metric.ACCURACY).map(Repeats::mean).orElse(0.0));
    return folded.stream()
        .flatMap(part -> part.winner().stream())
        .findFirst()
        .or(() ->
            folded.stream().flatMap(part -> part.rows().stream()).filter(RecipeResult::isFinished).max(byAccuracy))
        .orElseThrow(() ->
            new WeftException(
                "labels are judged by networks that did not learn the images, of a cross-validation that came to its"
                    + " end; this study has none; add cross_validation: { folds: 5 }, or say --data in place of a"
                    + " study."));
  }

  private List<Path> folders() {
    return recipe.trials().stream().map(TrialResult::folder).toList();
  }

  /**
   * Judges the training images of a data set.
   *
   * @param data that the study learned
   * @param progress receives what is being done
   * @throws WeftException if a run kept no predictions of its fold, or if the labels are others than it learned
   */
  public static LabelReport judge(RecipeResult recipe, ImageDataset data, int threads, Progress progress) {
    return new FoldJudge(recipe, data).judge(threads, progress);
  }

  private void add(Path folder) {
    PredictionsFile file =
        PredictionsFile.ofFold(folder)
            .orElseThrow(() ->
                new WeftException(
                    "%s has no predictions of its fold, as an older Weft trained it; train the study anew, with --overwrite."
                        .formatted(folder)));
    Predictions fold = file.predictions();
    if (fold.classes() != train.classes()) {
      throw new WeftException(
          "%s learned %s classes, and the data has %s; name the data that it learned."
              .formatted(folder, fold.classes(), train.classes()));
    }
    for (int i = 0; i < fold.size(); i++) {
      int image = known(fold.images()[i], fold.labels()[i], folder);
      counts[image]++;
      for (int c = 0; c < fold.classes(); c++) {
        sums[image * fold.classes() + c] += fold.probability(i, c);
      }
    }
    MarginsFile.read(folder)
        .ifPresent(margins -> {
          for (int i = 0; i < margins.images().length; i++) {
            int image = known(margins.images()[i], margins.labels()[i], folder);
            areas[image] += margins.area(i);
            learned[image]++;
          }
        });
  }

  private int known(int image, int label, Path folder) {
    if (image < 0 || image >= train.size() || train.label(image) != label) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "%s learned other labels: image %,d has not the label of the data; name the data that it learned.",
              folder,
              image));
    }
    return image;
  }

  private LabelReport judge(int threads, Progress progress) {
    int[] places = IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
    ImageSet images = train.subset(places);
    int classes = train.classes();
    double[] probabilities = new double[places.length * classes];
    for (int i = 0; i < probabilities.length; i++) {
      int image = places[i / classes];
      probabilities[i] = sums[image * classes + i % classes] / counts[image];
    }
    ConfidentLearning confident =
        ConfidentLearning.of(new Predictions(places, images.labels(), probabilities, classes, Math.ulp(1f)));
    int[] order = confident.order();
    int probable = confident.probable();
    int[] asked = IntStream.of(order).limit(FoldNeighbours.most(probable)).map(i -> places[i]).sorted().toArray();
    FoldNeighbours neighbours = FoldNeighbours.of(folders(), train, asked, threads, progress);
    List<LabelJudgement> ranked =
        IntStream.of(order).mapToObj(i -> neighbours.with(judgement(confident, i, places[i]), places[i])).toList();
    return new LabelReport(
        images,
        ranked,
        probable,
        String.format(
            Locale.ROOT, "%,d networks judged, each the fold that it had not learned.", recipe.trials().size()),
        "The order is by how many times as likely a label is wrong as right.",
        Optional.of(confident.joint()),
        precision(confident));
  }

  private LabelJudgement judgement(ConfidentLearning confident, int i, int place) {
    double area = learned[place] == 0 ? Double.NaN : areas[place] / learned[place];
    return new LabelJudgement(i, train.label(place), confident.suggested(i), confident.wrong(i), area, -1, -1, -1);
  }

  /** By how many test images look as wrong, if their labels are right. */
  private List<Estimate> precision(ConfidentLearning confident) {
    int probable = confident.probable();
    if (probable == 0) {
      return List.of();
    }
    long alarms = 0;
    int tested = 0;
    for (Path folder : folders()) {
      Predictions test = FinishedRun.read(folder).predictions();
      alarms += confident.falseAlarms(test);
      tested += test.size();
    }
    return List.of(byTest((double) alarms / folders().size(), tested / folders().size(), confident));
  }

  private Estimate byTest(double alarms, int tested, ConfidentLearning confident) {
    return Estimate.byFalseAlarms(
        alarms,
        tested,
        (double) confident.predictions().size() / confident.probable(),
        String.format(
            Locale.ROOT,
            "if all labels of the test images are right: %.1f of the %,d look as wrong, and are false alarms",
            alarms,
            tested));
  }
}
