package dev.weft.page.dataset;

import dev.weft.dataset.ImageSet;
import dev.weft.page.BlockMeans;
import dev.weft.page.Sprite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The mean image of each class, of all images, and the standard deviations, as images: first the mean and the deviation
 * of each class, then the mean of all, then the map of the values that never change.
 *
 * @param constants how many values of an image are the same in all images
 */
record MeanImages(ImageSet set, List<ClassImages> classes, Sprite sprite, int constants) {
  private static final int MOST_BYTES = 250_000;
  private static final int LEAST_SIDE = 12;
  private static final int MOST_SIDE = 96;

  /** A standard deviation is 0.5 at most. */
  private static final float MOST_DEVIATION = 0.5f;

  /**
   * Two classes whose mean images are nearest.
   *
   * @param distance 0 to 1
   */
  record Pair(int first, int second, double distance) {}

  static MeanImages of(ImageSet set, List<ClassImages> classes) {
    boolean[] constant = constant(set, classes);
    BlockMeans size = BlockMeans.within(side(set), set);
    List<byte[]> images = new ArrayList<>();
    for (ClassImages one : classes) {
      images.add(size.of(bytes(one.isEmpty() ? new float[set.features()] : one.mean(), 1), set));
      images.add(size.of(bytes(one.isEmpty() ? new float[set.features()] : one.deviation(), MOST_DEVIATION), set));
    }
    images.add(size.of(bytes(meanOfAll(set, classes), 1), set));
    images.add(size.of(map(constant), set));
    byte[] pixels = new byte[images.size() * images.getFirst().length];
    IntStream.range(0, images.size())
        .forEach(i -> System.arraycopy(images.get(i), 0, pixels, i * images.get(i).length, images.get(i).length));
    ImageSet drawn =
        ImageSet.of(pixels, new int[images.size()], size.height(), size.width(), set.channels(), set.classNames());
    Sprite sprite = Sprite.of(drawn, IntStream.range(0, images.size()).toArray(), Integer.MAX_VALUE);
    int constants = (int) IntStream.range(0, constant.length).filter(at -> constant[at]).count();
    return new MeanImages(set, classes, sprite, constants);
  }

  private static int side(ImageSet set) {
    double pixels = MOST_BYTES / (2.0 * (set.classes() + 1) * set.channels());
    return (int) Math.clamp(Math.sqrt(pixels), LEAST_SIDE, MOST_SIDE);
  }

  private static byte[] bytes(float[] values, float most) {
    byte[] bytes = new byte[values.length];
    for (int at = 0; at < values.length; at++) {
      bytes[at] = (byte) Math.round(255 * Math.min(1, values[at] / most));
    }
    return bytes;
  }

  private static float[] meanOfAll(ImageSet set, List<ClassImages> classes) {
    double[] sums = new double[set.features()];
    for (ClassImages one : classes) {
      for (int at = 0; at < one.mean().length; at++) {
        sums[at] += (double) one.images().length * one.mean()[at];
      }
    }
    float[] mean = new float[sums.length];
    for (int at = 0; at < sums.length; at++) {
      mean[at] = (float) (sums[at] / set.size());
    }
    return mean;
  }

  /** A value never changes if it varies in no class and if all classes have the same mean of it. */
  private static boolean[] constant(ImageSet set, List<ClassImages> classes) {
    List<ClassImages> filled = classes.stream().filter(one -> !one.isEmpty()).toList();
    boolean[] constant = new boolean[set.features()];
    for (int at = 0; at < constant.length; at++) {
      int value = at;
      float first = filled.getFirst().mean()[at];
      constant[at] = filled.stream().allMatch(one -> one.deviation()[value] == 0 && one.mean()[value] == first);
    }
    return constant;
  }

  private static byte[] map(boolean[] constant) {
    byte[] bytes = new byte[constant.length];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (constant[at] ? 255 : 0);
    }
    return bytes;
  }

  int meanSlot(int label) {
    return 2 * label;
  }

  int deviationSlot(int label) {
    return 2 * label + 1;
  }

  int allSlot() {
    return 2 * classes.size();
  }

  int constantSlot() {
    return 2 * classes.size() + 1;
  }

  /** Empty where fewer than two classes have images. */
  Optional<Pair> nearest() {
    Pair nearest = null;
    for (int first = 0; first < classes.size(); first++) {
      for (int second = first + 1; second < classes.size(); second++) {
        if (!classes.get(first).isEmpty() && !classes.get(second).isEmpty()) {
          double distance = classes.get(first).distance(classes.get(second));
          if (nearest == null || distance < nearest.distance()) {
            nearest = new Pair(first, second, distance);
          }
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The mean distance of an image from the mean image of its class. */
  double spread() {
    double sum = 0;
    for (ClassImages one : classes) {
      sum += one.isEmpty() ? 0 : one.images().length * one.distance();
    }
    return sum / set.size();
  }
}
