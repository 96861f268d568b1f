package dev.weft.explain.attribution;

import dev.weft.model.Shape;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much each part of an image adds to the score of a class, as one method sees it.
 *
 * @param method the method
 * @param label the class
 * @param image the shape of the image, (height, width, channels)
 * @param values (height, width, channels): what the method gives each number that enters the network
 * @param map (height, width): the same for each pixel; the more above 0, the more it speaks for the class
 * @param difference by how much the method's own sum misses the change of the score; empty where it has no such sum
 */
public record Attribution(
    AttributionMethod method, int label, Shape image, float[] values, float[] map, OptionalDouble difference) {
  static Attribution of(AttributionMethod method, int label, Shape image, float[] values, float[] map) {
    return new Attribution(method, label, image, values, map, OptionalDouble.empty());
  }

  /** Of a method that knows pixels alone: each channel gets what its pixel has. */
  static Attribution ofPixels(AttributionMethod method, int label, Shape image, float[] map) {
    float[] values = new float[image.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = map[i / image.last()];
    }
    return of(method, label, image, values, map);
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** How near the method's own sum comes to the change of the score, a sentence; empty where it has no such sum. */
  public Optional<String> convergence() {
    if (difference.isEmpty()) {
      return Optional.empty();
    }
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double change = sum - difference.getAsDouble();
    return Optional.of(String.format(Locale.ROOT, "Its values sum to %.3f; the score changes by %.3f.", sum, change));
  }

  /** What pixels add up to, where each channel adds something of its own. */
  static float[] sums(float[] values, int channels) {
    float[] map = new float[values.length / channels];
    for (int i = 0; i < values.length; i++) {
      map[i / channels] += values[i];
    }
    return map;
  }

  /** How far the score moves with a pixel, whichever way: the largest absolute value of its channels. */
  static float[] sizes(float[] values, int channels) {
    float[] map = new float[values.length / channels];
    for (int i = 0; i < values.length; i++) {
      map[i / channels] = Math.max(map[i / channels], Math.abs(values[i]));
    }
    return map;
  }
}
