package dev.weft.engine;

import dev.weft.kernel.Resampling;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.ActivityRegularization;
import dev.weft.model.Add;
import dev.weft.model.AlphaDropout;
import dev.weft.model.AugmentationLayer;
import dev.weft.model.Average;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Concatenate;
import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Cropping2D;
import dev.weft.model.CustomScaleLayer;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.ELU;
import dev.weft.model.Flatten;
import dev.weft.model.GaussianDropout;
import dev.weft.model.GaussianNoise;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Graph;
import dev.weft.model.GroupNormalization;
import dev.weft.model.Identity;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.LayerNormalization;
import dev.weft.model.LayerScale;
import dev.weft.model.LeakyReLU;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Maximum;
import dev.weft.model.MergeLayer;
import dev.weft.model.Minimum;
import dev.weft.model.Multiply;
import dev.weft.model.Node;
import dev.weft.model.Normalization;
import dev.weft.model.PReLU;
import dev.weft.model.Padding;
import dev.weft.model.Permute;
import dev.weft.model.RMSNormalization;
import dev.weft.model.ReLU;
import dev.weft.model.Rescaling;
import dev.weft.model.Reshape;
import dev.weft.model.Resizing;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import dev.weft.model.Softmax;
import dev.weft.model.SpatialDropout1D;
import dev.weft.model.SpatialDropout2D;
import dev.weft.model.StochasticDepth;
import dev.weft.model.Subtract;
import dev.weft.model.UnitNormalization;
import dev.weft.model.UpSampling2D;
import dev.weft.model.ZeroPadding2D;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * What a network computes, in double precision and as plainly as can be. A batch is (samples, values of a sample).
 *
 * @param training whether batch normalization measures the batch, and dropout drops
 * @param kept (samples, values of a sample): what dropout keeps; may be null where there is none
 */
record DoubleNetwork(Graph network, boolean training, boolean[][] kept) {
  double[][] outputs(List<double[]> weights, double[][] x) {
    return value(network.outputName(), weights, x);
  }

  /** What leaves a node. */
  double[][] value(String name, List<double[]> weights, double[][] x) {
    return values(weights, x).get(name);
  }

  /** What leaves each node. */
  Map<String, double[][]> values(List<double[]> weights, double[][] x) {
    return values(weights, x, "", null);
  }

  /**
   * The outputs where weights have changed since the values were computed.
   *
   * @param first the first node whose weights have changed
   */
  double[][] outputs(List<double[]> weights, Map<String, double[][]> before, Node first) {
    List<Node> rest = network.nodes().subList(network.nodes().indexOf(first), network.nodes().size());
    return values(rest, weights, before, "", null).get(network.outputName());
  }

  /** The outputs if something is added to what leaves a node. */
  double[][] outputs(List<double[]> weights, double[][] x, String node, double[][] added) {
    return values(weights, x, node, added).get(network.outputName());
  }

  private Map<String, double[][]> values(List<double[]> weights, double[][] x, String moved, double[][] added) {
    return values(network.nodes(), weights, Map.of(network.inputName(), x), moved, added);
  }

