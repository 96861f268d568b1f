package dev.weft.page.study;

import dev.weft.run.RunFolder;
import dev.weft.source.DataPart;
import dev.weft.study.RecipeResult;
import dev.weft.study.TrialResult;
import dev.weft.train.EpochResult;

/** How many images a second a recipe learnt from: at the speed of the median epoch, so that warm-up does not count. */
final class Speed {
  private Speed() {}

  /** Of its finished trainings together; NaN of none. */
  static double of(RecipeResult recipe) {
    double images = 0;
    double seconds = 0;
    for (TrialResult trial : recipe.trials()) {
      Integer count = trial.images().get(DataPart.TRAIN);
      if (count != null) {
        images += (double) count * trial.epochs();
        seconds += trial.epochs() * epoch(trial);
      }
    }
    return seconds > 0 ? images / seconds : Double.NaN;
  }

  /** The seconds of the median epoch; of the mean one where the folder does not have each. */
  private static double epoch(TrialResult trial) {
    double[] seconds = RunFolder.history(trial.folder()).stream().mapToDouble(EpochResult::seconds).sorted().toArray();
    return seconds.length == 0 ? trial.seconds() / Math.max(1, trial.epochs()) : seconds[seconds.length / 2];
  }
}
