package dev.weft.engine;

import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;

/** The product of transformed tiles and transformed weights, place by place: (tiles, depth) by (depth, columns). */
final class WinogradProduct {
  /** Tiles in one unit of work. */
  private static final int ROWS = 128;

  /** The length of a product's segments: 16 of so many weights are half of a first cache of 32 KB. */
  private static final int SEGMENT = 256;

  private final WinogradSizes sizes;
  private final WinogradPlanes in;
  private final WinogradPlanes out;
  private final float[] packed;
  private final boolean addsBias;
  private final int[] segments;

  /**
   * @param packed the weights of each place, as {@link WinogradWeights} has them
   * @param addsBias whether the sums of the place (1, 1) start from its bias
   */
  WinogradProduct(WinogradSizes sizes, WinogradPlanes in, WinogradPlanes out, float[] packed, boolean addsBias) {
    this.sizes = sizes;
    this.in = in;
    this.out = out;
    this.packed = packed;
    this.addsBias = addsBias;
    segments = WinogradPlanes.multiples(Math.ceilDiv(in.channels(), SEGMENT), SEGMENT);
  }

  /** Units of work. */
  int units(int images) {
    return sizes.places() * blocks(images);
  }

  private int blocks(int images) {
    return Math.ceilDiv(images * sizes.tiles(), ROWS);
  }

  /** Computes some tiles of one place. */
  void run(int unit, int images) {
    int place = unit / blocks(images);
    int block = unit % blocks(images);
    int from = place * in.rows() + block * ROWS;
    int to = place * in.rows() + Math.min(images * sizes.tiles(), (block + 1) * ROWS);
    int depth = in.channels();
    int columns = out.channels();
    int at = place * PackedMatrix.size(depth, columns);
    for (int panel = 0; panel < PackedMatrix.count(columns); panel++) {
      Product.panel(
          in.values(),
          in.rowOffsets(),
          from,
          to,
          segments,
          SEGMENT,
          depth,
          packed,
          at + PackedMatrix.offset(panel, depth),
          addsBias && place == sizes.ones() ? at + PackedMatrix.bias(panel, depth, columns) : Product.ZERO,
          out.values(),
          from * out.step() + PackedMatrix.column(panel),
          out.step(),
          PackedMatrix.width(panel, columns));
    }
  }
}
