package dev.weft.explain.labels;

import dev.weft.metrics.Predictions;

/**
 * How many images with one label are of another class, as networks say that did not learn them. An image counts for the
 * most probable of the classes whose probability reaches the class's threshold: the mean probability of the class over
 * the images with its label (Northcutt, Jiang and Chuang, "Confident learning: estimating uncertainty in dataset
 * labels", 2021).
 *
 * @param thresholds (classes)
 * @param counts (label, class): of the images that count; on the diagonal 1 at least
 * @param scaled (label, class): the same in proportion, so that a row has as many as there are images with its label
 */
public record ConfidentJoint(double[] thresholds, int[][] counts, double[][] scaled) {
  private static final double ROUNDING = 1e-6;

  /** Counts what is predicted for images by networks that did not learn them. */
  public static ConfidentJoint of(Predictions predictions) {
    int classes = predictions.classes();
    int[] images = new int[classes];
    double[] thresholds = new double[classes];
    for (int i = 0; i < predictions.size(); i++) {
      int label = predictions.labels()[i];
      images[label]++;
      thresholds[label] += predictions.probability(i, label);
    }
    for (int c = 0; c < classes; c++) {
      thresholds[c] = images[c] == 0 ? Double.POSITIVE_INFINITY : thresholds[c] / images[c];
    }
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < predictions.size(); i++) {
      int sure = sure(predictions, i, thresholds);
      if (sure >= 0) {
        counts[predictions.labels()[i]][sure]++;
      }
    }
    double[][] scaled = new double[classes][classes];
    for (int label = 0; label < classes; label++) {
      counts[label][label] = Math.max(1, counts[label][label]);
      int row = 0;
      for (int count : counts[label]) {
        row += count;
      }
      for (int c = 0; c < classes; c++) {
        scaled[label][c] = (double) counts[label][c] * images[label] / row;
      }
    }
    return new ConfidentJoint(thresholds, counts, scaled);
  }

  /** The most probable class that reaches its threshold; -1 for none. */
  private static int sure(Predictions predictions, int image, double[] thresholds) {
    int sure = -1;
    for (int c = 0; c < thresholds.length; c++) {
      double p = predictions.probability(image, c);
      if (p >= thresholds[c] - ROUNDING && (sure < 0 || p > predictions.probability(image, sure))) {
        sure = c;
      }
    }
    return sure;
  }

  /** How many labels are wrong, by this estimate. */
  public double errors() {
    double errors = 0;
    for (int label = 0; label < scaled.length; label++) {
      for (int c = 0; c < scaled.length; c++) {
        errors += label == c ? 0 : scaled[label][c];
      }
    }
    return errors;
  }

  /** How often an image of each class gets each label: (label, class), each class's column adds up to 1. */
  double[][] rates() {
    return rates(scaled);
  }

  /** The same of other counts (label, class), with one image more of each class that may have any label. */
  static double[][] rates(double[][] counts) {
    double[][] rates = new double[counts.length][counts.length];
    for (int c = 0; c < counts.length; c++) {
      double sum = 0;
      for (double[] row : counts) {
        sum += row[c];
      }
      for (int label = 0; label < counts.length; label++) {
        rates[label][c] = (counts[label][c] + 1.0 / counts.length) / (sum + 1);
      }
    }
    return rates;
  }
}
