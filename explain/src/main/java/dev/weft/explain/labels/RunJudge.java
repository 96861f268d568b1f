package dev.weft.explain.labels;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.experiment.TrialImages;
import dev.weft.run.FinishedRun;
import dev.weft.run.MarginsFile;
import dev.weft.statistics.Midranks;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Judges labels by one network that learned them: by the margins that its training kept, and by the labels of the
 * images that it sees most alike. What it predicts of an image that it learned says little of the label.
 */
public final class RunJudge {
  private final FinishedRun run;
  private final ImageDataset data;
  private final ImageSet train;
  private final double[] areas;

  private RunJudge(FinishedRun run, ImageDataset data) {
    this.run = run;
    this.data = data;
    train = TrialImages.of(run.experiment(), data).train();
    areas = MarginsFile.read(run.folder()).map(this::areas).orElse(null);
  }

  private double[] areas(MarginsFile margins) {
    if (!Arrays.equals(margins.labels(), train.labels())) {
      throw new WeftException(
          "%s learned other labels than the data has; name the data that it learned.".formatted(run.folder()));
    }
    return IntStream.range(0, train.size()).mapToDouble(margins::area).toArray();
  }

  /**
   * Judges the images that a run learned.
   *
   * @param data that it learned
   * @throws WeftException if it kept no margins and its network has no embedding
   */
  public static LabelReport judge(FinishedRun run, ImageDataset data, int threads, Progress progress) {
    return new RunJudge(run, data).judge(threads, progress);
  }

  private LabelReport judge(int threads, Progress progress) {
    Model model = run.model();
    boolean embeds = Directions.canBe(model);
    if (!embeds && areas == null) {
      throw new WeftException(
          "labels that a network learned are judged by margins or by neighbours; this run kept no margins"
              + " (training.margins: true), and its network has one layer with weights; judge by folds: weft data"
              + " labels --data NAME.");
    }
    Directions all = embeds ? Directions.of(model, train, threads, progress) : null;
    int[] asked = Directions.spread(train.size());
    Directions known = embeds ? all.at(asked) : null;
    int[] knownLabels = IntStream.of(asked).map(train::label).toArray();
    int[] itself = IntStream.range(0, train.size()).map(i -> Arrays.binarySearch(asked, i)).toArray();
    NeighbourLabels neighbours =
        embeds ? NeighbourLabels.of(known, knownLabels, all, train.labels(), itself, threads) : null;
    double[] score = new double[train.size()];
    if (areas != null) {
      add(Midranks.of(areas), score);
    }
    if (embeds) {
      add(Midranks.of(IntStream.range(0, score.length).mapToDouble(neighbours::margin).toArray()), score);
    }
    List<LabelJudgement> ranked = new ArrayList<>();
    for (int i = 0; i < score.length; i++) {
      ranked.add(judgement(i, neighbours));
    }
    ranked.sort(
        Comparator.<LabelJudgement>comparingInt(one -> isProbable(one) ? 0 : 1)
            .thenComparingDouble(one -> score[one.image()]));
    int probable = (int) ranked.stream().filter(RunJudge::isProbable).count();
    List<Estimate> precision =
        embeds && probable > 0 ? List.of(precision(model, known, knownLabels, probable, threads)) : List.of();
    return new LabelReport(
        train,
        ranked,
        probable,
        "One network judged that has learned these labels, so what it predicts for them says little: margins and"
            + " neighbours count. A cross-validation judges better: weft data labels --data NAME.",
        areas == null
            ? "The order is by the labels of the 10 nearest images; this run kept no margins (training.margins: true)."
            : embeds
                ? "The order is by the mean of two places: by the area under the margin, and by the labels of the 10"
                    + " nearest images."
                : "The order is by the area under the margin.",
        Optional.empty(),
        precision);
  }

  private static void add(double[] ranks, double[] into) {
    Arrays.setAll(into, i -> into[i] + ranks[i]);
  }

  private LabelJudgement judgement(int i, NeighbourLabels neighbours) {
    int own = neighbours == null ? -1 : neighbours.own()[i];
    int other = neighbours == null ? -1 : neighbours.other()[i];
    int said = neighbours == null ? -1 : neighbours.suggested()[i];
    double area = areas == null ? Double.NaN : areas[i];
    return new LabelJudgement(i, train.label(i), said, Double.NaN, area, own, other, said);
  }

  /** All methods that judged say so. */
  private static boolean isProbable(LabelJudgement one) {
    return one.against() == one.methods();
  }

  /** By how often neighbours speak against the labels of test images, if these are right. */
  private Estimate precision(Model model, Directions known, int[] knownLabels, int probable, int threads) {
    ImageSet test = data.test();
    int[] nowhere = new int[test.size()];
    Arrays.fill(nowhere, -1);
    NeighbourLabels labels =
        NeighbourLabels.of(
            known, knownLabels, Directions.of(model, test, threads, Progress.NONE), test.labels(), nowhere, threads);
    int alarms = (int) IntStream.range(0, test.size()).filter(i -> labels.other()[i] > labels.own()[i]).count();
    return Estimate.byFalseAlarms(
        alarms,
        test.size(),
        (double) train.size() / probable,
        String.format(
            Locale.ROOT,
            "at least, if all labels of the test images are right: the neighbours of %,d of %,d of them say another"
                + " class",
            alarms,
            test.size()));
  }
}
