package dev.weft.image;

/**
 * From the coefficients of a block of 8 x 8 to samples, by the inverse discrete cosine transform: T.81, A.3.3. A
 * smaller block has the means of 2 x 2, 4 x 4 or 8 x 8 of them, computed from the coefficients.
 */
sealed interface JpegTransform {
  /**
   * @param block (row, column)
   * @param behindLast behind its last coefficient that is not 0, in the order of the file
   * @param at where the first sample goes
   * @param stride the samples of a row of blocks
   */
  void samples(short[] block, int behindLast, byte[] samples, int at, int stride);

  /**
   * @param steps what a coefficient of 1 stands for, (row, column)
   * @param side 1, 2, 4 or 8
   */
  static JpegTransform of(int[] steps, int side) {
    return switch (side) {
      case 1 -> new Mean(steps[0]);
      case 2 -> new Halves(scaled(steps, Halves.WEIGHTS));
      case 4 -> new Quarters(scaled(steps, Quarters.WEIGHTS), new float[32]);
      default -> new Whole(steps, new int[64]);
    };
  }

  /** The mean of {@code cos((2 x + 1) u pi / 16)} over so many samples from x on, as it counts in a block. */
  static float weight(int frequency, int from, int samples) {
    double sum = 0;
    for (int x = from; x < from + samples; x++) {
      sum += Math.cos((2 * x + 1) * frequency * Math.PI / 16);
    }
    return (float) (sum / samples / 2 * (frequency == 0 ? Math.sqrt(0.5) : 1));
  }

  private static float[] scaled(int[] steps, float[] weights) {
    float[] scaled = new float[64];
    for (int i = 0; i < 64; i++) {
      scaled[i] = steps[i] * weights[i / 8] * weights[i % 8];
    }
    return scaled;
  }

  private static float[] weights(int samples) {
    float[] weights = new float[8];
    for (int frequency = 0; frequency < 8; frequency++) {
      weights[frequency] = weight(frequency, 0, samples);
    }
    return weights;
  }

  private static byte sample(float value) {
    return clamp((int) (value + 128.5f));
  }

  private static byte clamp(int value) {
    return (byte) (value < 0 ? 0 : value > 255 ? 255 : value);
  }

