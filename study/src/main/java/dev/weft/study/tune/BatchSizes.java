package dev.weft.study.tune;

import dev.weft.WeftException;
import dev.weft.dataset.CacheFolder;
import dev.weft.dataset.ImageDataset;
import dev.weft.engine.Memory;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Trial;
import dev.weft.model.Schedule;
import dev.weft.statistics.Interval;
import dev.weft.train.Callback;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.train.Stage;
import dev.weft.train.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Which batch size suits a network and a machine: how fast each power of two trains, and how many images a step can
 * use.
 *
 * <p>A loss takes about {@code 1 + N / B} times as many steps as with the largest batches, N the {@link GradientNoise}.
 * So the time to it is proportional to {@code (N + B) / speed(B)}, which {@link #time} gives. The noise is measured at
 * a quarter, at half and at the end of an epoch, or of 300 steps where that is less; it grows as a training goes on,
 * and the last one counts.
 *
 * @param speeds rising batch sizes, up to where two doublings gained less than 5 %, or to the memory or the images
 * @param noise after so many steps each
 * @param end why no larger batch was tried
 */
public record BatchSizes(List<BatchSpeed> speeds, List<Noise> noise, String end) {
  private static final double GAIN = 1.05;
  private static final double LEVEL = 1.03;
  private static final int MOST_STEPS = 300;
  private static final int BATCHES = 16;
  private static final int MOST_BATCH = 8192;
  private static final int LEAST_TIMES = 3;
  private static final double NANOS = 1e-9;

  /**
   * The gradient noise scale at some point.
   *
   * @param steps of training before
   */
  public record Noise(int steps, double scale, Interval interval) {}

  /**
   * Measures.
   *
   * @param seconds for each batch size, twice
   * @param watcher hears what is measured
   * @param stop asked before each step
   */
  public static BatchSizes of(
      Experiment experiment,
      ImageDataset data,
      int threads,
      double seconds,
      Consumer<String> watcher,
      BooleanSupplier stop) {
    Trial trial = Trial.of(experiment, data);
    Stage first = trial.stages().getFirst();
    List<BatchSpeed> speeds = new ArrayList<>();
    watcher.accept("warming up");
    speed(trial, first, Math.min(32, first.train().size()), threads, 2 * seconds, stop);
    int largest = Math.min(first.train().size(), MOST_BATCH);
    String end = "all %s images are one batch".formatted(first.train().size());
    int gained = 0;
    for (int batch = 1; batch <= largest && !stop.getAsBoolean(); batch *= 2) {
      try {
        watcher.accept("batches of " + batch);
        speeds.add(speed(trial, first, batch, threads, seconds, stop));
      } catch (WeftException e) {
        end = e.getMessage().replaceFirst("\\.$", "");
        break;
      }
      double before = speeds.stream().limit(speeds.size() - 1).mapToDouble(BatchSpeed::imagesPerSecond).max().orElse(0);
      gained = speeds.getLast().imagesPerSecond() > GAIN * before ? 0 : gained + 1;
      if (gained == 2 && batch >= first.fit().batchSize()) {
        end = "two doublings gained less than 5 %";
        break;
      }
    }
    for (int i = speeds.size() - 1; i >= 0 && !stop.getAsBoolean(); i--) { // once more, when all is compiled
      BatchSpeed before = speeds.get(i);
      watcher.accept("batches of " + before.batch() + " once more");
      BatchSpeed again = speed(trial, first, before.batch(), threads, seconds, stop);
      speeds.set(i, again.imagesPerSecond() > before.imagesPerSecond() ? again : before);
    }
    return new BatchSizes(speeds, noise(trial, first, threads, watcher, stop), end);
  }

  private static BatchSpeed speed(
      Trial trial, Stage first, int batch, int threads, double seconds, BooleanSupplier stop) {
    Model model = trial.model();
    model.requireMemory(batch, first.train().size(), 0, 0);
    Pace pace = new Pace(first.train().size(), batch, System::nanoTime);
    long end = System.nanoTime() + (long) (seconds / NANOS);
    Callback clock =
        new Callback() {
          @Override
          public Verdict batchEnd(int epoch, int step, int of, double loss, double accuracy) {
            pace.step(epoch, step, of);
            boolean enough = pace.count() >= LEAST_TIMES && System.nanoTime() > end;
            return enough ? Verdict.stop("measured.") : Verdict.CONTINUE;
          }
        };
    Fit fit = first.fit().stepsAlone(Integer.MAX_VALUE).batchSize(batch);
    model.fit(
        List.of(new Stage(first.network(), first.optimizer().learningRate(Schedule.of(0)), first.train(), fit)),
        whole(threads, stop).callback(clock));
    long bytes = Memory.ofTraining(model.network(), model.variables(), model.optimizer(), batch).total();
    return new BatchSpeed(batch, pace.imagesPerSecond(), bytes);
  }

  /** What holds for a short training: the outputs of frozen layers are computed by the first alone. */
  private static Fit whole(int threads, BooleanSupplier stop) {
    return Fit.epochs(1).threads(threads).features(CacheFolder.ofUser("features")).stop(stop);
  }

  private static List<Noise> noise(
      Trial trial, Stage first, int threads, Consumer<String> watcher, BooleanSupplier stop) {
    int images = first.train().size();
    int batch = Math.min(first.fit().batchSize(), images / BATCHES);
    int all = Math.min(MOST_STEPS, Math.ceilDiv(images, first.fit().batchSize()));
    List<Noise> noise = new ArrayList<>();
    if (batch < 1 || stop.getAsBoolean()) {
      return noise;
    }
    int[] points = Arrays.stream(new int[] {all / 4, all / 2, all}).filter(point -> point > 0).distinct().toArray();
    Model model = trial.model();
    Callback measuring =
        new Callback() {
          @Override
          public Verdict batchEnd(int epoch, int step, int of, double loss, double accuracy) {
            if (Arrays.stream(points).anyMatch(point -> point == step + 1)) {
              watcher.accept("the gradient after " + (step + 1) + " steps");
              GradientNoise one = GradientNoise.of(model, first.train(), first.fit(), batch, BATCHES, threads);
              noise.add(new Noise(step + 1, one.scale(), one.interval()));
            }
            return step + 1 == all ? Verdict.stop("measured.") : Verdict.CONTINUE;
          }
        };
    model.fit(
        List.of(new Stage(first.network(), first.optimizer(), first.train(), first.fit().stepsAlone(1))),
        whole(threads, stop).callback(measuring));
    return noise;
  }

  /** The noise scale that counts; NaN where none could be measured. */
  public double scale() {
    return noise.isEmpty() || !Double.isFinite(noise.getLast().scale) ? Double.NaN : noise.getLast().scale;
  }

  /** The time to a loss with a batch size, beside that of the fastest; by speed alone where no noise is known. */
  public double time(BatchSpeed speed) {
    return time(speed, scale()) / speeds.stream().mapToDouble(one -> time(one, scale())).min().orElseThrow();
  }

  private static double time(BatchSpeed speed, double scale) {
    return (Double.isNaN(scale) ? 1 : scale + speed.batch()) / speed.imagesPerSecond();
  }

  /** The smallest batch size whose time is within 3 % of the shortest. */
  public BatchSpeed recommended() {
    return speeds.stream().filter(speed -> time(speed) <= LEVEL).findFirst().orElseThrow();
  }
}
