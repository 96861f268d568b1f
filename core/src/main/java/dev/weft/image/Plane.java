package dev.weft.image;

import java.util.Arrays;

/**
 * The weighted sum of an image's colours, on a ground where it is transparent.
 *
 * @param weights of red, green and blue; they add up to 1, so that grey stays what it is
 * @param ground 0 for black to 255 for white
 */
record Plane(Image image, float[] weights, int ground) {
  /** Scaled by averaging areas until it just fits, in the middle of its border's colour; (height, width). */
  float[] fitted(int height, int width) {
    double scale = Math.min((double) height / image.height(), (double) width / image.width());
    int rows = (int) Math.clamp(Math.round(image.height() * scale), 1, height);
    int columns = (int) Math.clamp(Math.round(image.width() * scale), 1, width);
    float[] scaled = scaled(rows, columns);
    float[] fitted = new float[height * width];
    if (rows < height || columns < width) {
      Arrays.fill(fitted, border());
    }
    int corner = (height - rows) / 2 * width + (width - columns) / 2;
    for (int y = 0; y < rows; y++) {
      System.arraycopy(scaled, y * columns, fitted, corner + y * width, columns);
    }
    return fitted;
  }

  /** Each value is the mean of the area that it covers, parts of pixels included; (rows, columns). */
  private float[] scaled(int rows, int columns) {
    float[] line = new float[image.width()];
    double[] narrow = new double[columns];
    double[] sums = new double[rows * columns];
    double share = (double) image.height() / rows;
    for (int y = 0; y < image.height(); y++) {
      line(y, line);
      shrink(line, narrow);
      int last = Math.min(rows - 1, (int) ((y + 1) / share));
      for (int row = Math.max(0, (int) (y / share) - 1); row <= last; row++) {
        double covered = Math.min(y + 1, (row + 1) * share) - Math.max(y, row * share);
        if (covered > 0) {
          for (int x = 0; x < columns; x++) {
            sums[row * columns + x] += covered / share * narrow[x];
          }
        }
      }
    }
    float[] scaled = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      scaled[i] = (float) sums[i];
    }
    return scaled;
  }

  private static void shrink(float[] line, double[] narrow) {
    double share = (double) line.length / narrow.length;
    for (int i = 0; i < narrow.length; i++) {
      double from = i * share;
      double to = Math.min(from + share, line.length);
      double sum = 0;
      for (int x = (int) from; x < to; x++) {
        sum += (Math.min(to, x + 1) - Math.max(from, x)) * line[x];
      }
      narrow[i] = sum / (to - from);
    }
  }

  private void line(int y, float[] line) {
    int at = y * image.width() * image.channels();
    for (int x = 0; x < line.length; x++) {
      line[x] = value(at);
      at += image.channels();
    }
  }

  private float value(int at) {
    byte[] pixels = image.pixels();
    float value =
        image.channels() <= 2
            ? pixels[at] & 0xff
            : weights[0] * (pixels[at] & 0xff)
                + weights[1] * (pixels[at + 1] & 0xff)
                + weights[2] * (pixels[at + 2] & 0xff);
    if (!image.hasAlpha()) {
      return value;
    }
    float alpha = (pixels[at + image.channels() - 1] & 0xff) / 255f;
    return value * alpha + ground * (1 - alpha);
  }

  private float border() {
    int width = image.width();
    double sum = 0;
    int count = 0;
    for (int y = 0; y < image.height(); y++) {
      boolean edge = y == 0 || y == image.height() - 1;
      for (int x = 0; x < width; x += edge || width == 1 ? 1 : width - 1) {
        sum += value((y * width + x) * image.channels());
        count++;
      }
    }
    return (float) (sum / count);
  }
}
