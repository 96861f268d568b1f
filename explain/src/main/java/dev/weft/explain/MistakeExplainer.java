package dev.weft.explain;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.experiment.TrialImages;
import dev.weft.keras.KerasModel;
import dev.weft.run.FinishedRun;
import dev.weft.train.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Explains the mistakes of a run, as many as a budget allows. Each explanation depends on the model, the image, the
 * training images and the budget, not on the number of threads.
 */
public final class MistakeExplainer {
  private static final long SEED = 1;

  private static final String DOING = "explaining mistakes";
  private static final String SHORT = "that would take too long beside the training";
  private static final String LATE = "the others would have taken too long beside the training";

  private final FinishedRun run;
  private final ImageDataset data;
  private final Optional<ExplanationBudget> budget;
  private final int threads;
  private final BooleanSupplier stop;
  private final Progress progress;

  /**
   * @param data that the run was tested on
   * @param budget empty for one of {@linkplain ExplanationBudget#of the training's time}
   * @param threads how many share the work, at least 1
   * @param stop whether no other mistake is to be begun
   */
  public MistakeExplainer(
      FinishedRun run,
      ImageDataset data,
      Optional<ExplanationBudget> budget,
      int threads,
      BooleanSupplier stop,
      Progress progress) {
    this.run = run;
    this.data = data;
    this.budget = budget;
    this.threads = threads;
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * Explains mistakes.
   *
   * @param rows lines of the run's predictions, the most wanted first
   */
  public MistakeExplanations explain(List<Integer> rows) {
    try {
      ImageSet train = TrialImages.of(run.experiment(), data).train();
      ExplanationBudget limit =
          budget.orElseGet(() -> ExplanationBudget.of(run.metrics(), run.predictions().size(), train.size()));
      List<Integer> wanted = rows.subList(0, Math.min(rows.size(), limit.mistakes()));
      if (wanted.isEmpty()) {
        return MistakeExplanations.none(budget.isPresent() ? "" : SHORT);
      }
      return explain(wanted, sample(train, limit.searched()), train.size(), limit.seconds());
    } catch (WeftException | IllegalArgumentException e) {
      return MistakeExplanations.none(e.getMessage().replaceFirst("\\.$", ""));
    } catch (OutOfMemoryError e) {
      return MistakeExplanations.none("the JVM has too little memory for that; start it with a larger -Xmx");
    }
  }

  /** So many of the images, of each class as large a share. */
  private static ImageSet sample(ImageSet train, int most) {
    return most >= train.size() ? train : train.sample(most, SEED);
  }

  private MistakeExplanations explain(List<Integer> rows, ImageSet searched, int trained, double seconds) {
    long began = System.nanoTime();
    KerasModel model = run.kerasModel();
    Map<Integer, Explanation> byRow = new LinkedHashMap<>();
    try (Explainer explainer = Explainer.of(model, SEED, threads);
        NearestImages nearest = nearest(model.model(), searched)) {
      for (int row : rows) {
        boolean isLate = System.nanoTime() - began > 1e9 * seconds && !byRow.isEmpty();
        if (isLate || stop.getAsBoolean()) {
          break;
        }
        progress.count(DOING, byRow.size(), rows.size(), "mistakes");
        byRow.put(row, explain(explainer, Optional.ofNullable(nearest), row));
      }
      int found = nearest == null ? 0 : nearest.size();
      return new MistakeExplanations(byRow, found, trained, byRow.size() < rows.size() ? LATE : "");
    } finally {
      progress.count(DOING, rows.size(), rows.size(), "mistakes");
    }
  }

  /** Null where a network has no embeddings, as it has one layer with weights. */
  private NearestImages nearest(Model model, ImageSet searched) {
    try {
      return NearestImages.among(
          searched,
          model,
          threads,
          done -> progress.count("looking at training images", done, searched.size(), "images"));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Explanation explain(Explainer explainer, Optional<NearestImages> nearest, int row) {
    byte[] seen = data.test().image(run.predictions().images()[row]);
    return explainer.explain(seen, nearest, run.predictions().predicted(row), run.predictions().labels()[row]);
  }
}
