package dev.weft.image;

import java.util.Arrays;

/**
 * A scan of a JPEG file: a pass over some of its components. See ITU-T T.81, F.2 (sequential) and G.2 (progressive).
 *
 * @param parts the components and their codes
 * @param interval units between restart markers; 0 where there are none
 * @param from the first coefficient, in the order of the file
 * @param to the last
 * @param high the bit that was read before; 0 in a first scan
 * @param low the lowest bit that is read now
 */
record JpegScan(Part[] parts, JpegBits bits, int interval, boolean progressive, int from, int to, int high, int low) {
  /** A component and the codes of its first coefficient and of the others; null where there are none. */
  record Part(JpegBlocks blocks, JpegCode first, JpegCode others) {}

  void read() throws UnusualJpeg {
    Walk walk = new Walk();
    if (parts.length == 1) {
      JpegBlocks blocks = parts[0].blocks;
      for (int row = 0; row < blocks.neededRows; row++) {
        for (int column = 0; column < blocks.neededColumns; column++) {
          walk.startUnit();
          walk.block(parts[0], row, column);
        }
      }
    } else {
      JpegBlocks any = parts[0].blocks;
      for (int row = 0; row < any.rows / any.down; row++) {
        for (int column = 0; column < any.columns / any.across; column++) {
          walk.startUnit();
          for (Part part : parts) {
            walk.unit(part, row, column);
          }
        }
      }
    }
    bits.check();
  }

  /** Where the reading is. */
  private final class Walk {
    private final short[] block = new short[64];
    private int untilRestart = interval;
    private int emptyBlocks;

    Walk() {
      for (Part part : parts) {
        part.blocks.mean = 0;
      }
    }

    private void startUnit() throws UnusualJpeg {
      if (interval == 0 || untilRestart-- > 0) {
        return;
      }
      bits.restart();
      untilRestart = interval - 1;
      emptyBlocks = 0;
      for (Part part : parts) {
        part.blocks.mean = 0;
      }
    }

    private void unit(Part part, int row, int column) throws UnusualJpeg {
      JpegBlocks blocks = part.blocks;
      for (int y = 0; y < blocks.down; y++) {
        for (int x = 0; x < blocks.across; x++) {
          block(part, row * blocks.down + y, column * blocks.across + x);
        }
      }
    }

    private void block(Part part, int row, int column) throws UnusualJpeg {
      if (!progressive) {
        sequential(part, row, column);
        return;
      }
      int at = row * part.blocks.columns + column;
      JpegCoefficients coefficients = part.blocks.coefficients;
      if (from == 0) {
        if (high == 0) {
          part.blocks.mean += bits.signed(size(part));
          coefficients.setMean(at, part.blocks.mean << low);
        } else {
          coefficients.setMean(at, coefficients.mean(at) | bits.bit() << low);
        }
      } else if (high == 0) {
        first(part, coefficients, at);
      } else {
        refine(part, coefficients, at);
      }
    }

    private int size(Part part) throws UnusualJpeg {
      int size = bits.symbol(part.first);
      if (size > 11) {
        throw new UnusualJpeg("a coefficient is too large");
      }
      return size;
    }

    private void sequential(Part part, int row, int column) throws UnusualJpeg {
      JpegBlocks blocks = part.blocks;
      blocks.mean += bits.signed(size(part));
      block[0] = (short) blocks.mean;
      int last = bits.block(part.others, block);
      int at = row * blocks.side * blocks.stride() + column * blocks.side;
      blocks.transform.samples(block, last, blocks.samples, at, blocks.stride());
      if (last > 1) {
        Arrays.fill(block, (short) 0);
      }
    }

    private void first(Part part, JpegCoefficients coefficients, int at) throws UnusualJpeg {
      if (emptyBlocks > 0) {
        emptyBlocks--;
        return;
      }
      long nonzero = coefficients.nonzero(at);
      int k = from;
      while (k <= to) {
        int symbol = bits.symbol(part.others);
        int zeros = symbol >> 4;
        int size = symbol & 15;
        if (size == 0 && zeros < 15) {
          emptyBlocks = (1 << zeros) + bits.bits(zeros) - 1;
          break;
        }
        k += zeros;
        if (size != 0) {
          requireInBlock(k);
          coefficients.set(at, k, bits.signed(size) << low);
          nonzero |= 1L << k;
        }
        k++;
      }
      coefficients.setNonzero(at, nonzero);
      bits.check();
    }

    private void refine(Part part, JpegCoefficients coefficients, int at) throws UnusualJpeg {
      long before = coefficients.nonzero(at);
      long nonzero = before;
      int k = from;
      while (emptyBlocks == 0 && k <= to) {
        int symbol = bits.symbol(part.others);
        int zeros = symbol >> 4;
        int size = symbol & 15;
        if (size == 0 && zeros < 15) {
          emptyBlocks = (1 << zeros) + bits.bits(zeros);
          break;
        }
        int value = size == 0 ? 0 : bits.bit() == 1 ? 1 << low : -1 << low;
        while (k <= to && ((before >>> k & 1) != 0 || zeros-- > 0)) {
          refine(coefficients, at, before, k++);
        }
        if (value != 0) {
          requireInBlock(k);
          coefficients.set(at, k, value);
          nonzero |= 1L << k;
        }
        k++;
      }
      if (emptyBlocks > 0) {
        for (; k <= to; k++) {
          refine(coefficients, at, before, k);
        }
        emptyBlocks--;
      }
      coefficients.setNonzero(at, nonzero);
      bits.check();
    }

    private void refine(JpegCoefficients coefficients, int at, long nonzero, int k) {
      if ((nonzero >>> k & 1) != 0 && bits.bit() == 1) {
        coefficients.refine(at, k, 1 << low);
      }
    }

    private void requireInBlock(int k) throws UnusualJpeg {
      if (k > to) {
        throw new UnusualJpeg("a block has more coefficients than there are");
      }
    }
  }
}
