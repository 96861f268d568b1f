package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.model.Conv2D;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Layer;
import dev.weft.model.Padding;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
import dev.weft.model.ZeroPadding2D;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Conv. */
final class Convolutions {
  private Convolutions() {}

  static Computed conv(Call call) {
    FileArray kernel = call.constant(1);
    long[] dims = kernel.dims();
    Computed input = call.image(0);
    if (dims.length != 4) {
      throw new WeftException("its kernel must have 4 axes; it has %s.".formatted(dims.length));
    }
    Window window = Window.of(call.node(), dims[2], dims[3]);
    long channels = input.onnx().getFirst().size();
    long groups = call.node().integer("group", 1);
    int filters = (int) dims[0];
    if (groups < 1 || channels % groups != 0 || filters < 1 || filters % groups != 0 || dims[1] * groups != channels) {
      throw new WeftException(
          "its kernel %s and %s groups do not fit %s channels.".formatted(Arrays.toString(dims), groups, channels));
    }
    Map<String, float[]> weights = new HashMap<>();
    if (call.has(2)) {
      weights.put("bias", bias(call.constant(2), filters));
    }
    Padding padding = window.padding(input.onnx());
    Computed padded = padding == null ? padded(call, input, window) : input;
    boolean depthwise = groups == channels && groups > 1;
    weights.put("kernel", depthwise ? depthwiseKernel(kernel) : kernel(kernel));
    Layer layer = layer(window, padding, (int) groups, filters, (int) channels, call.has(2));
    List<Integer> sizes = layer.outputShape(shape(padded)).sizes();
    return call.made(padded, call.network().add(call.name(), layer, weights, padded.node()), Axis.of(sizes), 2, 0, 1);
  }

  private static Layer layer(Window window, Padding padding, int groups, int filters, int channels, boolean useBias) {
    Padding used = padding == null ? Padding.VALID : padding;
    if (groups == channels && groups > 1) {
      return DepthwiseConv2D.of(window.size())
          .strides(window.strides())
          .padding(used)
          .dilationRate(window.dilation())
          .useBias(useBias)
          .depthMultiplier(filters / channels);
    }
    return Conv2D.of(filters, window.size())
        .strides(window.strides())
        .padding(used)
        .dilationRate(window.dilation())
        .groups(groups)
        .useBias(useBias);
  }

  static Shape shape(Computed value) {
    return new Shape(NetworkBuilder.sizes(value.weft()));
  }

  /** With zeros around it, which Keras's padding "same" would not add in this way. */
  static Computed padded(Call call, Computed input, Window window) {
    Sides sides = window.sides(input.onnx());
    String node = call.network().add(ZeroPadding2D.of(sides), input.node());
    List<Axis> image = input.weft();
    List<Axis> weft =
        List.of(
            grown(image.get(0), sides.top() + sides.bottom()),
            grown(image.get(1), sides.left() + sides.right()),
            image.get(2));
    return call.made(input, node, weft, 2, 0, 1).positive(input.isPositive());
  }

  private static Axis grown(Axis axis, int by) {
    return by == 0 ? axis : Axis.of(Math.toIntExact(axis.size() + by));
  }

  private static float[] bias(FileArray bias, int filters) {
    if (bias.elements() != filters) {
      throw new WeftException("its bias must have %s numbers; it has %s.".formatted(filters, bias.elements()));
    }
    return bias.floats();
  }

  /** (filters, channels, height, width) to (height, width, channels, filters). */
  private static float[] kernel(FileArray tensor) {
    return Transposition.of(tensor.dims(), 2, 3, 1, 0).apply(tensor.floats());
  }

  /** (channels * multiplier, 1, height, width) to (height, width, channels, multiplier). */
  private static float[] depthwiseKernel(FileArray tensor) {
    return Transposition.of(tensor.dims(), 2, 3, 0, 1).apply(tensor.floats());
  }
}
