package dev.weft.image;

/**
 * The rows of a component as wide as the image. A component half as wide, or half as wide and high, is interpolated:
 * the nearer sample counts three quarters. Others are repeated.
 */
final class JpegUpsampling {
  private final JpegBlocks blocks;
  private final int width;
  private final int across;
  private final int down;
  private final boolean smooth;
  private final byte[] row;
  private final int[] sums;
  private int made = -1;

  JpegUpsampling(JpegBlocks blocks, int width) {
    this.blocks = blocks;
    this.width = width;
    across = blocks.coarseAcross;
    down = blocks.coarseDown;
    smooth = blocks.side == 8 && across == 2 && down <= 2 && blocks.width > 2;
    row = new byte[across == 1 ? 0 : smooth ? 2 * blocks.width : width];
    sums = new int[smooth ? blocks.width : 0];
  }

  /** Where a row begins in the array that {@link #row} gives. */
  int start(int y) {
    return across == 1 ? y / down * blocks.stride() : 0;
  }

  byte[] row(int y) {
    if (across == 1) {
      return blocks.samples;
    }
    if (smooth) {
      interpolate(y);
    } else if (made != y / down) {
      made = y / down;
      for (int x = 0; x < width; x++) {
        row[x] = blocks.samples[made * blocks.stride() + x / across];
      }
    }
    return row;
  }

  private void interpolate(int y) {
    int near = y / down;
    int far = down == 1 ? near : Math.clamp(near + (y % 2 == 0 ? -1 : 1), 0, blocks.height - 1);
    int nearAt = near * blocks.stride();
    int farAt = far * blocks.stride();
    byte[] samples = blocks.samples;
    int last = blocks.width - 1;
    for (int x = 0; x <= last; x++) {
      int value = samples[nearAt + x] & 0xff;
      sums[x] = down == 1 ? value : 3 * value + (samples[farAt + x] & 0xff);
    }
    int shift = down == 1 ? 2 : 4;
    int roundLeft = down == 1 ? 1 : 8;
    int roundRight = down == 1 ? 2 : 7;
    int before = sums[0];
    int here = sums[0];
    for (int x = 0; x <= last; x++) {
      int behind = sums[Math.min(x + 1, last)];
      row[2 * x] = (byte) (3 * here + before + roundLeft >> shift);
      row[2 * x + 1] = (byte) (3 * here + behind + roundRight >> shift);
      before = here;
      here = behind;
    }
  }
}
