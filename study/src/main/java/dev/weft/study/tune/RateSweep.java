package dev.weft.study.tune;

import dev.weft.config.ConfigException;
import dev.weft.dataset.CacheFolder;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Trial;
import dev.weft.model.Schedule;
import dev.weft.train.Callback;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.train.Stage;
import dev.weft.train.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A short training in which the learning rate rises by the same factor with each step, from {@code low} to {@code
 * high}. It ends early where the loss, smoothed, is four times as high as it was at its lowest, if that is above 0, or
 * where it is no number any more. By default from 0.000001 to 10 in 200 steps, with 3 seeds.
 *
 * <p>Smith, "Cyclical learning rates for training neural networks", 2017.
 *
 * @param low above 0
 * @param high above low
 * @param steps 20 or more
 * @param seeds how many trainings, with seeds that follow each other; 1 or more
 */
public record RateSweep(double low, double high, int steps, int seeds) {
  private static final int FEWEST_STEPS = 20;
  private static final double SMOOTHING = 0.9;
  private static final double DIVERGED = 4;

  public RateSweep {
    if (!(low > 0 && low < high && high < Double.POSITIVE_INFINITY)) {
      throw ConfigException.of(
          "low",
          "the lowest rate must be above 0 and below the highest, which is finite; received "
              + low
              + " and "
              + high
              + ".");
    }
    if (steps < FEWEST_STEPS || seeds < 1) {
      throw ConfigException.of(
          "steps",
          "there must be at least " + FEWEST_STEPS + " steps and 1 seed; received " + steps + " and " + seeds + ".");
    }
  }

  public static RateSweep of() {
    return new RateSweep(1e-6, 10, 200, 3);
  }

  /** The rate of a step, from 0. */
  public double rate(long step) {
    return low * Math.pow(high / low, (double) step / (steps - 1));
  }

  /**
   * Trains; of an experiment of several stages, the first.
   *
   * @param stop asked before each step
   * @param watcher looks on
   * @return the losses of each seed; of fewer seeds if it was stopped
   */
  public List<RateCurve> run(
      Experiment experiment, ImageDataset data, int threads, Callback watcher, BooleanSupplier stop) {
    List<RateCurve> curves = new ArrayList<>();
    for (int i = 0; i < seeds && !stop.getAsBoolean(); i++) {
      long seed = experiment.training().seed() + i;
      Trial trial = Trial.of(experiment.seeded(seed), data);
      Model model = trial.model();
      Stage first = trial.stages().getFirst();
      Fit as = first.fit();
      int perEpoch = Math.ceilDiv(first.train().size(), as.batchSize());
      Fit fit = as.stepsAlone(Math.ceilDiv(steps, perEpoch));
      Ramp ramp = new Ramp(first.train().size(), as.batchSize());
      Fit whole =
          Fit.epochs(1)
              .threads(threads)
              .features(CacheFolder.ofUser("features"))
              .callback(ramp)
              .callback(watcher)
              .stop(stop);
      model.fit(
          List.of(new Stage(first.network(), first.optimizer().learningRate(Schedule.of(low)), first.train(), fit)),
          whole);
      if (!stop.getAsBoolean()) {
        curves.add(new RateCurve(seed, ramp.rates(), ramp.losses()));
      }
    }
    return curves;
  }

  /** Sets the rate of each step and notes its loss. */
  private final class Ramp implements Callback {
    private final int images;
    private final int batch;
    private final double[] losses = new double[steps];
    private int done;
    private double sumBefore;
    private double smooth;
    private double weight;
    private double lowest = Double.POSITIVE_INFINITY;

    Ramp(int images, int batch) {
      this.images = images;
      this.batch = batch;
    }

    @Override
    public double learningRate(int epoch, long step, double scheduled) {
      return rate(done);
    }

    @Override
    public Verdict batchEnd(int epoch, int step, int of, double loss, double accuracy) {
      double seen = Math.min((step + 1L) * batch, images);
      double before = Math.min((long) step * batch, images);
      double sum = loss * seen; // of the epoch so far
      double own = (sum - (step == 0 ? 0 : sumBefore)) / (seen - before);
      sumBefore = sum;
      losses[done++] = own;
      smooth = SMOOTHING * smooth + (1 - SMOOTHING) * own;
      weight = SMOOTHING * weight + 1 - SMOOTHING;
      lowest = Math.min(lowest, smooth / weight);
      boolean diverged = !Double.isFinite(smooth) || (lowest > 0 && smooth / weight > DIVERGED * lowest);
      return done == steps || diverged ? Verdict.stop("the sweep is over.") : Verdict.CONTINUE;
    }

    double[] rates() {
      double[] rates = new double[done];
      Arrays.setAll(rates, RateSweep.this::rate);
      return rates;
    }

    double[] losses() {
      return Arrays.copyOf(losses, done);
    }
  }
}
