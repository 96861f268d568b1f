package dev.weft.check;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How much one property of images says of another: of images of bin b and class c, the counts.
 *
 * @param counts (bins, classes)
 */
record Association(long[][] counts) {
  private static final int FOLDS = 5;

  /**
   * @param bins of each image, from 0
   * @param labels of each image, from 0
   */
  static Association of(int[] bins, int[] labels, int classes) {
    long[][] counts = new long[IntStream.of(bins).max().orElse(0) + 1][classes];
    for (int i = 0; i < bins.length; i++) {
      counts[bins[i]][labels[i]]++;
    }
    return new Association(counts);
  }

  /**
   * Cramér's V, from 0 to 1, without what chance alone gives: Bergsma, "A bias-correction for Cramér's V and
   * Tschuprow's T" (2013).
   */
  double cramersV() {
    long all = total();
    int rows = used(counts);
    int columns = used(transposed());
    if (rows < 2 || columns < 2) {
      return 0;
    }
    double square = Math.max(0, chiSquare() / all - (rows - 1.0) * (columns - 1) / (all - 1));
    double least =
        Math.min(rows - Math.pow(rows - 1.0, 2) / (all - 1) - 1, columns - Math.pow(columns - 1.0, 2) / (all - 1) - 1);
    return least <= 0 ? 0 : Math.min(1, Math.sqrt(square / least));
  }

  /** Whether chance alone hardly gives such counts: chi-square is four deviations above its mean. */
  boolean isSignificant() {
    double degrees = (used(counts) - 1.0) * (used(transposed()) - 1);
    return degrees > 0 && chiSquare() - degrees > 4 * Math.sqrt(2 * degrees);
  }

  private double chiSquare() {
    long[] rows = sums(counts);
    long[] columns = sums(transposed());
    double all = total();
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        double expected = rows[row] * (columns[column] / all);
        sum += expected == 0 ? 0 : Math.pow(counts[row][column] - expected, 2) / expected;
      }
    }
    return sum;
  }

  private long total() {
    return LongStream.of(sums(counts)).sum();
  }

  private static long[] sums(long[][] counts) {
    long[] sums = new long[counts.length];
    for (int row = 0; row < sums.length; row++) {
      for (long count : counts[row]) {
        sums[row] += count;
      }
    }
    return sums;
  }

  private static int used(long[][] counts) {
    int used = 0;
    for (long sum : sums(counts)) {
      used += sum > 0 ? 1 : 0;
    }
    return used;
  }

  private long[][] transposed() {
    int columns = counts.length == 0 ? 0 : counts[0].length;
    long[][] transposed = new long[columns][counts.length];
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column][row] = counts[row][column];
      }
    }
    return transposed;
  }

  /**
   * How well the bins alone distinguish each class from the others, on images that did not decide: the share of its
   * images that are found less the share of others that are taken for it (Youden's J), less two standard errors. An
   * image is taken for the class if its bin holds a larger share of the class than of the others, in four fifths of the
   * images; the other fifth is judged, each in turn.
   *
   * @return (classes): at most 1; 0 is chance
   */
  static double[] recognition(int[] bins, int[] labels, int classes) {
    int size = IntStream.of(bins).max().orElse(0) + 1;
    long[][][] folds = new long[FOLDS][size][classes];
    int[] seen = new int[classes];
    for (int i = 0; i < bins.length; i++) {
      folds[seen[labels[i]]++ % FOLDS][bins[i]][labels[i]]++; // each fold has its share of each class
    }
    double[] recognition = new double[classes];
    for (int label = 0; label < classes; label++) {
      recognition[label] = recognition(folds, label, seen[label], bins.length - seen[label]);
    }
    return recognition;
  }

  private static double recognition(long[][][] folds, int label, int of, int others) {
    long found = 0;
    long wrong = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      for (int bin = 0; bin < folds[fold].length; bin++) {
        long[] judged = split(folds[fold][bin], label);
        long inBin = 0;
        long othersInBin = 0;
        for (int other = 0; other < FOLDS; other++) {
          long[] both = split(folds[other][bin], label);
          inBin += other == fold ? 0 : both[0];
          othersInBin += other == fold ? 0 : both[1];
        }
        if ((double) inBin / of > (double) othersInBin / others) {
          found += judged[0];
          wrong += judged[1];
        }
      }
    }
    double hit = (double) found / Math.max(1, of);
    double alarm = (double) wrong / Math.max(1, others);
    double error = Math.sqrt((hit * (1 - hit) + 1.0 / of) / of + (alarm * (1 - alarm) + 1.0 / others) / others);
    return of == 0 || others == 0 ? 0 : hit - alarm - 2 * error;
  }

  private static long[] split(long[] counts, int label) {
    long others = 0;
    for (int other = 0; other < counts.length; other++) {
      others += other == label ? 0 : counts[other];
    }
    return new long[] {counts[label], others};
  }
}
