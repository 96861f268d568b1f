package dev.weft.page;

import dev.weft.run.FinishedRun;
import dev.weft.run.ProvenanceFile;
import dev.weft.run.RunFolder;
import dev.weft.study.RecipeResult;

/** The seconds that a trained network took for the test images. */
public final class EvaluationTime {
  private EvaluationTime() {}

  /** NaN where the run does not say it. */
  public static double of(FinishedRun run) {
    double seconds = run.metrics().evaluateSeconds();
    return Double.isNaN(seconds) ? of(run.provenance()) : seconds;
  }

  private static double of(ProvenanceFile provenance) {
    return provenance.at("evaluate_seconds") instanceof Number seconds ? seconds.doubleValue() : Double.NaN;
  }

  /** Of all trainings together whose folders are there; NaN of none. */
  public static double of(RecipeResult recipe) {
    return recipe.trials().stream()
        .filter(trial -> RunFolder.isFinished(trial.folder()))
        .mapToDouble(trial -> of(ProvenanceFile.read(trial.folder())))
        .filter(seconds -> !Double.isNaN(seconds))
        .reduce(Double::sum)
        .orElse(Double.NaN);
  }
}