  private static void fill(byte value, int side, byte[] samples, int at, int stride) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        samples[at + y * stride + x] = value;
      }
    }
  }

  /** One sample a block. */
  record Mean(int step) implements JpegTransform {
    @Override
    public void samples(short[] block, int behindLast, byte[] samples, int at, int stride) {
      samples[at] = sample(block[0] * step / 8f);
    }
  }

  /** Two samples a side. Of the frequencies above 0 the even ones have no mean over half a block. */
  record Halves(float[] steps) implements JpegTransform {
    static final float[] WEIGHTS = weights(4);

    @Override
    public void samples(short[] block, int behindLast, byte[] samples, int at, int stride) {
      float[] s = steps;
      if (behindLast == 1) {
        fill(sample(block[0] * s[0]), 2, samples, at, stride);
        return;
      }
      float mean = block[0] * s[0];
      float odd = block[8] * s[8] + block[24] * s[24] + block[40] * s[40] + block[56] * s[56];
      float top = mean + odd;
      float bottom = mean - odd;
      float topOdd = 0;
      float bottomOdd = 0;
      for (int c = 1; c < 8; c += 2) {
        mean = block[c] * s[c];
        odd =
            block[c + 8] * s[c + 8] + block[c + 24] * s[c + 24] + block[c + 40] * s[c + 40] + block[c + 56] * s[c + 56];
        topOdd += mean + odd;
        bottomOdd += mean - odd;
      }
      samples[at] = sample(top + topOdd);
      samples[at + 1] = sample(top - topOdd);
      samples[at + stride] = sample(bottom + bottomOdd);
      samples[at + stride + 1] = sample(bottom - bottomOdd);
    }
  }

  /**
   * Four samples a side. Frequency 4 has no mean over a quarter of a block.
   *
   * @param lines the columns, transformed
   */
  record Quarters(float[] steps, float[] lines) implements JpegTransform {
    static final float[] WEIGHTS = weights(2);
    private static final float SECOND_1 = weight(1, 2, 2) / weight(1, 0, 2);
    private static final float SECOND_3 = weight(3, 2, 2) / weight(3, 0, 2);
    private static final float SECOND_5 = weight(5, 2, 2) / weight(5, 0, 2);
    private static final float SECOND_7 = weight(7, 2, 2) / weight(7, 0, 2);

    @Override
    public void samples(short[] block, int behindLast, byte[] samples, int at, int stride) {
      float[] s = steps;
      if (behindLast == 1) {
        fill(sample(block[0] * s[0]), 4, samples, at, stride);
        return;
      }
      for (int c = 0; c < 8; c++) {
        float mean = block[c] * s[c];
        float even = block[c + 16] * s[c + 16] + block[c + 48] * s[c + 48];
        float one = block[c + 8] * s[c + 8];
        float three = block[c + 24] * s[c + 24];
        float five = block[c + 40] * s[c + 40];
        float seven = block[c + 56] * s[c + 56];
        float outer = one + three + five + seven;
        float inner = SECOND_1 * one + SECOND_3 * three + SECOND_5 * five + SECOND_7 * seven;
        lines[c] = mean + even + outer;
        lines[c + 8] = mean - even + inner;
        lines[c + 16] = mean - even - inner;
        lines[c + 24] = mean + even - outer;
      }
      for (int y = 0; y < 4; y++) {
        int i = 8 * y;
        float even = lines[i + 2] + lines[i + 6];
        float outer = lines[i + 1] + lines[i + 3] + lines[i + 5] + lines[i + 7];
        float inner =
            SECOND_1 * lines[i + 1] + SECOND_3 * lines[i + 3] + SECOND_5 * lines[i + 5] + SECOND_7 * lines[i + 7];
        int to = at + y * stride;
        samples[to] = sample(lines[i] + even + outer);
        samples[to + 1] = sample(lines[i] - even + inner);
        samples[to + 2] = sample(lines[i] - even - inner);
        samples[to + 3] = sample(lines[i] + even - outer);
      }
    }
  }

  /**
   * All 64 samples, in whole numbers: C. Loeffler, A. Ligtenberg and G. Moschytz, Practical fast 1-D DCT algorithms
   * with 11 multiplications, 1989, with the precision that other decoders have.
   *
   * @param lines the columns, transformed
   */
  record Whole(int[] steps, int[] lines) implements JpegTransform {
    private static final int BITS = 13;
    private static final int MORE = 2;

    @Override
    public void samples(short[] block, int behindLast, byte[] samples, int at, int stride) {
      int[] s = steps;
      if (behindLast == 1) {
        int mean = (block[0] * s[0] << MORE) + (1 << MORE + 2) >> MORE + 3;
        fill(clamp(mean + 128), 8, samples, at, stride);
        return;
      }
      for (int c = 0; c < 8; c++) {
        line(
            block[c] * s[c],
            block[c + 8] * s[c + 8],
            block[c + 16] * s[c + 16],
            block[c + 24] * s[c + 24],
            block[c + 32] * s[c + 32],
            block[c + 40] * s[c + 40],
            block[c + 48] * s[c + 48],
            block[c + 56] * s[c + 56],
            lines,
            c,
            8,
            BITS - MORE);
      }
      for (int y = 0; y < 8; y++) {
        int i = 8 * y;
        line(
            lines[i],
            lines[i + 1],
            lines[i + 2],
            lines[i + 3],
            lines[i + 4],
            lines[i + 5],
            lines[i + 6],
            lines[i + 7],
            lines,
            i,
            1,
            BITS + MORE + 3);
        int to = at + y * stride;
        for (int x = 0; x < 8; x++) {
          samples[to + x] = clamp(lines[i + x] + 128);
        }
      }
    }

    private static void line(
        int f0, int f1, int f2, int f3, int f4, int f5, int f6, int f7, int[] to, int at, int step, int shift) {
      int half = 1 << shift - 1;
      int both = (f2 + f6) * 4433;
      int low = both - f6 * 15137;
      int high = both + f2 * 6270;
      int sum = f0 + f4 << BITS;
      int difference = f0 - f4 << BITS;
      int e0 = sum + high + half;
      int e3 = sum - high + half;
      int e1 = difference + low + half;
      int e2 = difference - low + half;
      int z1 = (f7 + f1) * -7373;
      int z2 = (f5 + f3) * -20995;
      int z5 = (f7 + f3 + f5 + f1) * 9633;
      int z3 = (f7 + f3) * -16069 + z5;
      int z4 = (f5 + f1) * -3196 + z5;
      int o0 = f1 * 12299 + z1 + z4;
      int o1 = f3 * 25172 + z2 + z3;
      int o2 = f5 * 16819 + z2 + z4;
      int o3 = f7 * 2446 + z1 + z3;
      to[at] = e0 + o0 >> shift;
      to[at + step] = e1 + o1 >> shift;
      to[at + 2 * step] = e2 + o2 >> shift;
      to[at + 3 * step] = e3 + o3 >> shift;
      to[at + 4 * step] = e3 - o3 >> shift;
      to[at + 5 * step] = e2 - o2 >> shift;
      to[at + 6 * step] = e1 - o1 >> shift;
      to[at + 7 * step] = e0 - o0 >> shift;
    }
  }
}
