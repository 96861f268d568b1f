package dev.weft.explain.attribution;

import dev.weft.model.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How the probability of a class changes as pixels go, or come, in the order of a map. A map that knows what the
 * network looks at makes deletion fall fast, so a small area under it, and insertion rise fast. See Petsiuk et al., <a
 * href="https://arxiv.org/abs/1806.07421">RISE</a> (2018).
 *
 * @param deletion (steps + 1): the probability after each step that covers more pixels, the highest of the map first
 * @param insertion (steps + 1): the probability after each step that shows more pixels on the ground
 */
public record PixelCurves(double[] deletion, double[] insertion) {
  /**
   * The curves of a map.
   *
   * @param map (height, width)
   * @param steps from the whole image to none, at least 1
   */
  static PixelCurves of(ScoredNetwork network, byte[] pixels, int label, float[] map, Ground ground, int steps) {
    float[] image = network.inputs(pixels);
    float[] covering = network.inputs(ground.of(pixels, network.image()));
    int[] order =
        IntStream.range(0, map.length)
            .boxed()
            .sorted(Comparator.comparingDouble(pixel -> -map[pixel]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] deletion = curve(network, image, covering, order, label, steps);
    double[] insertion = curve(network, covering, image, order, label, steps);
    return new PixelCurves(deletion, insertion);
  }

  private static double[] curve(ScoredNetwork network, float[] from, float[] to, int[] order, int label, int steps) {
    Shape image = network.image();
    int channels = image.last();
    float[] way = new float[Math.multiplyExact(steps + 1, from.length)];
    float[] now = from.clone();
    int done = 0;
    for (int step = 0; step <= steps; step++) {
      int end = (int) ((long) order.length * step / steps);
      for (; done < end; done++) {
        System.arraycopy(to, order[done] * channels, now, order[done] * channels, channels);
      }
      System.arraycopy(now, 0, way, step * now.length, now.length);
    }
    float[] probabilities = network.probabilities(way);
    double[] curve = new double[steps + 1];
    Arrays.setAll(curve, step -> probabilities[step * network.classes() + label]);
    return curve;
  }

  /** The area under {@link #deletion}, 0 to 1: the mean probability on the way. The smaller, the better the map. */
  public double deletionArea() {
    return area(deletion);
  }

  /** The area under {@link #insertion}, 0 to 1. The larger, the better the map. */
  public double insertionArea() {
    return area(insertion);
  }

  /** How much better insertion is than deletion, -1 to 1: one number for both curves. */
  public double gain() {
    return insertionArea() - deletionArea();
  }

  private static double area(double[] curve) {
    double sum = 0;
    for (int i = 1; i < curve.length; i++) {
      sum += (curve[i - 1] + curve[i]) / 2;
    }
    return sum / (curve.length - 1);
  }
}
