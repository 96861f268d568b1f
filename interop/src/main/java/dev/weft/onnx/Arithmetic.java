package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.model.Add;
import dev.weft.model.Average;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Layer;
import dev.weft.model.Maximum;
import dev.weft.model.MergeLayer;
import dev.weft.model.Minimum;
import dev.weft.model.Multiply;
import dev.weft.model.Normalization;
import dev.weft.model.Rescaling;
import dev.weft.model.Subtract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Sums, products and the like of values, and of a value with an array of the file. */
final class Arithmetic {
  private Arithmetic() {}

  static Computed of(Call call) {
    List<Operand> inputs = call.inputs();
    boolean allComputed = inputs.stream().allMatch(Computed.class::isInstance);
    if (allComputed && inputs.size() == 1) {
      return call.computed(0);
    }
    if (allComputed) {
      return merge(call, layer(call.node().operator()));
    }
    if (inputs.size() != 2) {
      throw new WeftException("it must take values that the network computes, or one of them and an array.");
    }
    boolean arrayFirst = inputs.getFirst() instanceof FileArray;
    return withArray(call, call.computed(arrayFirst ? 1 : 0), call.constant(arrayFirst ? 0 : 1), arrayFirst);
  }

  private static MergeLayer layer(String operator) {
    return switch (operator) {
      case "Add", "Sum" -> Add.of();
      case "Sub" -> Subtract.of();
      case "Mul" -> Multiply.of();
      case "Max" -> Maximum.of();
      case "Min" -> Minimum.of();
      case "Mean" -> Average.of();
      default -> throw new WeftException("Weft has no layer that divides one value by another.");
    };
  }

  private static Computed merge(Call call, MergeLayer layer) {
    List<Computed> values = new ArrayList<>();
    for (int i = 0; i < call.inputs().size(); i++) {
      values.add(call.computed(i));
    }
    Computed largest =
        values.stream().max(Comparator.comparingLong(value -> Axis.joined(value.onnx()).size())).orElseThrow();
    for (Computed value : values) {
      requireRepeatable(value, largest);
    }
    Computed leader = largest;
    if (largest.order().isEmpty()) {
      leader = call.network().arranged(largest, largest.rank() == 4 ? largest.channelsLast() : largest.onnx());
    }
    List<Integer> order = leader.order().orElseThrow();
    String[] nodes = new String[values.size()];
    for (int i = 0; i < nodes.length; i++) {
      List<Axis> axes = values.get(i).onnx();
      nodes[i] = call.network().arranged(values.get(i), order.stream().map(axes::get).toList()).node();
    }
    boolean positive = !(layer instanceof Subtract) && values.stream().allMatch(Computed::isPositive);
    return leader.then(call.network().add(call.name(), layer, Map.of(), nodes)).positive(positive);
  }

  private static void requireRepeatable(Computed value, Computed largest) {
    boolean fits = value.rank() == largest.rank();
    for (int i = 0; fits && i < value.onnx().size(); i++) {
      long size = value.onnx().get(i).size();
      fits = size == 1 || size == largest.onnx().get(i).size();
    }
    if (!fits) {
      throw new WeftException(
          "Weft has no layer that repeats %s along %s."
              .formatted(Call.shown(value.dims()), Call.shown(largest.dims())));
    }
  }

  // ---- with an array

  private static Computed withArray(Call call, Computed value, FileArray array, boolean arrayFirst) {
    Spread spread = Spread.of(call, value, array).alongLast(call);
    String operator = call.node().operator();
    boolean divides = operator.equals("Div") && !arrayFirst;
    if (!divides && !List.of("Add", "Sub", "Mul", "Sum").contains(operator)) {
      throw new WeftException("Weft has no such layer for a value and an array.");
    }
    if (!spread.isAlongLast()) {
      return atPlaces(call, spread, arrayFirst);
    }
    List<Double> numbers = spread.decimals();
    return switch (operator) {
      case "Mul" -> scale(call, spread.value(), numbers);
      case "Div" -> scale(call, spread.value(), numbers.stream().map(number -> 1 / number).toList());
      case "Sub" ->
          arrayFirst
              ? shift(call, scale(call, spread.value(), List.of(-1.0)), spread.numbers(), numbers)
              : shift(
                  call, spread.value(), negative(spread.numbers()), numbers.stream().map(number -> -number).toList());
      default -> shift(call, spread.value(), spread.numbers(), numbers);
    };
  }

