package dev.weft.onnx;

import dev.weft.model.AveragePooling2D;
import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Padding;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
import dev.weft.model.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Layers whose windows slide over an image: convolutions and pooling. Images have their channels first. */
record WindowExport(Arrangement arrangement, LayerWeights weights) {
  private static final Size ONE = Size.of(1);
  private static final Set<String> NEVER_NEGATIVE = Set.of("Relu", "Sigmoid", "HardSigmoid", "Softplus", "Exp");

  /** How windows slide. */
  private record Sliding(Size size, Size strides, Padding padding, Size dilation) {
    /** Zeros that the padding lays around an image. */
    Sides around(Shape image) {
      Size span = size.dilated(dilation);
      int above = padding.before(image.size(0), span.height(), strides.height());
      int left = padding.before(image.size(1), span.width(), strides.width());
      int below = padding.total(image.size(0), span.height(), strides.height()) - above;
      int right = padding.total(image.size(1), span.width(), strides.width()) - left;
      return new Sides(above, below, left, right);
    }

    /** As attributes, without those that have ONNX's default. */
    Map<String, Object> attributes(Sides zeros) {
      Map<String, Object> attributes = new HashMap<>(Map.of("kernel_shape", both(size)));
      if (!strides.equals(ONE)) {
        attributes.put("strides", both(strides));
      }
      if (!dilation.equals(ONE)) {
        attributes.put("dilations", both(dilation));
      }
      if (!zeros.equals(Sides.of(0))) {
        attributes.put("pads", new int[] {zeros.top(), zeros.left(), zeros.bottom(), zeros.right()});
      }
      return attributes;
    }

    private static int[] both(Size size) {
      return new int[] {size.height(), size.width()};
    }
  }

  // ---- convolutions

  /** A convolution without its activation. */
  Placed convolution(Conv2D layer, Placed input, Shape shape, String kernel) {
    Sliding sliding = new Sliding(layer.kernelSize(), layer.strides(), layer.padding(), layer.dilationRate());
    OnnxValue filters = kernel(kernel, layer.kernelSize(), input.shape().last() / layer.groups(), layer.filters());
    return convolve(input, shape, filters, layer.useBias(), sliding, layer.groups());
  }

  /** The same of each channel by itself. */
  Placed depthwise(DepthwiseConv2D layer, Placed input, Shape shape, String kernel) {
    Sliding sliding = new Sliding(layer.kernelSize(), layer.strides(), layer.padding(), layer.dilationRate());
    OnnxValue filters = kernel(kernel, layer.kernelSize(), 1, shape.last());
    return convolve(input, shape, filters, layer.useBias(), sliding, input.shape().last());
  }

  /** A dense layer on each pixel. */
  Placed pointwise(int units, boolean useBias, Placed input, Shape shape) {
    OnnxValue filters = kernel("kernel", ONE, input.shape().last(), units);
    return convolve(input, shape, filters, useBias, new Sliding(ONE, ONE, Padding.VALID, ONE), 1);
  }

  private Placed convolve(Placed input, Shape shape, OnnxValue filters, boolean useBias, Sliding sliding, int groups) {
    Arrangement.Padded padded = arrangement.withoutPadding(input);
    Sides zeros = Arrangement.sum(padded.sides(), sliding.around(input.shape()));
    Map<String, Object> attributes = sliding.attributes(zeros);
    if (groups > 1) {
      attributes.put("group", groups);
    }
    OnnxValue image = arrangement.channelsFirst(padded.image()).value();
    return new Placed(add("Conv", attributes, shape, image, filters, useBias), shape, shape);
  }

