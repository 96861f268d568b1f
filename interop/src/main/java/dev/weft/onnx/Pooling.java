package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.Cropping2D;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Padding;
import dev.weft.model.Sides;
import dev.weft.model.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** MaxPool, AveragePool, and means and maxima over whole images. */
final class Pooling {
  private Pooling() {}

  static Computed max(Call call) {
    return pool(call, true);
  }

  static Computed average(Call call) {
    return pool(call, false);
  }

  private static Computed pool(Call call, boolean max) {
    long[] size = call.node().integers("kernel_shape");
    if (size == null || size.length != 2) {
      throw new WeftException("'kernel_shape' must be 2 whole numbers; received %s.".formatted(Arrays.toString(size)));
    }
    Window window = Window.of(call.node(), size[0], size[1]);
    if (!window.dilation().equals(Size.of(1))) {
      throw new WeftException("Weft has no pooling with 'dilations' above 1.");
    }
    Computed input = call.image(0);
    if (window.size().equals(Size.of(1))
        && window.strides().equals(Size.of(1))
        && window.padding(input.onnx()) != null) {
      return input;
    }
    Padding padding = window.padding(input.onnx());
    if (padding == Padding.VALID) {
      return layer(call, input, layer(max, window.size(), window.strides(), Padding.VALID));
    }
    boolean zerosChangeNothing = max ? input.isPositive() : countsZeros(call, window, input);
    if (padding == Padding.SAME && (max || !zerosChangeNothing)) {
      return layer(call, input, layer(max, window.size(), window.strides(), Padding.SAME));
    }
    if (zerosChangeNothing) {
      Computed padded = Convolutions.padded(call, input, window);
      return layer(call, padded, layer(max, window.size(), window.strides(), Padding.VALID));
    }
    return inSteps(call, input, window, max);
  }

  /** Whether each window's sum is divided by its size, also at the border. */
  private static boolean countsZeros(Call call, Window window, Computed input) {
    int[] pads = window.pads();
    boolean isPadded = pads == null || Arrays.stream(pads).anyMatch(pad -> pad > 0);
    if (call.node().integer("count_include_pad", 0) == 0 || !isPadded) {
      return false;
    }
    Sides sides = window.sides(input.onnx());
    if (window.ceil() && (sides.bottom() > pads[2] || sides.right() > pads[3])) {
      throw new WeftException("Weft has no pooling with 'ceil_mode' that counts padding ('count_include_pad').");
    }
    return true;
  }

  private static Layer layer(boolean max, Size size, Size strides, Padding padding) {
    return max ? new MaxPooling2D(size, strides, padding) : new AveragePooling2D(size, strides, padding);
  }

  private static Computed layer(Call call, Computed input, Layer layer) {
    String node = call.network().add(call.name(), layer, Map.of(), input.node());
    List<Integer> sizes = layer.outputShape(Convolutions.shape(input)).sizes();
    List<Axis> weft = new ArrayList<>(Axis.of(sizes));
    weft.set(2, input.weft().get(2));
    return call.made(input, node, weft, 2, 0, 1).positive(input.isPositive());
  }

  /** All windows with padding that does not count, of which then those are taken that the strides meet. */
  private static Computed inSteps(Call call, Computed input, Window window, boolean max) {
    Sides sides = window.sides(input.onnx());
    int above = (window.size().height() - 1) / 2 - sides.top();
    int left = (window.size().width() - 1) / 2 - sides.left();
    int height = (int) input.onnx().get(1).size();
    int width = (int) input.onnx().get(2).size();
    int rows = count(height + sides.top() + sides.bottom(), window.size().height(), window.strides().height());
    int columns = count(width + sides.left() + sides.right(), window.size().width(), window.strides().width());
    int below = height - above - ((rows - 1) * window.strides().height() + 1);
    int right = width - left - ((columns - 1) * window.strides().width() + 1);
    if (above < 0 || left < 0 || below < 0 || right < 0) {
      throw new WeftException(
          "Weft has no pooling of windows %s x %s with 'pads' %s."
              .formatted(window.size().height(), window.size().width(), Arrays.toString(window.pads())));
    }
    Computed all = layer(call, input, layer(max, window.size(), Size.of(1), Padding.SAME));
    boolean reachesTooFar = below >= window.strides().height() || right >= window.strides().width();
    if (above > 0 || left > 0 || reachesTooFar) {
      all = layer(call, all, Cropping2D.of(new Sides(above, below, left, right)));
    }
    return window.strides().equals(Size.of(1))
        ? all
        : layer(call, all, new MaxPooling2D(Size.of(1), window.strides(), Padding.VALID));
  }

  private static int count(int in, int size, int stride) {
    return (in - size) / stride + 1;
  }

  // ---- over whole images

  static Computed globalAverage(Call call) {
    return global(call, call.image(0), GlobalAveragePooling2D.of());
  }

  static Computed globalMax(Call call) {
    return global(call, call.image(0), new GlobalMaxPooling2D(false));
  }

  private static Computed global(Call call, Computed image, Layer layer) {
    String node = call.network().add(call.name(), layer, Map.of(), image.node());
    Axis channels = image.weft().get(2);
    List<Axis> onnx = List.of(channels, Axis.ONE, Axis.ONE);
    return new Computed(image.batch(), node, List.of(channels), onnx, image.isPositive(), true);
  }

  /** ReduceMean and ReduceMax over the two axes of an image that are not its channels. */
  static Computed reduce(Call call, boolean max) {
    Computed value = call.computed(0);
    long[] given = call.numbers("axes", 1);
    int[] axes = given == null ? new int[0] : Call.axes(given, value.rank());
    if (value.rank() != 4 || axes.length != 2 || axes[0] == 0 || axes[0] == axes[1]) {
      throw new WeftException(
          "it must be over height and width of images; received the axes %s of the shape %s."
              .formatted(Arrays.toString(given), Call.shown(value.dims())));
    }
    int channels = 6 - axes[0] - axes[1];
    List<Axis> onnx = value.onnx();
    List<Axis> wanted = List.of(onnx.get(axes[0] - 1), onnx.get(axes[1] - 1), onnx.get(channels - 1));
    Computed pooled =
        global(
            call,
            call.network().arranged(value, wanted),
            max ? new GlobalMaxPooling2D(false) : GlobalAveragePooling2D.of());
    List<Axis> left = new ArrayList<>(List.of(Axis.ONE, Axis.ONE, Axis.ONE));
    left.set(channels - 1, wanted.get(2));
    return pooled.viewed(call.node().integer("keepdims", 1) == 0 ? List.of(wanted.get(2)) : left);
  }
}
