package dev.weft.image;

import java.util.Arrays;

/**
 * The coefficients of a component of a progressive file, which come bit by bit. Kept are those that its samples need,
 * and of each whether it is 0.
 */
final class JpegCoefficients {
  private final JpegBlocks blocks;
  private final byte[] kept = new byte[64];
  private final int count;
  private final short[] values;
  private final long[] nonzero;

  JpegCoefficients(JpegBlocks blocks) {
    this.blocks = blocks;
    int needed = 0;
    for (int k = 0; k < 64; k++) {
      int place = JpegBlocks.PLACES[k];
      kept[k] = needs(place / 8, blocks.side) && needs(place % 8, blocks.side) ? (byte) needed++ : -1;
    }
    count = needed;
    int all = Math.multiplyExact(blocks.rows, blocks.columns);
    values = new short[Math.multiplyExact(all, count)];
    nonzero = new long[all];
  }

  /** Whether means over 8 / side samples depend on a frequency. */
  private static boolean needs(int frequency, int side) {
    return switch (side) {
      case 1 -> frequency == 0;
      case 2 -> frequency == 0 || frequency % 2 == 1;
      case 4 -> frequency != 4;
      default -> true;
    };
  }

  /** The coefficient by which a block's mean differs from 0. */
  short mean(int block) {
    return values[block * count];
  }

  void setMean(int block, int value) {
    values[block * count] = (short) value;
  }

  long nonzero(int block) {
    return nonzero[block];
  }

  void setNonzero(int block, long mask) {
    nonzero[block] = mask;
  }

  void set(int block, int k, int value) {
    if (kept[k] >= 0) {
      values[block * count + kept[k]] = (short) value;
    }
  }

  /** Moves a coefficient that is not 0 away from it. */
  void refine(int block, int k, int by) {
    if (kept[k] >= 0) {
      int at = block * count + kept[k];
      values[at] += (short) (values[at] >= 0 ? by : -by);
    }
  }

  /** The samples of all blocks. */
  void transform() {
    short[] block = new short[64];
    for (int i = 0; i < nonzero.length; i++) {
      int last = 64 - Long.numberOfLeadingZeros(nonzero[i] | 1);
      for (int k = 0; k < last; k++) {
        if (kept[k] >= 0) {
          block[JpegBlocks.PLACES[k]] = values[i * count + kept[k]];
        }
      }
      int at = i / blocks.columns * blocks.side * blocks.stride() + i % blocks.columns * blocks.side;
      blocks.transform.samples(block, last, blocks.samples, at, blocks.stride());
      Arrays.fill(block, (short) 0);
    }
  }
}
