package dev.weft.diagnostics;

import dev.weft.train.EpochResult;
import dev.weft.train.History;
import dev.weft.train.History.Outcome;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** Trainings that might have been. */
final class Histories {
  private Histories() {}

  /** One whose training loss falls all the time; epochs are counted from 0. */
  static History of(int epochs, IntToDoubleFunction valLoss) {
    return of(epochs, t -> 1.0 / (t + 2), valLoss, Outcome.COMPLETED);
  }

  static History of(int epochs, IntToDoubleFunction loss, IntToDoubleFunction valLoss, Outcome outcome) {
    List<EpochResult> results =
        IntStream.range(0, epochs)
            .mapToObj(t ->
                new EpochResult(t, 0.001, loss.applyAsDouble(t), 0.9, valLoss.applyAsDouble(t), 0.8 + t * 0.001, 1))
            .toList();
    return new History(results, outcome, "", List.of());
  }

  /** One with these validation losses. */
  static History of(double... valLoss) {
    return of(valLoss.length, t -> valLoss[t]);
  }

  /** A curve with normal noise of this standard deviation. */
  static IntToDoubleFunction noisy(IntToDoubleFunction curve, double deviation, long seed) {
    return t -> curve.applyAsDouble(t) + deviation * new Random(1_000 * seed + t).nextGaussian();
  }

  /** A share of the seeds, from 0 to 1. */
  static double share(int seeds, LongPredicate test) {
    return IntStream.range(0, seeds).filter(test::test).count() / (double) seeds;
  }
}
