package dev.weft.image;

/** The outermost pixels of an image. */
final class Border {
  private Border() {}

  /** Their mean colour on a ground; as many values as the image has colours, 0 to 255. */
  static float[] mean(Image image, Ground ground) {
    int width = image.width();
    int colours = image.colours();
    double[] sums = new double[colours];
    int count = 0;
    for (int y = 0; y < image.height(); y++) {
      boolean edge = y == 0 || y == image.height() - 1;
      for (int x = 0; x < width; x += edge || width == 1 ? 1 : width - 1) {
        add(image, (y * width + x) * image.channels(), ground.value(), sums);
        count++;
      }
    }
    float[] mean = new float[colours];
    for (int colour = 0; colour < colours; colour++) {
      mean[colour] = (float) (sums[colour] / count);
    }
    return mean;
  }

  private static void add(Image image, int at, int ground, double[] sums) {
    byte[] pixels = image.pixels();
    double alpha = image.hasAlpha() ? (pixels[at + sums.length] & 0xff) / 255.0 : 1;
    for (int colour = 0; colour < sums.length; colour++) {
      sums[colour] += alpha * (pixels[at + colour] & 0xff) + (1 - alpha) * ground;
    }
  }
}
