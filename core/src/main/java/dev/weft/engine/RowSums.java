package dev.weft.engine;

import java.util.Arrays;

/**
 * A sum over all rows of a matrix, in pieces of a fixed size that are added in order, so that threads do not change it.
 * A few rows at a time are summed in float32, and such sums in float64: a sum of many rows keeps the accuracy of one of
 * few.
 */
final class RowSums {
  /** Rows in one piece, which is one unit of work. */
  static final int ROWS = 512;

  /** Rows summed in float32. */
  private static final int FEW = 32;

  /** Writes the sums of rows {@code from} to {@code to} to {@code sums}, from {@code at} on. */
  interface Piece {
    void sum(int from, int to, float[] sums, int at);
  }

  private final int columns;

  /** The sum of the last few rows of each piece. */
  private final float[] few;

  private final double[] pieces;
  private final WorkerPool workers;
  private final Piece piece;
  private final WorkerPool.Task task = this::unit;
  private int rows;

  RowSums(int mostRows, int columns, WorkerPool workers, Piece piece) {
    this.columns = columns;
    this.workers = workers;
    this.piece = piece;
    int size = Math.ceilDiv(mostRows, ROWS) * columns;
    few = new float[size];
    pieces = new double[size];
  }

  /** Sums over {@code rows} rows into {@code total}. */
  void into(float[] total, int rows) {
    this.rows = rows;
    int units = Math.ceilDiv(rows, ROWS);
    workers.run(task, units);
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      for (int unit = 0; unit < units; unit++) {
        sum += pieces[unit * columns + j];
      }
      total[j] = (float) sum;
    }
  }

  private void unit(int unit) {
    int at = unit * columns;
    int to = Math.min(rows, (unit + 1) * ROWS);
    Arrays.fill(pieces, at, at + columns, 0);
    for (int row = unit * ROWS; row < to; row += FEW) {
      piece.sum(row, Math.min(to, row + FEW), few, at);
      for (int j = at; j < at + columns; j++) {
        pieces[j] += few[j];
      }
    }
  }
}
