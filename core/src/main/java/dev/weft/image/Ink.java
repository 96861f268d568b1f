package dev.weft.image;

/**
 * How much ink lies on each place of a photograph: how far it is from the ground around it, in the colour where that is
 * most. The ground is the closing of the image, so that shadows and uneven light count as ground.
 *
 * @param values (height, width), 0 for ground to 255
 */
record Ink(int height, int width, float[] values) {
  /** Dimmer ground than this makes no noise larger. */
  static final float DIM = 60;

  /**
   * Finds the ink.
   *
   * @param colours (colours)(height, width), 0 to 255
   * @param reach lines of less than twice this width are ink
   * @param isLight whether the ink is lighter than its ground
   */
  static Ink of(float[][] colours, int height, int width, int reach, boolean isLight) {
    float[] ink = new float[height * width];
    for (float[] colour : colours) {
      float[] values = isLight ? inverted(colour) : colour;
      float[] ground = GreyClosing.of(values, height, width, reach);
      for (int i = 0; i < ink.length; i++) {
        float less = ground[i] - values[i];
        ink[i] = Math.max(ink[i], isLight ? less : less * 255 / Math.max(ground[i], DIM));
      }
    }
    for (int i = 0; i < ink.length; i++) {
      ink[i] = Math.min(ink[i], 255);
    }
    return new Ink(height, width, ink);
  }

  private static float[] inverted(float[] values) {
    float[] inverted = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      inverted[i] = 255 - values[i];
    }
    return inverted;
  }

  /** How many places have each whole amount of ink. */
  int[] histogram() {
    int[] counts = new int[256];
    for (float value : values) {
      counts[(int) value]++;
    }
    return counts;
  }

  /** The least amount of ink that a share of the places is below. */
  int quantile(double share) {
    int[] counts = histogram();
    long sum = 0;
    for (int value = 0; value < 255; value++) {
      sum += counts[value];
      if (sum >= share * values.length) {
        return value;
      }
    }
    return 255;
  }

  /** Where there is at least so much. */
  boolean[] above(float least) {
    boolean[] mask = new boolean[values.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = values[i] >= least;
    }
    return mask;
  }
}
