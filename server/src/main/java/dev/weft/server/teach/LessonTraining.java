package dev.weft.server.teach;

import dev.weft.WeftException;
import dev.weft.dataset.CacheFolder;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Progress;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Trial;
import dev.weft.metrics.Predictions;
import dev.weft.run.Results;
import dev.weft.study.TrialRunner;
import dev.weft.train.Callback;
import dev.weft.train.EpochResult;
import dev.weft.train.Evaluation;
import dev.weft.train.Fit;
import dev.weft.train.History;
import dev.weft.train.Model;
import dev.weft.train.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A lesson's images are learned: first by the network that is used from then on, which is a run as any other; then by
 * one network for each further fold, which says how good such networks are on images that they have not learned.
 */
final class LessonTraining {
  private final Lesson lesson;
  private final String name;
  private final Optional<Path> base;
  private final int threads;
  private final Consumer<TrainingProgress> watcher;
  private final BooleanSupplier stop;

  /**
   * @param base the file of a network that knows many images
   * @param stop asked after each step
   */
  LessonTraining(
      Lesson lesson,
      String name,
      Optional<Path> base,
      int threads,
      Consumer<TrainingProgress> watcher,
      BooleanSupplier stop) {
    this.lesson = lesson;
    this.name = name;
    this.base = base;
    this.threads = threads;
    this.watcher = watcher;
    this.stop = stop;
  }

  /**
   * Trains until the end or until it is stopped; what is there then stays.
   *
   * @throws WeftException if the images cannot be learned
   */
  void run() {
    watcher.accept(TrainingProgress.BEGINNING);
    List<Path> before = lesson.runs();
    Path folder = lesson.newRun();
    TaughtRun run = new TaughtRun(folder);
    try {
      ImageDataset set = source(folder).load(null, Progress.NONE);
      Experiment experiment = experiment(folder, set.train().classes(), set.train().size());
      List<ImageDataset> folds = Folds.of(set);
      Optional<Results> results = first(experiment, folder, folds);
      if (results.isPresent()) {
        Predictions tested = results.get().test().predictions();
        HeldOut heldOut = new HeldOut(folds.size(), 0, set.train().size(), 0, List.of());
        heldOut = heldOut.with(set.test(), tested, results.get().trainSeconds());
        run.write(heldOut);
        lesson.removeRuns(before);
        others(experiment, folds, run, heldOut);
      }
    } finally {
      if (!run.isTrained()) {
        lesson.removeRuns(List.of(folder));
      }
    }
  }

  private Experiment experiment(Path folder, int classes, int learned) {
    return LessonExperiment.of(folder.resolve("images"), name, base, classes, learned);
  }

  private DataSource source(Path folder) {
    return experiment(folder, 2, 1).data().source();
  }

  /** Into its folder, and into a store of the lesson's own: what is not kept is not among all runs. */
  private Optional<Results> first(Experiment experiment, Path folder, List<ImageDataset> folds) {
    return TrialRunner.of(experiment)
        .folder(folder)
        .name(name)
        .overwrite(true) // beside the images
        .threads(threads)
        .store(lesson.folder().resolve("attempts.db").toString(), "")
        .data(source -> folds.getFirst())
        .callback(new Watch(0, folds.size(), experiment.training().epochs()))
        .stop(stop)
        .run();
  }

  private void others(Experiment experiment, List<ImageDataset> folds, TaughtRun run, HeldOut first) {
    HeldOut heldOut = first;
    for (int fold = 1; fold < folds.size() && !stop.getAsBoolean(); fold++) {
      Trial trial = Trial.of(experiment, folds.get(fold));
      Model model = trial.model();
      Fit fit =
          Fit.epochs(experiment.training().epochs())
              .callback(new Watch(fold, folds.size(), experiment.training().epochs()))
              .threads(threads)
              .features(CacheFolder.ofUser("features"))
              .stop(stop);
      History history = model.fit(trial.stages(), fit);
      if (history.outcome() != History.Outcome.INTERRUPTED && history.outcome() != History.Outcome.DIVERGED) {
        Evaluation tested = model.evaluate(trial.data().test(), Model.EVALUATION_BATCH, threads);
        double seconds = history.epochs().stream().mapToDouble(EpochResult::seconds).sum();
        heldOut = heldOut.with(trial.data().test(), tested.predictions(), heldOut.seconds() + seconds);
        run.write(heldOut);
      }
    }
  }

  /** Says after each epoch how far it is. */
  private final class Watch implements Callback {
    private TrainingProgress progress;

    Watch(int fold, int folds, int epochs) {
      progress = new TrainingProgress(fold, folds, 0, epochs, List.of());
    }

    @Override
    public void trainBegin(Model model, Fit fit) {
      watcher.accept(progress);
    }

    @Override
    public Verdict epochEnd(EpochResult result, Model model) {
      progress = progress.after(result);
      watcher.accept(progress);
      return Verdict.CONTINUE;
    }
  }
}
