package dev.weft.explain.robustness;

/** An image that is too light, or has too little contrast. */
final class Tone {
  private static final double[] BRIGHTER = {0.1, 0.2, 0.3, 0.4, 0.5};
  private static final double[] CONTRAST = {0.75, 0.50, 0.35, 0.20, 0.10};
  private static final int COLOURS = 3;

  private Tone() {}

  /** The brightest channel of each pixel, its value, grows by so much; hue and saturation stay. */
  static Raster brightness(Raster image, int severity) {
    float more = (float) BRIGHTER[severity - 1];
    float[] lighter = image.values().clone();
    int channels = image.channels() == COLOURS ? COLOURS : 1;
    for (int i = 0; i < lighter.length; i += channels) {
      float value = lighter[i];
      for (int c = 1; c < channels; c++) {
        value = Math.max(value, lighter[i + c]);
      }
      float wanted = Math.min(1, value + more);
      for (int c = 0; c < channels; c++) {
        lighter[i + c] = value == 0 ? wanted : lighter[i + c] * (wanted / value);
      }
    }
    return image.with(lighter);
  }

  /** {@code (x - m) s + m} with the mean m of each channel. */
  static Raster contrast(Raster image, int severity) {
    int channels = image.channels();
    double[] means = new double[channels];
    for (int i = 0; i < image.values().length; i++) {
      means[i % channels] += image.values()[i];
    }
    float[] flat = new float[image.values().length];
    for (int i = 0; i < flat.length; i++) {
      double mean = means[i % channels] * channels / flat.length;
      flat[i] = (float) ((image.values()[i] - mean) * CONTRAST[severity - 1] + mean);
    }
    return image.with(flat);
  }
}
