package dev.weft.server.teach;

import dev.weft.train.EpochResult;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the training of a lesson is.
 *
 * @param fold the network that trains now: 0 is the one that is used
 * @param folds networks in all; 0 while nothing has begun
 * @param epoch done
 * @param curve of each epoch done
 */
record TrainingProgress(int fold, int folds, int epoch, int epochs, List<Point> curve) {
  static final TrainingProgress BEGINNING = new TrainingProgress(0, 0, 0, 0, List.of());

  /**
   * An epoch's means while the weights moved.
   *
   * @param accuracy 0 to 1
   */
  record Point(double loss, double accuracy) {}

  TrainingProgress after(EpochResult result) {
    List<Point> more = new ArrayList<>(curve);
    more.add(new Point(result.loss(), result.accuracy()));
    return new TrainingProgress(fold, folds, epoch + 1, epochs, more);
  }
}
