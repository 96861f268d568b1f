package dev.weft.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Its inputs one behind the other along an axis, by default the last; they have the same sizes along the others. See <a
 * href="https://keras.io/api/layers/merging_layers/concatenate/">Keras</a>.
 *
 * @param axis counted from 1 (0 is the batch), or from -1 backwards
 */
public record Concatenate(int axis) implements MergeLayer {
  public static Concatenate of() {
    return new Concatenate(-1);
  }

  public Concatenate axis(int axis) {
    return new Concatenate(axis);
  }

  /** The axis of a sample, counted from 0. */
  public int axis(Shape input) {
    return Axes.of("Concatenate", axis, input);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    if (inputs.size() < 2) {
      throw new IllegalArgumentException("Concatenate takes at least 2 inputs; received " + inputs.size() + ".");
    }
    int along = axis(inputs.getFirst());
    List<Integer> sizes = new ArrayList<>(inputs.getFirst().sizes());
    sizes.set(along, 0);
    for (Shape input : inputs) {
      for (int i = 0; i < sizes.size(); i++) {
        boolean fits = input.rank() == sizes.size() && (i == along || input.size(i) == sizes.get(i));
        if (!fits) {
          throw new IllegalArgumentException(
              "Concatenate takes inputs of the same sizes but along its axis, %s; received %s."
                  .formatted(axis, inputs));
        }
      }
      sizes.set(along, Math.addExact(sizes.get(along), input.size(along)));
    }
    return new Shape(sizes);
  }
}
