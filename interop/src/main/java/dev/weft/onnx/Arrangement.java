package dev.weft.onnx;

import dev.weft.model.Shape;
import dev.weft.model.Sides;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which numbers stand in a file's graph: Keras's, or with the channels of images first, as ONNX has it.
 */
final class Arrangement {
  /** An image with zeros around it. */
  record Padded(Placed image, Sides sides) {}

  private final OnnxGraph graph;
  private final Map<OnnxValue, Padded> padded = new IdentityHashMap<>();

  Arrangement(OnnxGraph graph) {
    this.graph = graph;
  }

  OnnxGraph graph() {
    return graph;
  }

  /** An image with its channels first. */
  Placed channelsFirst(Placed image) {
    if (image.isChannelsFirst()) {
      return image;
    }
    Shape shape = image.shape();
    boolean keepsOrder = shape.last() == 1 || shape.size(0) * shape.size(1) == 1;
    OnnxValue value =
        keepsOrder && graph.isView(image.value())
            ? graph.view(image.value(), shape.last(), shape.size(0), shape.size(1))
            : graph.transpose(image.value(), 2, 0, 1);
    return new Placed(value, shape, shape);
  }

  /** A value in Keras's order. */
  Placed keras(Placed placed) {
    if (!placed.isChannelsFirst()) {
      return placed;
    }
    Shape image = placed.image();
    OnnxValue value = graph.view(placed.value(), image.last(), image.size(0), image.size(1));
    OnnxValue ordered =
        image.last() == 1 || image.size(0) * image.size(1) == 1
            ? graph.view(value, image.size(0), image.size(1), image.last())
            : graph.transpose(value, 1, 2, 0);
    return Placed.keras(graph.view(ordered, LayerExport.sizes(placed.shape())), placed.shape());
  }

  /** All numbers in one row, in the order in which they are. */
  Placed flattened(Placed placed, Shape row) {
    OnnxValue value = graph.view(placed.value(), row.last());
    Shape image = placed.image();
    boolean isMoved = image != null && image.last() > 1 && image.size(0) * image.size(1) > 1;
    return new Placed(value, row, isMoved ? image : null);
  }

  /** The same numbers in Keras's order, in another shape. */
  Placed reshaped(Placed placed, Shape shape) {
    return placed.shape().equals(shape)
        ? placed
        : Placed.keras(graph.view(keras(placed).value(), LayerExport.sizes(shape)), shape);
  }

  /** An image with zeros around it. */
  Placed padded(Placed input, Sides sides, Shape shape) {
    if (shape.equals(input.shape())) {
      return input;
    }
    Padded before = withoutPadding(input);
    Placed image = channelsFirst(before.image());
    Padded after = new Padded(image, sum(before.sides(), sides));
    OnnxValue value = pad(after, shape);
    padded.put(value, after);
    return new Placed(value, shape, shape);
  }

  private OnnxValue pad(Padded image, Shape shape, OnnxValue... constant) {
    Sides sides = image.sides();
    List<OnnxValue> inputs = new ArrayList<>(List.of(image.image().value()));
    inputs.add(graph.longs("pads", 0, 0, sides.top(), sides.left(), 0, 0, sides.bottom(), sides.right()));
    inputs.addAll(List.of(constant));
    int[] sizes = {shape.last(), shape.size(0), shape.size(1)};
    return graph.add("Pad", sizes, inputs.toArray(OnnxValue[]::new));
  }

  /**
   * An image for max pooling, with a border of the least number above 0. ONNX Runtime takes zeros for the pooling's own
   * padding, which is below all numbers.
   */
  Placed nearlyZeroPadded(Placed image) {
    Padded before = padded.get(image.value());
    return before == null
        ? channelsFirst(image)
        : image.with(pad(before, image.shape(), graph.scalar("zero", Float.MIN_NORMAL)));
  }

  /** The image around which zeros were laid, for who lays them himself. */
  Padded withoutPadding(Placed image) {
    return padded.getOrDefault(image.value(), new Padded(image, Sides.of(0)));
  }

  static Sides sum(Sides a, Sides b) {
    return new Sides(a.top() + b.top(), a.bottom() + b.bottom(), a.left() + b.left(), a.right() + b.right());
  }

  // ---- arithmetic with constants

  /** A value with a constant, both in the value's order; a shape of fewer axes stands at the last ones. */
  Placed with(String operator, Placed placed, float[] numbers, Shape sizes, String name) {
    Placed.Numbers constant = arranged(placed, numbers, sizes);
    return placed.with(graph.apply(operator, placed.value(), graph.floats(name, constant.values(), constant.sizes())));
  }

  private static Placed.Numbers arranged(Placed placed, float[] numbers, Shape sizes) {
    Integer[] all = new Integer[placed.shape().rank()];
    int missing = all.length - sizes.rank();
    Arrays.setAll(all, i -> i < missing ? 1 : sizes.size(i - missing));
    return placed.arranged(numbers, new Shape(Arrays.asList(all)));
  }

  Placed multiply(Placed placed, float[] numbers, Shape sizes, String name) {
    return with("Mul", placed, numbers, sizes, name);
  }

  /** {@code x * scale + offset} with one number, or one for each place along the last axes. */
  Placed affine(Placed placed, float[] scale, float[] offset, int last) {
    Placed result = placed;
    if (!isAll(1, scale)) {
      result = multiply(result, scale, Shape.of(scale.length == 1 ? 1 : last), "scale");
    }
    return isAll(0, offset) ? result : with("Add", result, offset, Shape.of(offset.length == 1 ? 1 : last), "offset");
  }

  static boolean isAll(float number, float[] numbers) {
    for (float each : numbers) {
      if (each != number) {
        return false;
      }
    }
    return true;
  }
}
