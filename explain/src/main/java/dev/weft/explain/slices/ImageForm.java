package dev.weft.explain.slices;

import dev.weft.dataset.ImageSet;
import dev.weft.image.Distance;
import java.util.Arrays;

/**
 * What is measured of an image. Of an image without anything on its ground the last four are NaN.
 *
 * @param brightness the mean of its grey values, 0 to 255
 * @param contrast their standard deviation, 0 to 128
 * @param colour the mean difference between the largest and the smallest of red, green and blue, 0 to 255
 * @param plain the share of the pixels at its edge that are like the ground, which is their median; 0 to 1
 * @param stroke the mean width of the lines on the ground, in pixels
 * @param size the longer side of what is on the ground, in pixels
 * @param right how far to the right the middle of what is on the ground stands, 0 to 100 % of the width
 * @param down how far down it stands, 0 to 100 % of the height
 */
record ImageForm(
    double brightness,
    double contrast,
    double colour,
    double plain,
    double stroke,
    double size,
    double right,
    double down) {
  private static final float LIKE_GROUND = 32;

  /** Less than this is noise of the ground. */
  private static final float LEAST = 24;

  static ImageForm of(ImageSet set, int image) {
    byte[] pixels = set.image(image);
    float[] grey = grey(pixels, set.channels());
    double mean = 0;
    double square = 0;
    for (float value : grey) {
      mean += value;
      square += (double) value * value;
    }
    mean /= grey.length;
    double deviation = Math.sqrt(Math.max(0, square / grey.length - mean * mean));
    float[] edge = edge(grey, set.height(), set.width());
    float ground = edge[edge.length / 2];
    long like = 0;
    for (float value : edge) {
      like += Math.abs(value - ground) < LIKE_GROUND ? 1 : 0;
    }
    double[] figure = figure(grey, ground, set.height(), set.width());
    return new ImageForm(
        mean,
        deviation,
        colour(pixels, set.channels()),
        (double) like / edge.length,
        figure[0],
        figure[1],
        figure[2],
        figure[3]);
  }

  /** Luma of red, green and blue; else the first channel. */
  private static float[] grey(byte[] pixels, int channels) {
    float[] grey = new float[pixels.length / channels];
    for (int i = 0; i < grey.length; i++) {
      int at = i * channels;
      int first = pixels[at] & 0xff;
      grey[i] =
          channels < 3 ? first : 0.299f * first + 0.587f * (pixels[at + 1] & 0xff) + 0.114f * (pixels[at + 2] & 0xff);
    }
    return grey;
  }

  private static double colour(byte[] pixels, int channels) {
    long sum = 0;
    for (int at = 0; channels >= 3 && at < pixels.length; at += channels) {
      int red = pixels[at] & 0xff;
      int green = pixels[at + 1] & 0xff;
      int blue = pixels[at + 2] & 0xff;
      sum += Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
    }
    return (double) sum * channels / pixels.length;
  }

  /** The pixels at the edge of the image, sorted. */
  private static float[] edge(float[] grey, int height, int width) {
    float[] edge = new float[grey.length];
    int count = 0;
    for (int i = 0; i < grey.length; i++) {
      int y = i / width;
      int x = i % width;
      if (y == 0 || x == 0 || y == height - 1 || x == width - 1) {
        edge[count++] = grey[i];
      }
    }
    float[] sorted = Arrays.copyOf(edge, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Stroke width, size, and the place to the right and down of what differs from the ground by half of the most. */
  private static double[] figure(float[] grey, float ground, int height, int width) {
    float most = 0;
    for (float value : grey) {
      most = Math.max(most, Math.abs(value - ground));
    }
    double[] figure = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    if (most < LEAST) {
      return figure;
    }
    boolean[] mask = new boolean[grey.length];
    int top = height;
    int bottom = 0;
    int left = width;
    int right = 0;
    for (int i = 0; i < grey.length; i++) {
      mask[i] = Math.abs(grey[i] - ground) >= most / 2;
      if (mask[i]) {
        top = Math.min(top, i / width);
        bottom = Math.max(bottom, i / width);
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
      }
    }
    figure[0] = Distance.strokeWidth(mask, height, width);
    figure[1] = Math.max(bottom - top, right - left) + 1.0;
    figure[2] = 50.0 * (left + right + 1) / width;
    figure[3] = 50.0 * (top + bottom + 1) / height;
    return figure;
  }
}