  /** A transposed convolution without its activation. */
  Placed transposed(Conv2DTranspose layer, Placed input, Shape shape) {
    Size size = layer.kernelSize();
    Size strides = layer.strides();
    Size span = size.dilated(layer.dilationRate());
    int below = (input.shape().size(0) - 1) * strides.height() + span.height() - layer.cutAbove() - shape.size(0);
    int right = (input.shape().size(1) - 1) * strides.width() + span.width() - layer.cutLeft() - shape.size(1);
    Sides cut = new Sides(layer.cutAbove(), Math.max(0, below), layer.cutLeft(), Math.max(0, right));
    Sliding sliding = new Sliding(size, strides, layer.padding(), layer.dilationRate());
    Map<String, Object> attributes = sliding.attributes(cut);
    if (below < 0 || right < 0) {
      attributes.put("output_padding", new int[] {Math.max(0, -below), Math.max(0, -right)});
    }
    OnnxValue filters = kernel("kernel", size, layer.filters(), input.shape().last());
    OnnxValue image = arrangement.channelsFirst(input).value();
    return new Placed(add("ConvTranspose", attributes, shape, image, filters, layer.useBias()), shape, shape);
  }

  private OnnxValue add(
      String operator, Map<String, Object> attributes, Shape shape, OnnxValue image, OnnxValue filters, boolean bias) {
    List<OnnxValue> inputs = new ArrayList<>(List.of(image, filters));
    if (bias) {
      inputs.add(weights.row("bias"));
    }
    return arrangement.graph().add(operator, attributes, channelsFirst(shape), inputs.toArray(OnnxValue[]::new));
  }

  private static int[] channelsFirst(Shape image) {
    return new int[] {image.last(), image.size(0), image.size(1)};
  }

  /** A kernel (height, width, inner, outer) as (outer, inner, height, width). */
  private OnnxValue kernel(String name, Size size, int inner, int outer) {
    float[] values = weights.values(name);
    float[] moved = new float[values.length];
    int pixels = size.height() * size.width();
    for (int i = 0; i < moved.length; i++) {
      int pixel = i % pixels;
      int in = i / pixels % inner;
      int out = i / pixels / inner;
      moved[i] = values[(pixel * inner + in) * outer + out];
    }
    return weights.as(name, moved, outer, inner, size.height(), size.width());
  }

  // ---- pooling

  /** The largest of each window; padding is below all numbers, unlike zeros around the image. */
  Placed largest(MaxPooling2D layer, Placed input, Shape shape) {
    Sliding sliding = new Sliding(layer.poolSize(), layer.strides(), layer.padding(), ONE);
    Arrangement.Padded padded = arrangement.withoutPadding(input);
    boolean takesPadding = isNeverNegative(padded.image()) && isBelow(padded.sides(), layer.poolSize());
    Placed image = takesPadding ? padded.image() : arrangement.nearlyZeroPadded(input);
    Sides zeros = takesPadding ? padded.sides() : Sides.of(0);
    return pooled("MaxPool", sliding.attributes(Arrangement.sum(zeros, sliding.around(input.shape()))), image, shape);
  }

  /** The average of each window; padding does not count, but zeros around the image do. */
  Placed average(AveragePooling2D layer, Placed input, Shape shape) {
    Sliding sliding = new Sliding(layer.poolSize(), layer.strides(), layer.padding(), ONE);
    Arrangement.Padded padded = arrangement.withoutPadding(input);
    if (layer.padding() == Padding.VALID && isBelow(padded.sides(), layer.poolSize())) {
      Map<String, Object> attributes = sliding.attributes(padded.sides());
      if (!padded.sides().equals(Sides.of(0))) {
        attributes.put("count_include_pad", 1);
      }
      return pooled("AveragePool", attributes, padded.image(), shape);
    }
    return pooled("AveragePool", sliding.attributes(sliding.around(input.shape())), input, shape);
  }

  private Placed pooled(String operator, Map<String, Object> attributes, Placed image, Shape shape) {
    OnnxValue value = arrangement.channelsFirst(image).value();
    return new Placed(arrangement.graph().add(operator, attributes, channelsFirst(shape), value), shape, shape);
  }

  private boolean isNeverNegative(Placed image) {
    OnnxNode maker = arrangement.graph().maker(image.value());
    return maker != null && NEVER_NEGATIVE.contains(maker.operator());
  }

  /** Whether each window reaches the image, however far out it lies. */
  private static boolean isBelow(Sides sides, Size size) {
    return Math.max(sides.top(), sides.bottom()) < size.height()
        && Math.max(sides.left(), sides.right()) < size.width();
  }
}
