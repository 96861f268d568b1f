package dev.weft.experiment;

import dev.weft.config.ConfigException;
import dev.weft.model.Annealing;
import dev.weft.train.StochasticWeightAveraging;

/**
 * {@link StochasticWeightAveraging} with PyTorch's names; in stages it is done in the last one.
 *
 * @param start after how many epochs; below 1 a share of them; by default 0.75
 * @param swaLr the learning rate from there on; null, the default, for the optimizer's own
 * @param annealEpochs how long the rate takes to get there; 10 by default
 * @param annealStrategy how it gets there, by default along half a cosine
 * @param cycleEpochs the length of cycles in which the rate falls from cycleLr to swaLr; null, the default, for none
 * @param cycleLr the rate at the beginning of cycles; null for none
 */
public record WeightAveraging(
    double start, Double swaLr, int annealEpochs, Annealing annealStrategy, Integer cycleEpochs, Double cycleLr) {
  public WeightAveraging {
    if (cycleEpochs != null && cycleEpochs < 2) {
      throw ConfigException.of("cycle_epochs", "'cycle_epochs' must be at least 2; received " + cycleEpochs + ".");
    }
    settings(start, swaLr, annealEpochs, annealStrategy, cycleEpochs, cycleLr);
  }

  public static WeightAveraging of() {
    return new WeightAveraging(0.75, null, 10, Annealing.COS, null, null);
  }

  StochasticWeightAveraging callback() {
    return new StochasticWeightAveraging(settings(start, swaLr, annealEpochs, annealStrategy, cycleEpochs, cycleLr));
  }

  /** Whether a training of so many epochs gets there. */
  boolean begins(int epochs) {
    return (start < 1 ? start * epochs : start) < epochs;
  }

  private static StochasticWeightAveraging.Settings settings(
      double start, Double swaLr, int annealEpochs, Annealing annealStrategy, Integer cycleEpochs, Double cycleLr) {
    return new StochasticWeightAveraging.Settings(
        start, number(swaLr), annealEpochs, annealStrategy, cycleEpochs == null ? 0 : cycleEpochs, number(cycleLr));
  }

  private static double number(Double given) {
    return given == null ? Double.NaN : given;
  }
}
