package dev.weft.engine;

import java.util.Arrays;

/**
 * Two sums of each column over the rows of a batch, in pieces of fixed rows that are added in order, so that threads do
 * not change them. Few rows at a time are summed in float32, and such sums in float64: a sum of many rows keeps the
 * accuracy of one of few.
 */
final class PieceSums {
  /** Rows summed in float32. */
  static final int FEW = 32;

  private final int columns;
  private final Buffers buffers;
  private final int length;
  private final double[] pieces;
  private final double[] totals;

  PieceSums(int pieces, int columns, Buffers buffers) {
    this.columns = columns;
    this.buffers = buffers;
    length = Math.multiplyExact(pieces, 2 * columns);
    this.pieces = buffers.ownDoubles(length);
    totals = new double[2 * columns];
  }

  /** The same in so many pieces, instead of these. */
  PieceSums inPieces(int count) {
    buffers.dropDoubles(length);
    return new PieceSums(count, columns, buffers);
  }

  void clear(int piece) {
    Arrays.fill(pieces, piece * 2 * columns, (piece + 1) * 2 * columns, 0);
  }

  /** Adds the sums of few rows, (2, columns), to a piece. */
  void add(int piece, float[] few) {
    int at = piece * 2 * columns;
    for (int j = 0; j < 2 * columns; j++) {
      pieces[at + j] += few[j];
    }
  }

  /** Adds the sums of so many rows, and those of squared distances from these rows' mean, as squares. */
  void addMoments(int piece, float[] few, int rows) {
    add(piece, few);
    int squares = (piece * 2 + 1) * columns;
    for (int j = 0; j < columns; j++) {
      pieces[squares + j] += (double) few[j] * few[j] / rows;
    }
  }

  /** The sums over pieces 0 to {@code count - 1}: (2, columns). */
  double[] totals(int count) {
    Arrays.fill(totals, 0);
    for (int piece = 0; piece < count; piece++) {
      for (int j = 0; j < 2 * columns; j++) {
        totals[j] += pieces[piece * 2 * columns + j];
      }
    }
    return totals;
  }
}
