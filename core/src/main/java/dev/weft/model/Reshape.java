package dev.weft.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The same values, row-major, in another shape. See <a
 * href="https://keras.io/api/layers/reshaping_layers/reshape/">Keras</a>.
 *
 * @param targetShape the shape of one sample; one size may be -1, for what the others leave
 */
public record Reshape(List<Integer> targetShape) implements Layer {
  public Reshape {
    targetShape = List.copyOf(targetShape);
    if (targetShape.stream().anyMatch(size -> size < 1 && size != -1)
        || targetShape.stream().filter(size -> size == -1).count() > 1) {
      throw new IllegalArgumentException(
          "Reshape: the sizes of 'target_shape' must be at least 1, one of them may be -1; received "
              + targetShape
              + ".");
    }
  }

  public static Reshape of(List<Integer> targetShape) {
    return new Reshape(targetShape);
  }

  public static Reshape of(Integer... targetShape) {
    return new Reshape(List.of(targetShape));
  }

  @Override
  public Shape outputShape(Shape input) {
    long known = targetShape.stream().filter(size -> size != -1).mapToLong(size -> size).reduce(1, Math::multiplyExact);
    boolean fits = targetShape.contains(-1) ? input.elements() % known == 0 : input.elements() == known;
    if (!fits) {
      throw new IllegalArgumentException(
          "Reshape: 'target_shape' must have the "
              + input.elements()
              + " values of its input of shape "
              + input
              + "; received "
              + targetShape
              + ".");
    }
    List<Integer> sizes = new ArrayList<>(targetShape);
    sizes.replaceAll(size -> size == -1 ? Math.toIntExact(input.elements() / known) : size);
    return new Shape(sizes);
  }
}
