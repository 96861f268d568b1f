package dev.weft.calibration;

import dev.weft.metrics.Predictions;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How sure a network must be so that its predictions are right as often as wanted: those whose best probability is at
 * least the threshold are right with at least this accuracy, with a confidence of 95 %, on images like those it was
 * made from. See Geifman and El-Yaniv, <a href="https://arxiv.org/abs/1705.08500">Selective Classification for Deep
 * Neural Networks</a> (2017), algorithm 1.
 *
 * @param accuracy the wanted one, above 0 and below 1
 * @param threshold 0 to 1
 */
public record SelectiveThreshold(double accuracy, double threshold) {
  private static final double ERROR = 0.05;

  /**
   * @throws IllegalArgumentException if one of them is outside its range
   */
  public SelectiveThreshold {
    if (!(accuracy > 0 && accuracy < 1 && threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "an accuracy is above 0 and below 1, and its threshold 0 to 1; received %s and %s."
              .formatted(accuracy, threshold));
    }
  }

  /**
   * The least threshold that a binary search finds among the images' best probabilities; each step is a binomial test.
   *
   * @return empty where the images are too few, or the mistakes among the surest too many
   */
  public static Optional<SelectiveThreshold> fit(double accuracy, Predictions predictions) {
    int[] surestFirst = predictions.surestFirst();
    int[] mistakes = new int[surestFirst.length + 1];
    for (int kept = 1; kept < mistakes.length; kept++) {
      mistakes[kept] = mistakes[kept - 1] + (predictions.isRight(surestFirst[kept - 1]) ? 0 : 1);
    }
    double[] confidences = IntStream.of(surestFirst).mapToDouble(predictions::confidence).toArray();
    int[] kept =
        IntStream.rangeClosed(1, confidences.length)
            .filter(count -> count == confidences.length || confidences[count] < confidences[count - 1])
            .toArray();
    double error = ERROR / (Integer.SIZE - Integer.numberOfLeadingZeros(kept.length));
    int most = 0;
    for (int low = 1, high = kept.length; low <= high; ) {
      int middle = (low + high) / 2;
      int count = kept[middle - 1];
      if (atMost(mistakes[count], count, 1 - accuracy) <= error) {
        most = count;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return most == 0 ? Optional.empty() : Optional.of(new SelectiveThreshold(accuracy, confidences[most - 1]));
  }

  /** The probability of so few mistakes where each image is one with this probability; 1 for more than expected. */
  static double atMost(int mistakes, int images, double rate) {
    if (mistakes > rate * images) {
      return 1;
    }
    double logarithm = images * Math.log1p(-rate);
    double sum = Math.exp(logarithm);
    for (int count = 1; count <= mistakes; count++) {
      logarithm += Math.log((images - count + 1.0) / count * rate / (1 - rate));
      sum += Math.exp(logarithm);
    }
    return sum;
  }

  /**
   * What comes of it on images.
   *
   * @param kept those whose best probability is at least the threshold
   * @param right how many of them are right
   */
  public record Outcome(int images, int kept, int right) {}

  /** What comes of it on images with known classes. */
  public Outcome on(Predictions predictions) {
    int[] kept = IntStream.range(0, predictions.size()).filter(i -> predictions.confidence(i) >= threshold).toArray();
    int right = (int) IntStream.of(kept).filter(predictions::isRight).count();
    return new Outcome(predictions.size(), kept.length, right);
  }
}
