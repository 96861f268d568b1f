package dev.weft.engine;

import dev.weft.kernel.Reductions;

/**
 * A sum over all rows of a matrix, in pieces of a fixed size that are added in order, so that threads do not change it.
 */
final class RowSums {
  /** Rows in one piece, which is one unit of work. */
  static final int ROWS = 512;

  /** Writes the sums of rows {@code from} to {@code to} to {@code sums}, from {@code at} on. */
  interface Piece {
    void sum(int from, int to, float[] sums, int at);
  }

  private final int columns;
  private final float[] pieces;
  private final WorkerPool workers;
  private final Piece piece;
  private final WorkerPool.Task task = this::unit;
  private int rows;

  RowSums(int mostRows, int columns, WorkerPool workers, Piece piece) {
    this.columns = columns;
    this.workers = workers;
    this.piece = piece;
    pieces = new float[Math.ceilDiv(mostRows, ROWS) * columns];
  }

  /** Sums over {@code rows} rows into {@code total}. */
  void into(float[] total, int rows) {
    this.rows = rows;
    int units = Math.ceilDiv(rows, ROWS);
    workers.run(task, units);
    Reductions.sum(pieces, columns, 0, units, total, 0);
  }

  private void unit(int unit) {
    piece.sum(unit * ROWS, Math.min(rows, (unit + 1) * ROWS), pieces, unit * columns);
  }
}
