package dev.weft.diagnostics;

import dev.weft.metrics.Predictions;

/**
 * How often each class is there, and how often it is predicted.
 *
 * @param labels images of each class
 * @param predicted images taken for each class
 * @param right images predicted correctly
 */
record Counts(int[] labels, int[] predicted, int right) {
  static Counts of(Predictions predictions) {
    int[] labels = new int[predictions.classes()];
    int[] predicted = new int[predictions.classes()];
    int right = 0;
    for (int i = 0; i < predictions.size(); i++) {
      labels[predictions.labels()[i]]++;
      predicted[predictions.predicted(i)]++;
      right += predictions.isRight(i) ? 1 : 0;
    }
    return new Counts(labels, predicted, right);
  }

  /** Where the largest is, the first of several. */
  static int largest(int[] counts) {
    int largest = 0;
    for (int i = 1; i < counts.length; i++) {
      largest = counts[i] > counts[largest] ? i : largest;
    }
    return largest;
  }
}
