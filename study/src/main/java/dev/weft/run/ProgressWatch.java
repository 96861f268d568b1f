package dev.weft.run;

import dev.weft.train.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks at how far a training is. The training's thread leaves a few numbers after each step, without memory; another
 * thread asks for them now and then.
 */
final class ProgressWatch {
  /** The latest of two rates counts so much. */
  private static final double SHARE_OF_LATEST = 0.3;

  private static final double LEAST_SECONDS = 1;

  private final int images;
  private final int epochs;
  private final List<String> classNames;

  // of the training's thread
  private int steps;
  private double loss;
  private double accuracy;

  /** The epoch and, in the lower half, how many of its steps are done; written last. */
  private volatile long place;

  private final AtomicReference<Validated> latest = new AtomicReference<>();

  // of the thread that asks
  private Validated described;
  private double firstPosition = Double.NaN;
  private long firstMoment;
  private double lastPosition;
  private long lastMoment;
  private double rate = Double.NaN;

  private record Validated(int epoch, Evaluation evaluation) {}

  /**
   * @param images that an epoch learns from
   * @param epochs the most that there will be
   */
  ProgressWatch(int images, int epochs, List<String> classNames) {
    this.images = images;
    this.epochs = epochs;
    this.classNames = List.copyOf(classNames);
  }

  void batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
    this.steps = steps;
    this.loss = loss;
    this.accuracy = accuracy;
    place = (long) epoch << Integer.SIZE | step + 1;
  }

  void validated(int epoch, Evaluation validation) {
    latest.set(new Validated(epoch, validation));
  }

  // ---- for the thread that asks

  /**
   * How far the training is; empty before its first step.
   *
   * @param moment in nanoseconds, as {@link System#nanoTime}
   */
  Optional<TrainingProgress> now(long moment) {
    long read = place;
    int epoch = (int) (read >> Integer.SIZE);
    int done = (int) read;
    if (done == 0) {
      return Optional.empty();
    }
    double position = epoch + (double) done / steps;
    if (Double.isNaN(firstPosition)) {
      firstPosition = position;
      firstMoment = moment;
    } else if (position > lastPosition) {
      double now = images * (position - lastPosition) / ((moment - lastMoment) / 1e9);
      rate = Double.isNaN(rate) ? now : SHARE_OF_LATEST * now + (1 - SHARE_OF_LATEST) * rate;
    }
    lastPosition = position;
    lastMoment = moment;
    double seconds = (moment - firstMoment) / 1e9;
    double left =
        seconds < LEAST_SECONDS || position <= firstPosition
            ? Double.NaN
            : (epochs - position) * seconds / (position - firstPosition);
    return Optional.of(new TrainingProgress(epoch + 1, epochs, done, steps, loss, accuracy, rate, Math.max(0, left)));
  }

  /** What the latest validation gave; empty where that is {@linkplain #kept kept} already. */
  Optional<LastValidation> validation() {
    described = latest.get();
    return Optional.ofNullable(described).map(now -> LastValidation.of(now.epoch + 1, now.evaluation, classNames));
  }

  /** The validation that was asked for last is in the store. */
  void kept() {
    latest.compareAndSet(described, null);
  }
}
