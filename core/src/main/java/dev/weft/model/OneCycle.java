package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.config.KerasName;

/**
 * Up to the largest rate and down to nearly 0, once in a training (Smith and Topin, 2018): PyTorch's {@code
 * OneCycleLR}. It begins at {@code max / divFactor}, reaches max at the share {@code pctStart} of the steps, and ends
 * at {@code max / divFactor / finalDivFactor}. In three phases it first comes down to where it began, as fast as it
 * rose. The momentum falls from its largest value while the rate rises, and rises while that falls; of an optimizer
 * without momentum there is none, and Nadam keeps the schedule of momenta that it has.
 *
 * <p>By default pctStart 0.3, cosines, divFactor 25, finalDivFactor 10000, two phases, momentum from 0.85 to 0.95, over
 * the whole training. See <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html">PyTorch</a>.
 *
 * @param maxLearningRate 0 or more
 * @param totalSteps how long it is; the rate stays at its last value then
 * @param pctStart from 0 to 1; with three phases at most 0.5
 * @param annealStrategy along half a cosine or a line
 * @param divFactor above 0
 * @param finalDivFactor above 0
 * @param cycleMomentum whether the momentum of an optimizer that has one changes, too
 * @param baseMomentum 0 or more, below 1
 * @param maxMomentum 0 or more, below 1
 */
public record OneCycle(
    @KerasName(value = "max_learning_rate", also = "max_lr") double maxLearningRate,
    StepCount totalSteps,
    double pctStart,
    Annealing annealStrategy,
    double divFactor,
    double finalDivFactor,
    boolean threePhase,
    boolean cycleMomentum,
    double baseMomentum,
    double maxMomentum)
    implements Schedule {
  public OneCycle {
    Checks.notNegative("OneCycle", "max_learning_rate", maxLearningRate);
    if (!(pctStart >= 0 && pctStart <= (threePhase ? 0.5 : 1))) {
      throw ConfigException.of(
          "pct_start",
          "OneCycle: 'pct_start' must be from 0 to 1, and at most 0.5 with three phases; received " + pctStart + ".");
    }
    positive("div_factor", divFactor);
    positive("final_div_factor", finalDivFactor);
    Checks.fraction("OneCycle", "base_momentum", baseMomentum);
    Checks.fraction("OneCycle", "max_momentum", maxMomentum);
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw ConfigException.of(
          name, "OneCycle: '" + name + "' must be a finite number above 0; received " + value + ".");
    }
  }

  public static OneCycle of(double maxLearningRate) {
    return new OneCycle(maxLearningRate, StepCount.REST, 0.3, Annealing.COS, 25, 1e4, false, true, 0.85, 0.95);
  }

  public OneCycle totalSteps(StepCount totalSteps) {
    return Config.with(this, "totalSteps", totalSteps);
  }

  public OneCycle pctStart(double pctStart) {
    return Config.with(this, "pctStart", pctStart);
  }

  public OneCycle annealStrategy(Annealing annealStrategy) {
    return Config.with(this, "annealStrategy", annealStrategy);
  }

  public OneCycle divFactor(double divFactor) {
    return Config.with(this, "divFactor", divFactor);
  }

  public OneCycle finalDivFactor(double finalDivFactor) {
    return Config.with(this, "finalDivFactor", finalDivFactor);
  }

  public OneCycle threePhase(boolean threePhase) {
    return Config.with(this, "threePhase", threePhase);
  }

  public OneCycle cycleMomentum(boolean cycleMomentum) {
    return Config.with(this, "cycleMomentum", cycleMomentum);
  }

  public OneCycle baseMomentum(double baseMomentum) {
    return Config.with(this, "baseMomentum", baseMomentum);
  }

  public OneCycle maxMomentum(double maxMomentum) {
    return Config.with(this, "maxMomentum", maxMomentum);
  }

  @Override
  public Schedule in(Span span) {
    return totalSteps(totalSteps.in(span, 0));
  }

  @Override
  public double rate(int epoch, long step) {
    double first = maxLearningRate / divFactor;
    return at(step, first, maxLearningRate, first / finalDivFactor);
  }

  @Override
  public double momentum(int epoch, long step) {
    return cycleMomentum ? at(step, maxMomentum, baseMomentum, maxMomentum) : Double.NaN;
  }

  /** A value that goes from {@code first} to {@code top} and back; in three phases then from there to {@code last}. */
  private double at(long step, double first, double top, double last) {
    double end = totalSteps.counted() - 1;
    double summit = pctStart * totalSteps.counted() - 1;
    double valley = threePhase ? 2 * pctStart * totalSteps.counted() - 2 : end;
    if (step <= summit) {
      return between(first, top, step, 0, summit);
    }
    return step <= valley || !threePhase
        ? between(top, threePhase ? first : last, step, summit, valley)
        : between(first, last, step, valley, end);
  }

  private double between(double from, double to, double step, double start, double end) {
    return annealStrategy.between(from, to, end > start ? Math.min(1, (step - start) / (end - start)) : 1);
  }
}
