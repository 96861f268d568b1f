package dev.weft.model;

import dev.weft.config.HasForm;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The size of each axis of one sample or one weight, without the batch axis; images are (height, width, channels). */
@HasForm(ShapeForm.class)
public record Shape(List<Integer> sizes) {
  public Shape {
    sizes = List.copyOf(sizes);
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("every size of a shape must be at least 1; received " + sizes + ".");
      }
    }
    long elements = 1;
    for (int size : sizes) {
      elements *= size;
      if (elements > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("a shape may have at most 2^31 - 1 elements; received " + sizes + ".");
      }
    }
  }

  public static Shape of(int... sizes) {
    return new Shape(Arrays.stream(sizes).boxed().toList());
  }

  public int rank() {
    return sizes.size();
  }

  /** The size of axis {@code i}, counted from 0. */
  public int size(int i) {
    return sizes.get(i);
  }

  public int last() {
    return sizes.getLast();
  }

  /** The product of all sizes; asked in every step of a training, so it allocates nothing. */
  public int elements() {
    int elements = 1;
    for (int i = 0; i < sizes.size(); i++) {
      elements *= sizes.get(i);
    }
    return elements;
  }

  /** As Keras prints it: {@code (28, 28, 1)} and {@code (10,)}. */
  @Override
  public String toString() {
    String joined = sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "(" + joined + (rank() == 1 ? ",)" : ")");
  }
}
