package dev.weft.explain.labels;

import dev.weft.calibration.Temperature;
import dev.weft.metrics.Predictions;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How labels come about: an image of a class gets each label at the class's rate, and networks that did not learn it
 * say of which class it is, {@code p(label | image) = sum over classes of p(label | class) q(class | image)}. Of them,
 * {@code q} is what the networks say, made as sure by a temperature as the labels make likeliest: networks that learned
 * wrong labels are less sure than they should be.
 *
 * @param rates (label, class): how often an image of the class gets the label
 */
record NoiseModel(double[][] rates, Temperature temperature) {
  /** Of expectation and maximization: far more than change anything. */
  private static final int ROUNDS = 20;

  private static final double LEAST = 0.1;
  private static final double MOST = 10;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int STEPS = 16; // to a thousandth
  private static final int LOOKED_AT = 20_000;

  /**
   * The likeliest rates and temperature, from those of the confident joint on: by expectation and maximization, on at
   * most 20,000 of the images. The confident joint counts too many labels as wrong where classes are hard to tell
   * apart.
   */
  static NoiseModel of(Predictions predictions, ConfidentJoint joint) {
    int stride = Math.ceilDiv(predictions.size(), LOOKED_AT);
    int[] images = IntStream.range(0, predictions.size()).filter(i -> i % stride == 0).toArray();
    double[][] rates = joint.rates();
    NoiseModel model = new NoiseModel(rates, likeliest(predictions, images, rates));
    for (int round = 0; round < ROUNDS; round++) {
      rates = model.maximized(predictions, images);
      model = new NoiseModel(rates, likeliest(predictions, images, rates));
    }
    return model;
  }

  /** The rates at which classes get labels, where each image is of each class by its probability given its label. */
  private double[][] maximized(Predictions predictions, int[] images) {
    double[][] counts = new double[rates.length][rates.length];
    for (int i : images) {
      double[] classes = classesOf(predictions, i);
      double[] into = counts[predictions.labels()[i]];
      double sum = Arrays.stream(classes).sum();
      for (int c = 0; c < classes.length && sum > 0; c++) {
        into[c] += classes[c] / sum;
      }
    }
    return ConfidentJoint.rates(counts);
  }

  /** By golden section in the temperature's logarithm. */
  private static Temperature likeliest(Predictions predictions, int[] images, double[][] rates) {
    double low = Math.log(LEAST);
    double high = Math.log(MOST);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = unlikeliness(predictions, images, rates, left);
    double atRight = unlikeliness(predictions, images, rates, right);
    for (int step = 0; step < STEPS; step++) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = unlikeliness(predictions, images, rates, left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = unlikeliness(predictions, images, rates, right);
      }
    }
    return new Temperature(Math.exp((low + high) / 2));
  }

  private static double unlikeliness(Predictions predictions, int[] images, double[][] rates, double logarithm) {
    NoiseModel model = new NoiseModel(rates, new Temperature(Math.exp(logarithm)));
    return IntStream.of(images)
        .mapToDouble(i -> -Math.log(Math.max(Arrays.stream(model.classesOf(predictions, i)).sum(), Double.MIN_NORMAL)))
        .sum();
  }

  /** The probability of each class together with image i's label. */
  private double[] classesOf(Predictions predictions, int i) {
    double[] classes = temperature.apply(predictions.probabilities(i));
    double[] ofLabel = rates[predictions.labels()[i]];
    for (int c = 0; c < classes.length; c++) {
      classes[c] *= ofLabel[c];
    }
    return classes;
  }

  /** The logarithm of how many times as likely image i's label is wrong as right: {@code ln(p(wrong) / p(right))}. */
  double logOdds(Predictions predictions, int i) {
    double[] classes = classesOf(predictions, i);
    int label = predictions.labels()[i];
    double right = classes[label];
    classes[label] = 0;
    double wrong = Arrays.stream(classes).sum();
    return Math.log(Math.max(wrong, Double.MIN_NORMAL)) - Math.log(Math.max(right, Double.MIN_NORMAL));
  }
}
