package dev.weft.page.study;

import dev.weft.dataset.DataPart;
import dev.weft.study.RecipeResult;
import dev.weft.study.TrialResult;

/** How many images a second a recipe learnt from. */
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
        seconds += trial.seconds();
      }
    }
    return seconds > 0 ? images / seconds : Double.NaN;
  }
}
