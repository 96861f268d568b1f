package dev.weft.study.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How fast a training goes, by a clock that is read after its steps. Of an epoch count all steps but the first, which
 * has a program to warm up, and the last, which may be smaller. Where epochs have fewer than three steps, each whole
 * epoch but the first counts.
 */
final class Pace {
  private static final double NANOS = 1e-9;

  private final int images;
  private final int batch;
  private final LongSupplier nanos;
  private final List<Double> secondsOfAnImage = new ArrayList<>();
  private long last;

  /**
   * @param images of an epoch
   * @param batch of a step
   */
  Pace(int images, int batch, LongSupplier nanos) {
    this.images = images;
    this.batch = batch;
    this.nanos = nanos;
  }

  /**
   * Takes the time after a step.
   *
   * @param epoch from 0
   * @param step of the epoch, from 0
   * @param of how many the epoch has
   */
  void step(int epoch, int step, int of) {
    boolean isLast = step == of - 1;
    boolean byEpochs = of < 3;
    if (byEpochs && !isLast) {
      return;
    }
    long now = nanos.getAsLong();
    if (byEpochs ? epoch > 0 : step > 0 && !isLast) {
      secondsOfAnImage.add((now - last) * NANOS / (byEpochs ? images : batch));
    }
    last = now;
  }

  /** How many times were taken that count. */
  int count() {
    return secondsOfAnImage.size();
  }

  /** By the time that three quarters of the later ones are longer than, as others may compute, too; 0 without any. */
  double imagesPerSecond() {
    double[] late =
        secondsOfAnImage.stream().skip(secondsOfAnImage.size() / 2).mapToDouble(Double::doubleValue).sorted().toArray();
    return late.length == 0 ? 0 : 1 / late[late.length / 4];
  }
}