  private Map<String, double[][]> values(
      List<Node> nodes, List<double[]> weights, Map<String, double[][]> before, String moved, double[][] added) {
    Map<String, List<double[]>> byLayer = byLayer(weights);
    Map<String, double[][]> values = new HashMap<>(before);
    for (Node node : nodes) {
      List<double[][]> inputs = node.inputs().stream().map(values::get).toList();
      Shape out = network.shape(node);
      values.put(
          node.name(),
          node.layer() instanceof MergeLayer merge
              ? merge(merge, network.inputShapes(node), out, inputs)
              : outputs(
                  node.layer(),
                  network.inputShape(node),
                  out,
                  byLayer.get(node.layerName()).iterator(),
                  inputs.getFirst()));
      if (node.name().equals(moved)) {
        values.computeIfPresent(moved, (name, value) -> sum(value, added));
      }
    }
    return values;
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] sum = new double[a.length][];
    for (int row = 0; row < a.length; row++) {
      sum[row] = a[row].clone();
      for (int i = 0; i < sum[row].length; i++) {
        sum[row][i] += b[row][i];
      }
    }
    return sum;
  }

  /** The weights of each layer; calls of one layer share them. */
  private Map<String, List<double[]>> byLayer(List<double[]> weights) {
    Iterator<double[]> unused = weights.iterator();
    Map<String, List<double[]>> byLayer = new HashMap<>();
    for (Node node : network.firstCalls()) {
      byLayer.put(node.layerName(), network.weights(node).stream().map(weight -> unused.next()).toList());
    }
    return byLayer;
  }

  private static double[][] merge(MergeLayer layer, List<Shape> in, Shape out, List<double[][]> inputs) {
    return switch (layer) {
      case Add add -> elementwise(in, out, inputs, Double::sum);
      case Subtract subtract -> elementwise(in, out, inputs, (a, b) -> a - b);
      case Multiply multiply -> elementwise(in, out, inputs, (a, b) -> a * b);
      case Maximum maximum -> elementwise(in, out, inputs, Math::max);
      case Minimum minimum -> elementwise(in, out, inputs, Math::min);
      case CustomScaleLayer scaled -> elementwise(in, out, inputs, (a, b) -> a + b * scaled.scale());
      case Average average -> map(elementwise(in, out, inputs, Double::sum), v -> v / inputs.size());
      case Concatenate concatenate -> concatenate(concatenate.axis(out), in, out, inputs);
    };
  }

  private static double[][] concatenate(int axis, List<Shape> in, Shape out, List<double[][]> inputs) {
    double[][] y = new double[inputs.getFirst().length][out.elements()];
    for (int sample = 0; sample < y.length; sample++) {
      for (int i = 0; i < out.elements(); i++) {
        int[] place = place(out, i);
        int input = 0;
        while (place[axis] >= in.get(input).size(axis)) {
          place[axis] -= in.get(input++).size(axis);
        }
        y[sample][i] = inputs.get(input)[sample][index(in.get(input), place)];
      }
    }
    return y;
  }

  /** From the left to the right; an axis of size 1 is repeated. */
  private static double[][] elementwise(
      List<Shape> in, Shape out, List<double[][]> inputs, DoubleBinaryOperator function) {
    double[][] y = new double[inputs.getFirst().length][out.elements()];
    for (int sample = 0; sample < y.length; sample++) {
      for (int i = 0; i < out.elements(); i++) {
        double value = inputs.getFirst()[sample][repeated(in.getFirst(), out, i)];
        for (int input = 1; input < inputs.size(); input++) {
          value = function.applyAsDouble(value, inputs.get(input)[sample][repeated(in.get(input), out, i)]);
        }
        y[sample][i] = value;
      }
    }
    return y;
  }

  /** The place in an input that stands for place i of the output. */
  private static int repeated(Shape in, Shape out, int i) {
    int place = 0;
    int step = 1;
    int rest = i;
    for (int axis = out.rank() - 1; axis >= 0; axis--) {
      int at = rest % out.size(axis);
      rest /= out.size(axis);
      int own = axis - out.rank() + in.rank();
      if (own >= 0) {
        place += in.size(own) == 1 ? 0 : at * step;
        step *= in.size(own);
      }
    }
    return place;
  }

  private double[][] outputs(Layer layer, Shape in, Shape out, Iterator<double[]> weights, double[][] x) {
    return switch (layer) {
      case Input input -> x;
      case MergeLayer merge -> throw new AssertionError(merge);
      case Flatten flatten -> x;
      case Reshape reshape -> x;
      case Identity identity -> x;
      case AugmentationLayer augmentation -> x;
      case ActivityRegularization regularization -> x;
      case Permute permute -> each(x, sample -> permute(permute, in, out, sample));
      case ZeroPadding2D padding ->
          each(x, sample -> window(in, out, -padding.padding().top(), -padding.padding().left(), sample));
      case Cropping2D cropping ->
          each(x, sample -> window(in, out, cropping.cropping().top(), cropping.cropping().left(), sample));
      case UpSampling2D up -> {
        Resampling rows = Resizer.of(up.interpolation(), in.size(0)).to(out.size(0));
        Resampling columns = Resizer.of(up.interpolation(), in.size(1)).to(out.size(1));
        yield each(x, sample -> resample(rows, columns, in, out, sample));
      }
      case Resizing to -> {
        Resampling rows = Resizer.of(to, in.size(0), to.height(), in.size(1), to.width()).to(to.height());
        Resampling columns = Resizer.of(to, in.size(1), to.width(), in.size(0), to.height()).to(to.width());
        yield each(x, sample -> resample(rows, columns, in, out, sample));
      }
      case Rescaling rescaling ->
          each(
              x,
              sample -> {
                double[] y = new double[sample.length];
                for (int i = 0; i < y.length; i++) {
                  int c = i % in.last();
                  y[i] = sample[i] * of(rescaling.scale(), c) + of(rescaling.offset(), c);
                }
                return y;
              });
      case Normalization norm -> {
        double[] mean = norm.mean() == null ? weights.next() : null;
        double[] variance = norm.mean() == null ? weights.next() : null;
        if (norm.mean() == null) {
          weights.next();
        }
        yield each(x, sample -> standardize(norm, in, mean, variance, sample));
      }
      case Dense dense -> {
        double[] kernel = weights.next();
        double[] bias = dense.useBias() ? weights.next() : new double[dense.units()];
        yield activate(dense.activation(), out, dense(x, in.last(), kernel, bias));
      }
      case Conv2D conv -> {
        double[] kernel = weights.next();
        double[] bias = conv.useBias() ? weights.next() : new double[conv.filters()];
        yield activate(conv.activation(), out, convolve(conv, in, out, x, kernel, bias));
      }
      case Conv2DTranspose conv -> {
        double[] kernel = weights.next();
        double[] bias = conv.useBias() ? weights.next() : new double[conv.filters()];
        yield activate(conv.activation(), out, spread(conv, in, out, x, kernel, bias));
      }
      case DepthwiseConv2D conv -> {
        double[] kernel = weights.next();
        double[] bias = conv.useBias() ? weights.next() : new double[out.last()];
        yield activate(conv.activation(), out, depthwise(conv, in, out, x, kernel, bias));
      }
      case SeparableConv2D conv -> {
        double[] depthwise = weights.next();
        double[] pointwise = weights.next();
        double[] bias = conv.useBias() ? weights.next() : new double[conv.filters()];
        int channels = in.last() * conv.depthMultiplier();
        Shape between = Shape.of(out.size(0), out.size(1), channels);
        double[][] mixed = depthwise(conv.depthwise(), in, between, x, depthwise, new double[channels]);
        yield activate(conv.activation(), out, dense(mixed, channels, pointwise, bias));
      }
      case MaxPooling2D pool -> {
        Windows windows = new Windows(in, out, pool.poolSize(), pool.strides(), pool.padding());
        yield each(x, sample -> pool(windows, sample, true));
      }
      case AveragePooling2D pool -> {
        Windows windows = new Windows(in, out, pool.poolSize(), pool.strides(), pool.padding());
        yield each(x, sample -> pool(windows, sample, false));
      }
      case GlobalMaxPooling2D pool ->
          each(
              x,
              sample -> {
                double[] y = new double[in.last()];
                Arrays.fill(y, Double.NEGATIVE_INFINITY);
                for (int i = 0; i < sample.length; i++) {
                  y[i % y.length] = Math.max(y[i % y.length], sample[i]);
                }
                return y;
              });
      case GlobalAveragePooling2D pool -> each(x, sample -> channelMeans(sample, in.last()));
      case Dropout dropout -> training ? drop(dropout.rate(), x) : x;
      case StochasticDepth depth -> training ? drop(depth.dropPathRate(), x) : x;
      case SpatialDropout1D dropout -> training ? drop(dropout.rate(), x) : x;
      case SpatialDropout2D dropout -> training ? drop(dropout.rate(), x) : x;
      case AlphaDropout dropout -> random(x);
      case GaussianDropout dropout -> random(x);
      case GaussianNoise noise -> random(x);
      case BatchNormalization norm -> normalize(norm, in, weights, x);
      case LayerNormalization norm -> {
        double[] gamma = norm.hasGamma() ? weights.next() : null;
        double[] beta = norm.hasBeta() ? weights.next() : null;
        Groups groups = Groups.along(norm.axes(in), in);
        Formula formula = norm.rmsScaling() ? Formula.RMS_SCALING : Formula.LAYER;
        yield each(x, sample -> groups.normalize(sample, formula, norm.epsilon(), gamma, beta));
      }
      case RMSNormalization norm -> {
        double[] scale = weights.next();
        Groups groups = Groups.along(norm.axes(in), in);
        yield each(x, sample -> groups.normalize(sample, Formula.ROOT_MEAN_SQUARE, norm.epsilon(), scale, null));
      }
      case UnitNormalization norm -> {
        Groups groups = Groups.along(norm.axes(in), in);
        yield each(x, sample -> groups.normalize(sample, Formula.UNIT, 0, null, null));
      }
      case GroupNormalization norm -> {
        double[] gamma = norm.scale() ? weights.next() : null;
        double[] beta = norm.center() ? weights.next() : null;
        Groups groups = Groups.ofChannels(norm.groups(in), norm.channelAxis(in), in);
        yield each(x, sample -> groups.normalize(sample, Formula.LAYER, norm.epsilon(), gamma, beta));
      }
      case LayerScale scale -> {
        double[] gamma = weights.next();
        yield each(
            x,
            sample -> IntStream.range(0, sample.length).mapToDouble(i -> sample[i] * gamma[i % in.last()]).toArray());
      }
      case PReLU prelu -> {
        double[] alpha = weights.next();
        yield each(x, sample -> prelu(prelu, in, alpha, sample));
      }
      case ActivationLayer activation -> activate(activation.activation(), in, x);
      case Softmax softmax -> {
        Groups groups = Groups.along(softmax.axes(in), in);
        yield each(x, groups::softmax);
      }
      case LeakyReLU leaky -> map(x, v -> v > 0 ? v : leaky.negativeSlope() * v);
      case ELU elu -> map(x, v -> v > 0 ? v : elu.alpha() * Math.expm1(v));
      case ReLU relu ->
          map(
              x,
              v ->
                  v >= relu.maxValue()
                      ? relu.maxValue()
                      : v >= relu.threshold() ? v : relu.negativeSlope() * (v - relu.threshold()));
    };
  }

  /** What cannot be known of its output alone; NoiseOpTest has it. */
  private double[][] random(double[][] x) {
    if (training) {
      throw new UnsupportedOperationException();
    }
    return x;
  }

  private static double of(List<Double> numbers, int i) {
    return numbers.get(numbers.size() == 1 ? 0 : i);
  }

  /** The places of all values of a shape, axis by axis. */
  private static int[] place(Shape shape, int i) {
    int[] place = new int[shape.rank()];
    int rest = i;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      place[axis] = rest % shape.size(axis);
      rest /= shape.size(axis);
    }
    return place;
  }

  private static int index(Shape shape, int[] place) {
    int index = 0;
    for (int axis = 0; axis < place.length; axis++) {
      index = index * shape.size(axis) + place[axis];
    }
    return index;
  }

  private static double[] permute(Permute layer, Shape in, Shape out, double[] sample) {
    double[] y = new double[sample.length];
    for (int i = 0; i < y.length; i++) {
      int[] to = place(out, i);
      int[] from = new int[to.length];
      for (int axis = 0; axis < to.length; axis++) {
        from[layer.dims().get(axis) - 1] = to[axis];
      }
      y[i] = sample[index(in, from)];
    }
    return y;
  }

  /** ResizerTest has the weights. */
  private static double[] resample(Resampling rows, Resampling columns, Shape in, Shape out, double[] sample) {
    double[] y = new double[out.elements()];
    for (int i = 0; i < y.length; i++) {
      int[] place = place(out, i);
      y[i] = columns.constants()[place[1]];
      for (int t = columns.starts()[place[1]]; t < columns.starts()[place[1] + 1]; t++) {
        double row = rows.constants()[place[0]];
        for (int s = rows.starts()[place[0]]; s < rows.starts()[place[0] + 1]; s++) {
          int[] from = {rows.sources()[s], columns.sources()[t], place[2]};
          row += rows.weights()[s] * sample[index(in, from)];
        }
        y[i] += columns.weights()[t] * row;
      }
    }
    return y;
  }

  private static double[] window(Shape in, Shape out, int top, int left, double[] sample) {
    double[] y = new double[out.elements()];
    for (int i = 0; i < y.length; i++) {
      int[] place = place(out, i);
      place[0] += top;
      place[1] += left;
      boolean inside = place[0] >= 0 && place[0] < in.size(0) && place[1] >= 0 && place[1] < in.size(1);
      y[i] = inside ? sample[index(in, place)] : 0;
    }
    return y;
  }

  private static double[] standardize(
      Normalization layer, Shape in, double[] mean, double[] variance, double[] sample) {
    double[] y = new double[sample.length];
    for (int i = 0; i < y.length; i++) {
      int[] place = place(in, i);
      int at = 0;
      for (int axis = 0; axis < place.length; axis++) {
        if (layer.axis().contains(axis + 1) || layer.axis().contains(axis - place.length)) {
          at = at * in.size(axis) + place[axis];
        }
      }
      double m = mean == null ? of(layer.mean(), at) : mean[at];
      double deviation = Math.max(1e-7, Math.sqrt(variance == null ? of(layer.variance(), at) : variance[at]));
      y[i] = layer.invert() ? sample[i] * deviation + m : (sample[i] - m) / deviation;
    }
    return y;
  }

  private interface OfSample {
    double[] of(double[] sample);
  }

  private static double[][] each(double[][] x, OfSample function) {
    return Arrays.stream(x).map(function::of).toArray(double[][]::new);
  }

  private static double[][] map(double[][] x, DoubleUnaryOperator function) {
    return each(x, sample -> Arrays.stream(sample).map(function).toArray());
  }

  private static double[][] dense(double[][] x, int in, double[] kernel, double[] bias) {
    int units = bias.length;
    return each(
        x,
        sample -> {
          double[] y = new double[sample.length / in * units];
          for (int i = 0; i < y.length; i++) {
            y[i] = bias[i % units];
            for (int k = 0; k < in; k++) {
              y[i] += sample[i / units * in + k] * kernel[k * units + i % units];
            }
          }
          return y;
        });
  }

  /** Where windows lie over an image. */
  private record Windows(Shape in, Shape out, Size size, Size strides, Padding padding, Size dilation) {
    Windows(Shape in, Shape out, Size size, Size strides, Padding padding) {
      this(in, out, size, strides, padding, Size.of(1));
    }

    /** Keras's rule: half of what is needed to let the last window end outside. */
    private static int before(Padding padding, int in, int window, int stride) {
      int windows = (int) Math.ceil(in / (double) stride);
      return padding == Padding.VALID ? 0 : Math.max(0, (windows - 1) * stride + window - in) / 2;
    }

    /** The index of pixel k of window (i, j), counted by rows, in its channel c, or -1 outside of the image. */
    int at(int i, int j, int k, int c) {
      int u = k / size.width();
      int v = k % size.width();
      int tall = (size.height() - 1) * dilation.height() + 1;
      int wide = (size.width() - 1) * dilation.width() + 1;
      int row = i * strides.height() + u * dilation.height() - before(padding, in.size(0), tall, strides.height());
      int column = j * strides.width() + v * dilation.width() - before(padding, in.size(1), wide, strides.width());
      boolean inside = row >= 0 && row < in.size(0) && column >= 0 && column < in.size(1);
      return inside ? (row * in.size(1) + column) * in.last() + c : -1;
    }
  }

  private static int pixels(Size window) {
    return window.height() * window.width();
  }

  private static double[][] convolve(Conv2D conv, Shape in, Shape out, double[][] x, double[] kernel, double[] bias) {
    Windows windows = new Windows(in, out, conv.kernelSize(), conv.strides(), conv.padding(), conv.dilationRate());
    int filters = out.last();
    int channels = in.last() / conv.groups();
    return each(
        x,
        sample -> {
          double[] y = new double[out.elements()];
          for (int o = 0; o < y.length; o++) {
            int f = o % filters;
            int first = f / (filters / conv.groups()) * channels;
            int j = o / filters % out.size(1);
            int i = o / filters / out.size(1);
            y[o] = bias[f];
            for (int k = 0; k < pixels(conv.kernelSize()); k++) {
              int at = windows.at(i, j, k, first);
              for (int c = 0; at >= 0 && c < channels; c++) {
                y[o] += sample[at + c] * kernel[(k * channels + c) * filters + f];
              }
            }
          }
          return y;
        });
  }

  /** Each pixel adds its window to the output, of which Keras cuts off what padding same does not want. */
  private static double[][] spread(
      Conv2DTranspose conv, Shape in, Shape out, double[][] x, double[] kernel, double[] bias) {
    int filters = out.last();
    int wide = conv.kernelSize().width();
    return each(
        x,
        sample -> {
          double[] y = new double[out.elements()];
          for (int i = 0; i < y.length; i++) {
            y[i] = bias[i % filters];
          }
          for (int p = 0; p < sample.length; p++) {
            int c = p % in.last();
            int top = p / in.last() / in.size(1) * conv.strides().height() - conv.cutAbove();
            int left = p / in.last() % in.size(1) * conv.strides().width() - conv.cutLeft();
            for (int k = 0; k < pixels(conv.kernelSize()); k++) {
              int row = top + k / wide * conv.dilationRate().height();
              int column = left + k % wide * conv.dilationRate().width();
              boolean inside = row >= 0 && row < out.size(0) && column >= 0 && column < out.size(1);
              int at = (row * out.size(1) + column) * filters;
              for (int f = 0; inside && f < filters; f++) {
                y[at + f] += sample[p] * kernel[(k * filters + f) * in.last() + c];
              }
            }
          }
          return y;
        });
  }

  private static double[][] depthwise(
      DepthwiseConv2D conv, Shape in, Shape out, double[][] x, double[] kernel, double[] bias) {
    Windows windows = new Windows(in, out, conv.kernelSize(), conv.strides(), conv.padding(), conv.dilationRate());
    return each(
        x,
        sample -> {
          double[] y = new double[out.elements()];
          int filters = out.last();
          for (int p = 0; p < y.length / filters; p++) {
            System.arraycopy(bias, 0, y, p * filters, filters);
            for (int k = 0; k < pixels(conv.kernelSize()); k++) {
              int at = windows.at(p / out.size(1), p % out.size(1), k, 0);
              for (int f = 0; at >= 0 && f < filters; f++) {
                y[p * filters + f] += sample[at + f / conv.depthMultiplier()] * kernel[k * filters + f];
              }
            }
          }
          return y;
        });
  }

  private static double[] pool(Windows windows, double[] sample, boolean max) {
    Shape out = windows.out;
    double[] y = new double[out.elements()];
    for (int o = 0; o < y.length; o++) {
      double largest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      int pixels = 0;
      for (int k = 0; k < pixels(windows.size); k++) {
        int at = windows.at(o / out.last() / out.size(1), o / out.last() % out.size(1), k, o % out.last());
        if (at >= 0) {
          largest = Math.max(largest, sample[at]);
          sum += sample[at];
          pixels++;
        }
      }
      y[o] = max ? largest : sum / pixels;
    }
    return y;
  }

  private static double[] channelMeans(double[] sample, int channels) {
    double[] means = new double[channels];
    for (int i = 0; i < sample.length; i++) {
      means[i % channels] += sample[i] * channels / sample.length;
    }
    return means;
  }

  private double[][] drop(double rate, double[][] x) {
    double[][] y = new double[x.length][];
    for (int s = 0; s < x.length; s++) {
      y[s] = new double[x[s].length];
      for (int i = 0; i < y[s].length; i++) {
        y[s][i] = kept[s][i] ? x[s][i] / (1 - rate) : 0;
      }
    }
    return y;
  }

  private enum Formula {
    LAYER,
    ROOT_MEAN_SQUARE,
    RMS_SCALING,
    UNIT
  }

  /**
   * Which values of a sample are normalized together.
   *
   * @param of each value's group
   * @param weight each value's place in gamma and beta
   */
  private record Groups(int[] of, int[] weight) {
    static Groups along(List<Integer> axes, Shape shape) {
      Groups groups = new Groups(new int[shape.elements()], new int[shape.elements()]);
      for (int i = 0; i < groups.of.length; i++) {
        int[] place = place(shape, i);
        for (int axis = 0; axis < place.length; axis++) {
          int[] to = axes.contains(axis) ? groups.weight : groups.of;
          to[i] = to[i] * shape.size(axis) + place[axis];
        }
      }
      return groups;
    }

    static Groups ofChannels(int groups, int axis, Shape shape) {
      int[] weight = IntStream.range(0, shape.elements()).map(i -> place(shape, i)[axis]).toArray();
      return new Groups(IntStream.of(weight).map(c -> c / (shape.size(axis) / groups)).toArray(), weight);
    }

    double[] normalize(double[] sample, Formula formula, double epsilon, double[] gamma, double[] beta) {
      double[] y = new double[sample.length];
      double[] counts = new double[y.length];
      double[] means = new double[y.length];
      double[] variances = new double[y.length];
      double[] squareSums = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        counts[of[i]]++;
        means[of[i]] += sample[i];
        squareSums[of[i]] += sample[i] * sample[i];
      }
      for (int i = 0; i < y.length; i++) {
        variances[of[i]] += Math.pow(sample[i] - means[of[i]] / counts[of[i]], 2);
      }
      for (int i = 0; i < y.length; i++) {
        double count = counts[of[i]];
        double mean = means[of[i]] / count;
        double variance = variances[of[i]] / count;
        double squares = squareSums[of[i]];
        double standard =
            switch (formula) {
              case LAYER -> (sample[i] - mean) / Math.sqrt(variance + epsilon);
              case ROOT_MEAN_SQUARE -> sample[i] / Math.sqrt(squares / count + epsilon);
              case RMS_SCALING -> sample[i] / Math.sqrt(variance + epsilon);
              case UNIT -> sample[i] / Math.sqrt(squares);
            };
        y[i] = standard * (gamma == null ? 1 : gamma[weight[i]]) + (beta == null ? 0 : beta[weight[i]]);
      }
      return y;
    }

    double[] softmax(double[] sample) {
      double[] sums = new double[sample.length];
      for (int i = 0; i < sample.length; i++) {
        sums[of[i]] += Math.exp(sample[i]);
      }
      return IntStream.range(0, sample.length).mapToDouble(i -> Math.exp(sample[i]) / sums[of[i]]).toArray();
    }
  }

  private double[][] normalize(BatchNormalization norm, Shape in, Iterator<double[]> weights, double[][] x) {
    int axis = norm.channelAxis(in);
    int channels = in.size(axis);
    int[] channel = IntStream.range(0, in.elements()).map(i -> place(in, i)[axis]).toArray();
    double[] gamma = norm.scale() ? weights.next() : null;
    double[] beta = norm.center() ? weights.next() : null;
    double[] movingMean = weights.next();
    double[] movingVariance = weights.next();
    double[] mean = training ? new double[channels] : movingMean;
    double[] variance = training ? new double[channels] : movingVariance;
    double share = channels / (double) (x.length * in.elements());
    for (int i = 0; training && i < x.length * channel.length; i++) {
      mean[channel[i % channel.length]] += x[i / channel.length][i % channel.length] * share;
    }
    for (int i = 0; training && i < x.length * channel.length; i++) {
      int c = channel[i % channel.length];
      variance[c] += Math.pow(x[i / channel.length][i % channel.length] - mean[c], 2) * share;
    }
    return each(
        x,
        sample -> {
          double[] y = new double[sample.length];
          for (int i = 0; i < y.length; i++) {
            int c = channel[i];
            double standard = (sample[i] - mean[c]) / Math.sqrt(variance[c] + norm.epsilon());
            y[i] = standard * (gamma == null ? 1 : gamma[c]) + (beta == null ? 0 : beta[c]);
          }
          return y;
        });
  }

  private static double[] prelu(PReLU layer, Shape shape, double[] alpha, double[] sample) {
    double[] y = new double[sample.length];
    for (int i = 0; i < y.length; i++) {
      int slope = 0;
      int below = i;
      int elements = sample.length;
      for (int axis = 0; axis < shape.rank(); axis++) {
        elements /= shape.size(axis);
        if (!layer.sharedAxes().contains(axis + 1)) {
          slope = slope * shape.size(axis) + below / elements;
        }
        below %= elements;
      }
      y[i] = sample[i] > 0 ? sample[i] : alpha[slope] * sample[i];
    }
    return y;
  }

  private static double[][] activate(Activation activation, Shape shape, double[][] x) {
    return switch (activation) {
      case LINEAR -> x;
      case RELU -> map(x, v -> Math.max(0, v));
      case LEAKY_RELU -> map(x, v -> v > 0 ? v : 0.2 * v);
      case ELU -> map(x, v -> v > 0 ? v : Math.expm1(v));
      case SELU -> map(x, v -> 1.0507009873554805 * (v > 0 ? v : 1.6732632423543772 * Math.expm1(v)));
      case GELU -> map(x, v -> v * 0.5 * (1 + erf(v / Math.sqrt(2))));
      case SILU -> map(x, v -> v / (1 + Math.exp(-v)));
      case SOFTPLUS -> map(x, v -> Math.log1p(Math.exp(v)));
      case TANH -> map(x, Math::tanh);
      case SIGMOID -> map(x, v -> 1 / (1 + Math.exp(-v)));
      case SOFTMAX -> each(x, sample -> softmax(sample, shape.last()));
      case LOG_SOFTMAX -> each(x, sample -> Arrays.stream(softmax(sample, shape.last())).map(Math::log).toArray());
      case SPARSEMAX -> each(x, sample -> sparsemax(sample, shape.last()));
      case RELU6 -> map(x, v -> Math.min(6, Math.max(0, v)));
      case CELU -> map(x, v -> v > 0 ? v : Math.expm1(v));
      case GELU_TANH ->
          map(x, v -> 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * Math.pow(v, 3)))));
      case MISH -> map(x, v -> v * Math.tanh(Math.log1p(Math.exp(v))));
      case SOFTSIGN -> map(x, v -> v / (1 + Math.abs(v)));
      case EXPONENTIAL -> map(x, Math::exp);
      case LOG_SIGMOID -> map(x, v -> -Math.log1p(Math.exp(-v)));
      case SQUAREPLUS -> map(x, v -> (v + Math.sqrt(v * v + 4)) / 2);
      case TANH_SHRINK -> map(x, v -> v - Math.tanh(v));
      case HARD_SIGMOID -> map(x, v -> Math.clamp(v / 6 + 0.5, 0, 1));
      case HARD_SILU -> map(x, v -> v * Math.clamp(v / 6 + 0.5, 0, 1));
      case HARD_TANH -> map(x, v -> Math.clamp(v, -1, 1));
      case HARD_SHRINK -> map(x, v -> Math.abs(v) > 0.5 ? v : 0);
      case SOFT_SHRINK -> map(x, v -> Math.signum(v) * Math.max(0, Math.abs(v) - 0.5));
      case SPARSE_PLUS -> map(x, v -> v <= -1 ? 0 : v >= 1 ? v : (v + 1) * (v + 1) / 4);
      case SPARSE_SIGMOID -> map(x, v -> Math.clamp((v + 1) / 2, 0, 1));
    };
  }

  /** Keras's code, in which the threshold is made of a sum of sums. */
  private static double[] sparsemax(double[] sample, int columns) {
    double[] y = new double[sample.length];
    for (int row = 0; row < y.length; row += columns) {
      double[] rising = Arrays.copyOfRange(sample, row, row + columns);
      Arrays.sort(rising);
      double sum = 0;
      double sums = 0;
      int support = 0;
      for (int i = 0; i < columns; i++) {
        double value = rising[columns - 1 - i];
        sum += value;
        if (value - (sum - 1) / (i + 1) > 0) {
          sums += sum;
          support++;
        }
      }
      for (int i = row; i < row + columns; i++) {
        y[i] = Math.max(0, sample[i] - (sums - 1) / support);
      }
    }
    return y;
  }

  /** Taylor's series; good for |x| up to 4. */
  private static double erf(double x) {
    double sum = 0;
    double term = x;
    for (int n = 0; n < 80; n++) {
      sum += term / (2 * n + 1);
      term *= -x * x / (n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  static double[] softmax(double[] scores, int columns) {
    double[] p = new double[scores.length];
    for (int row = 0; row < p.length; row += columns) {
      double sum = 0;
      for (int j = row; j < row + columns; j++) {
        p[j] = Math.exp(scores[j]);
        sum += p[j];
      }
      for (int j = row; j < row + columns; j++) {
        p[j] /= sum;
      }
    }
    return p;
  }
}
