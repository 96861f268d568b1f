package dev.weft.onnx;

import dev.weft.model.Shape;
import java.util.Arrays;

/**
 * A value of a network in the file's graph, and the order of its numbers there.
 *
 * @param shape of a sample, as in Keras
 * @param image null where the numbers stand in Keras's order; else the shape of the image (height, width, channels)
 *     whose channels come first. That is the value itself, or it was made of it by flattening
 */
record Placed(OnnxValue value, Shape shape, Shape image) {
  /** In Keras's order. */
  static Placed keras(OnnxValue value, Shape shape) {
    return new Placed(value, shape, null);
  }

  /** Of the same order. */
  Placed with(OnnxValue other) {
    return new Placed(other, shape, image);
  }

  boolean isChannelsFirst() {
    return image != null;
  }

  /** The axis of the file's value that is an axis of the sample, counted with the batch's. */
  int axis(int ofSample) {
    return isChannelsFirst() && shape.rank() == 3 ? ofSample == 2 ? 1 : ofSample + 2 : ofSample + 1;
  }

  int[] axes(Iterable<Integer> ofSample) {
    int[] axes = new int[shape.rank()];
    int count = 0;
    for (int axis : ofSample) {
      axes[count++] = axis(axis);
    }
    int[] found = Arrays.copyOf(axes, count);
    Arrays.sort(found);
    return found;
  }

  /** For each number of a sample, in the file's order, where it stands in Keras's. */
  int[] places() {
    int[] places = new int[shape.elements()];
    int channels = isChannelsFirst() ? image.last() : 1;
    int pixels = places.length / channels;
    for (int i = 0; i < places.length; i++) {
      places[i] = i % pixels * channels + i / pixels;
    }
    return places;
  }

  /**
   * Numbers that go with a sample's, in the file's order; an axis along which all are the same has size 1.
   *
   * @param numbers one for each of the sample's, or of {@code sizes}
   * @param sizes 1 or the sample's size along each axis
   */
  Numbers arranged(float[] numbers, Shape sizes) {
    Numbers all = new Numbers(numbers, sizes.sizes().stream().mapToInt(Integer::intValue).toArray());
    if (!isChannelsFirst()) {
      return all.compact();
    }
    if (shape.rank() == 3) {
      return all.channelsFirst().compact();
    }
    if (sizes.elements() == 1) {
      return all.compact();
    }
    float[] arranged = new float[numbers.length];
    int[] places = places();
    for (int i = 0; i < arranged.length; i++) {
      arranged[i] = numbers[places[i]];
    }
    return new Numbers(arranged, all.sizes()).compact();
  }

  /** An array of numbers, row-major. */
  record Numbers(float[] values, int[] sizes) {
    /** (height, width, channels) as (channels, height, width). */
    Numbers channelsFirst() {
      float[] moved = new float[values.length];
      int pixels = sizes[0] * sizes[1];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = values[i % pixels * sizes[2] + i / pixels];
      }
      return new Numbers(moved, new int[] {sizes[2], sizes[0], sizes[1]});
    }

    /** Size 1 for each axis along which nothing changes, and no such axes at the beginning. */
    Numbers compact() {
      Numbers compact = this;
      for (int axis = 0; axis < sizes.length; axis++) {
        compact = compact.constantAlong(axis);
      }
      int first = 0;
      while (first < compact.sizes.length && compact.sizes[first] == 1) {
        first++;
      }
      return new Numbers(compact.values, Arrays.copyOfRange(compact.sizes, first, sizes.length));
    }

    private Numbers constantAlong(int axis) {
      int inner = 1;
      for (int i = axis + 1; i < sizes.length; i++) {
        inner *= sizes[i];
      }
      int run = inner * sizes[axis];
      float[] one = new float[values.length / sizes[axis]];
      for (int i = 0; i < values.length; i++) {
        int at = i / run * inner + i % inner;
        if (i % run < inner) {
          one[at] = values[i];
        } else if (one[at] != values[i]) {
          return this;
        }
      }
      int[] smaller = sizes.clone();
      smaller[axis] = 1;
      return new Numbers(one, smaller);
    }
  }
}
