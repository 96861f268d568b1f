package dev.weft.explain.embedding;

import java.util.stream.IntStream;

/**
 * Which rows of numbers are nearest to each, by Euclidean distance; of equal ones the first. A row is no neighbour of
 * its own.
 *
 * @param values (rows, size)
 * @param nearest (rows, count), the nearest first
 */
record Neighbourhood(float[] values, int size, int[][] nearest) {
  /**
   * @param count less than the number of rows
   */
  static Neighbourhood of(float[] values, int size, int count) {
    int rows = values.length / size;
    int[][] nearest =
        IntStream.range(0, rows).parallel().mapToObj(row -> nearest(values, size, row, count)).toArray(int[][]::new);
    return new Neighbourhood(values, size, nearest);
  }

  private static int[] nearest(float[] values, int size, int row, int count) {
    int[] nearest = new int[count];
    double[] distances = new double[count];
    int found = 0;
    for (int other = 0; other < values.length / size; other++) {
      double distance = other == row ? Double.NaN : square(values, size, row, other);
      if (other == row || found == count && distance >= distances[count - 1]) {
        continue;
      }
      int at = found < count ? found++ : count - 1;
      while (at > 0 && distance < distances[at - 1]) {
        distances[at] = distances[at - 1];
        nearest[at] = nearest[--at];
      }
      distances[at] = distance;
      nearest[at] = other;
    }
    return nearest;
  }

  private static double square(float[] values, int size, int a, int b) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double difference = (double) values[a * size + i] - values[b * size + i];
      sum += difference * difference;
    }
    return sum;
  }

  /** The share of all neighbours that have the class of the row that they are near to, 0 to 1. */
  double sameClass(int[] labels) {
    long same =
        IntStream.range(0, nearest.length)
            .mapToLong(row -> IntStream.of(nearest[row]).filter(other -> labels[other] == labels[row]).count())
            .sum();
    return (double) same / nearest.length / nearest[0].length;
  }

  /**
   * How far the neighbours here can be believed to be neighbours elsewhere: 1 if all of them are, near ½ if chance made
   * them. With n rows, k neighbours, U those that are neighbours here alone, and r(i, j) = 1 for what is nearest to i
   * there, 2 for the next:
   *
   * <pre>
   * 1 - 2 / (n k (2n - 3k - 1)) Σ over i Σ over j in U(i) of (r(i, j) - k)
   * </pre>
   *
   * <p>Venna and Kaski, "Neighborhood preservation in nonlinear projection methods" (2001), as in scikit-learn.
   *
   * @param there (rows, {@code sizeThere})
   */
  double trustworthiness(float[] there, int sizeThere) {
    int k = nearest[0].length;
    double n = nearest.length;
    long beyond =
        IntStream.range(0, nearest.length).parallel().mapToLong(row -> beyond(row, there, sizeThere, k)).sum();
    return 1 - 2.0 / (n * k * (2 * n - 3 * k - 1)) * beyond;
  }

  private long beyond(int row, float[] there, int sizeThere, int k) {
    double[] distances = new double[nearest.length];
    for (int other = 0; other < distances.length; other++) {
      distances[other] = square(there, sizeThere, row, other);
    }
    long beyond = 0;
    for (int neighbour : nearest[row]) {
      int rank = 1;
      for (int other = 0; other < distances.length; other++) {
        boolean before =
            distances[other] < distances[neighbour] || distances[other] == distances[neighbour] && other < neighbour;
        rank += before && other != row ? 1 : 0;
      }
      beyond += Math.max(0, rank - k);
    }
    return beyond;
  }
}
