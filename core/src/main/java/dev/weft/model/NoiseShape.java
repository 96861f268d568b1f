package dev.weft.model;

import dev.weft.config.HasForm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Which values of a batch share one random choice, as Keras writes it: the batch's size and the size of each axis. A
 * size of 1 means that all along the axis share a choice, {@code null} that each place has its own. {@code [null, 1, 1,
 * 1]} is one choice for each image of a batch: stochastic depth (Huang et al., 2016).
 */
@HasForm(NoiseShapeForm.class)
public record NoiseShape(List<Integer> sizes) {
  public NoiseShape {
    sizes = Collections.unmodifiableList(new ArrayList<>(sizes));
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size != null && size < 1)) {
      throw new IllegalArgumentException(
          "'noise_shape' must have the batch's and each axis's size: null for the input's own, or 1 where all share a"
              + " choice; received "
              + sizes
              + ".");
    }
  }

  /**
   * One choice for each sample, whose other sizes these are.
   *
   * @param sizes 1 along an axis whose values share a choice, else the axis's size
   */
  public static NoiseShape perSample(int... sizes) {
    List<Integer> all = new ArrayList<>();
    all.add(null);
    for (int size : sizes) {
      all.add(size);
    }
    return new NoiseShape(all);
  }

  /** Whether each sample has choices of its own. */
  public boolean isPerSample() {
    return !Objects.equals(sizes.getFirst(), 1);
  }

  /** An {@link IllegalArgumentException} says what does not fit the shape of a sample. */
  void requireFits(String layer, Shape input) {
    boolean fits = sizes.size() == input.rank() + 1 && (sizes.getFirst() == null || sizes.getFirst() == 1);
    for (int axis = 0; fits && axis < input.rank(); axis++) {
      fits = isShared(axis) || has(axis, input);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          layer
              + ": 'noise_shape' must have null or 1 for the batch and for each axis of an input of shape "
              + input
              + "; received "
              + sizes
              + ".");
    }
  }

  private boolean isShared(int axis) {
    return Objects.equals(sizes.get(axis + 1), 1);
  }

  private boolean has(int axis, Shape input) {
    return sizes.get(axis + 1) == null || sizes.get(axis + 1) == input.size(axis);
  }

  /** For each value of a sample, which of the sample's choices is its own, counted from 0. */
  public int[] places(Shape input) {
    int[] places = new int[input.elements()];
    for (int i = 0; i < places.length; i++) {
      int rest = i;
      int stride = 1;
      for (int axis = input.rank() - 1; axis >= 0; axis--) {
        if (!isShared(axis)) {
          places[i] += rest % input.size(axis) * stride;
          stride *= input.size(axis);
        }
        rest /= input.size(axis);
      }
    }
    return places;
  }
}