  /** With a number for each place, as scalings of pixels have: a normalization by mean and deviation, inverted. */
  private static Computed atPlaces(Call call, Spread spread, boolean arrayFirst) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < spread.varies().length; i++) {
      if (spread.varies()[i]) {
        axes.add(i + 1);
      }
    }
    String operator = call.node().operator();
    boolean multiplies = operator.equals("Mul") || operator.equals("Div");
    float[] mean = new float[spread.numbers().length];
    float[] variance = new float[mean.length];
    for (int i = 0; i < mean.length; i++) {
      float number = spread.numbers()[i];
      float factor = operator.equals("Div") ? 1 / number : multiplies ? number : 1;
      if (factor < 0 || operator.equals("Sub") && arrayFirst) {
        throw new WeftException("Weft has no layer with a number below 0 for each place that it multiplies with.");
      }
      variance[i] = factor * factor;
      mean[i] = multiplies ? 0 : operator.equals("Sub") ? -number : number;
    }
    Layer layer = new Normalization(axes, null, null, true);
    return call.layer(spread.value(), layer, Map.of("mean", mean, "variance", variance, "count", new float[1]));
  }

  private static float[] negative(float[] values) {
    float[] negative = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      negative[i] = -values[i];
    }
    return negative;
  }

  static Computed scale(Call call, Computed value, List<Double> factors) {
    if (factors.equals(List.of(1.0))) {
      return value;
    }
    boolean positive = value.isPositive() && factors.stream().allMatch(factor -> factor >= 0);
    return call.layer(value, new Rescaling(factors, List.of(0.0))).positive(positive);
  }

  /** A sum is the bias of the layer before it where that has none. */
  private static Computed shift(Call call, Computed value, float[] numbers, List<Double> offsets) {
    if (offsets.equals(List.of(0.0))) {
      return value;
    }
    Layer before = call.network().layer(value.node());
    if (value.isRead() && before != null) {
      Layer biased = biased(before);
      if (biased != null) {
        int units = Math.toIntExact(value.weft().getLast().size());
        float[] bias = Arrays.copyOf(numbers, units);
        if (numbers.length == 1) {
          Arrays.fill(bias, numbers[0]);
        }
        call.network().replace(value.node(), biased);
        call.network().weight(value.node(), "bias", bias);
        return value.then(value.node());
      }
      if (before instanceof Rescaling rescaling && rescaling.offset().equals(List.of(0.0))) {
        call.network().replace(value.node(), new Rescaling(rescaling.scale(), offsets));
        return value.then(value.node());
      }
    }
    return call.layer(value, new Rescaling(List.of(1.0), offsets));
  }

  static Computed shift(Call call, Computed value, double by) {
    return by == 0 ? value : call.layer(value, Rescaling.of(1, by));
  }

  /** With a bias; null for another layer, and for one that has a bias or an activation. */
  private static Layer biased(Layer layer) {
    return switch (layer) {
      case Dense dense when !dense.useBias() && Elements.isLinear(dense) -> dense.useBias(true);
      case Conv2D conv when !conv.useBias() && Elements.isLinear(conv) -> conv.useBias(true);
      case DepthwiseConv2D conv when !conv.useBias() && Elements.isLinear(conv) -> conv.useBias(true);
      default -> null;
    };
  }

  /** Squares and cubes. */
  static Computed power(Call call) {
    Computed value = call.computed(0);
    FileArray exponent = call.constant(1);
    float power = exponent.elements() == 1 ? exponent.floats()[0] : 0;
    if (power != 1 && power != 2 && power != 3) {
      throw new WeftException("its exponent must be 1, 2 or 3.");
    }
    String[] factors = new String[(int) power];
    Arrays.fill(factors, value.node());
    return power == 1
        ? value
        : value.then(call.network().add(call.name(), Multiply.of(), Map.of(), factors)).positive(power == 2);
  }
}
