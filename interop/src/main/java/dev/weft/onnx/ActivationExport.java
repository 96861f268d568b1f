package dev.weft.onnx;

import dev.weft.model.Activation;
import dev.weft.model.ReLU;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Activations as ONNX's operators, several where it has none of that name. */
final class ActivationExport {
  private static final int HARD_SWISH = 14;

  private final OnnxGraph graph;
  private final int opset;

  ActivationExport(OnnxGraph graph, int opset) {
    this.graph = graph;
    this.opset = opset;
  }

  /** What an activation makes of a value. */
  Placed apply(Activation activation, Placed placed) {
    OnnxValue x = placed.value();
    return switch (activation) {
      case LINEAR -> placed;
      case SOFTMAX -> softmax(List.of(placed.shape().rank() - 1), placed);
      case LOG_SOFTMAX -> placed.with(graph.apply("LogSoftmax", Map.of("axis", lastAxis(placed)), x));
      case SPARSEMAX -> sparsemax(placed);
      default -> placed.with(apply(activation, x));
    };
  }

  private static int lastAxis(Placed placed) {
    return placed.axis(placed.shape().rank() - 1);
  }

  private OnnxValue apply(Activation activation, OnnxValue x) {
    return switch (activation) {
      case LINEAR, SOFTMAX, LOG_SOFTMAX, SPARSEMAX -> throw new AssertionError(activation);
      case RELU -> graph.apply("Relu", x);
      case LEAKY_RELU -> leaky(0.2, x);
      case ELU, CELU -> graph.apply("Elu", x);
      case SELU -> graph.apply("Selu", x);
      case GELU -> gelu(x);
      case GELU_TANH -> geluTanh(x);
      case SILU -> graph.apply("Mul", x, graph.apply("Sigmoid", x));
      case SOFTPLUS -> graph.apply("Softplus", x);
      case TANH -> graph.apply("Tanh", x);
      case SIGMOID -> graph.apply("Sigmoid", x);
      case RELU6 -> clip(x, 0, 6);
      case MISH -> graph.apply("Mul", x, graph.apply("Tanh", graph.apply("Softplus", x)));
      case SOFTSIGN -> graph.apply("Softsign", x);
      case EXPONENTIAL -> graph.apply("Exp", x);
      case LOG_SIGMOID -> graph.apply("Neg", graph.apply("Softplus", graph.apply("Neg", x)));
      case SQUAREPLUS -> squareplus(x);
      case TANH_SHRINK -> graph.apply("Sub", x, graph.apply("Tanh", x));
      case HARD_SIGMOID -> hardSigmoid(x);
      case HARD_SILU -> opset >= HARD_SWISH ? graph.apply("HardSwish", x) : graph.apply("Mul", x, hardSigmoid(x));
      case HARD_TANH -> clip(x, -1, 1);
      case HARD_SHRINK -> graph.apply("Shrink", Map.of("lambd", 0.5f), x);
      case SOFT_SHRINK -> graph.apply("Shrink", Map.of("lambd", 0.5f, "bias", 0.5f), x);
      case SPARSE_PLUS -> sparsePlus(x);
      case SPARSE_SIGMOID -> graph.apply("HardSigmoid", Map.of("alpha", 0.5f, "beta", 0.5f), x);
    };
  }

  private OnnxValue hardSigmoid(OnnxValue x) {
    return graph.apply("HardSigmoid", Map.of("alpha", 1 / 6f, "beta", 0.5f), x);
  }

  OnnxValue leaky(double slope, OnnxValue x) {
    return graph.apply("LeakyRelu", Map.of("alpha", (float) slope), x);
  }

  private OnnxValue clip(OnnxValue x, double least, double most) {
    return graph.apply("Clip", x, graph.scalar("least", least), graph.scalar("most", most));
  }

  private OnnxValue times(OnnxValue x, String name, double factor) {
    return graph.apply("Mul", x, graph.scalar(name, factor));
  }

  private OnnxValue plus(OnnxValue x, String name, double number) {
    return graph.apply("Add", x, graph.scalar(name, number));
  }

  /** As other exporters write it, so that runtimes find it. */
  private OnnxValue gelu(OnnxValue x) {
    OnnxValue erf = graph.apply("Erf", graph.apply("Div", x, graph.scalar("root", Math.sqrt(2))));
    return times(graph.apply("Mul", x, plus(erf, "one", 1)), "half", 0.5);
  }

  private OnnxValue geluTanh(OnnxValue x) {
    OnnxValue cubic = plus(times(graph.apply("Mul", x, x), "cubic", 0.044715), "one", 1);
    OnnxValue tanh = graph.apply("Tanh", times(graph.apply("Mul", x, cubic), "root", Math.sqrt(2 / Math.PI)));
    return times(graph.apply("Mul", x, plus(tanh, "one", 1)), "half", 0.5);
  }

  private OnnxValue squareplus(OnnxValue x) {
    OnnxValue root = graph.apply("Sqrt", plus(graph.apply("Mul", x, x), "four", 4));
    return times(graph.apply("Add", x, root), "half", 0.5);
  }

  private OnnxValue sparsePlus(OnnxValue x) {
    OnnxValue z = plus(clip(x, -1, 1), "one", 1);
    OnnxValue parabola = times(graph.apply("Mul", z, z), "quarter", 0.25);
    return graph.apply("Where", graph.apply("GreaterOrEqual", x, graph.scalar("one", 1)), x, parabola);
  }

  /** A layer of its own; each of its three parts only where it is needed. */
  OnnxValue relu(ReLU layer, OnnxValue x) {
    boolean hasLimit = layer.maxValue() < Double.POSITIVE_INFINITY;
    if (layer.threshold() == 0 && layer.negativeSlope() == 0) {
      return hasLimit ? clip(x, 0, layer.maxValue()) : graph.apply("Relu", x);
    }
    OnnxValue most = hasLimit ? graph.scalar("max_value", layer.maxValue()) : null;
    OnnxValue bent;
    if (layer.threshold() == 0) {
      bent = leaky(layer.negativeSlope(), x);
    } else {
      OnnxValue threshold = graph.scalar("threshold", layer.threshold());
      OnnxValue below = times(graph.apply("Sub", x, threshold), "negative_slope", layer.negativeSlope());
      bent = graph.apply("Where", graph.apply("GreaterOrEqual", x, threshold), x, below);
    }
    return hasLimit ? graph.apply("Where", graph.apply("GreaterOrEqual", x, most), most, bent) : bent;
  }

  /** Along one axis of a sample, or several together. */
  Placed softmax(List<Integer> axes, Placed placed) {
    OnnxValue x = placed.value();
    int[] found = placed.axes(axes);
    if (found.length == 1) {
      return placed.with(graph.apply("Softmax", Map.of("axis", found[0]), x));
    }
    Reduction reduction = new Reduction(graph, opset);
    OnnxValue exponentials = graph.apply("Exp", graph.apply("Sub", x, reduction.of("ReduceMax", x, found)));
    return placed.with(graph.apply("Div", exponentials, reduction.of("ReduceSum", exponentials, found)));
  }

  /** As Keras computes it: the threshold is of the sums of the largest numbers' sums. */
  private Placed sparsemax(Placed placed) {
    OnnxValue x = placed.value();
    int axis = lastAxis(placed);
    int count = placed.shape().last();
    Reduction reduction = new Reduction(graph, opset);
    float[] ranks = new float[count];
    for (int i = 0; i < count; i++) {
      ranks[i] = i + 1;
    }
    int[] sizes = placed.shape().rank() > 1 && axis == 1 ? new int[] {count, 1, 1} : new int[] {count};
    OnnxValue rank = graph.floats("ranks", ranks, sizes);
    OnnxValue one = graph.scalar("one", 1);
    OnnxValue along = graph.longs("axis", axis);
    OnnxValue ordered = graph.apply("TopK", Map.of("axis", axis), x, graph.longs("count", count));
    OnnxValue sums = graph.apply("CumSum", ordered, along);
    OnnxValue means = graph.apply("Div", graph.apply("Sub", sums, one), rank);
    OnnxValue above = asFloat(graph.apply("Greater", ordered, means));
    OnnxValue support = graph.apply("Max", reduction.of("ReduceSum", above, axis), one);
    OnnxValue isLast = asFloat(graph.apply("Equal", rank, support));
    OnnxValue sumsOfSums = graph.apply("Mul", graph.apply("CumSum", sums, along), isLast);
    OnnxValue sum = graph.apply("Sub", reduction.of("ReduceSum", sumsOfSums, axis), one);
    return placed.with(graph.apply("Relu", graph.apply("Sub", x, graph.apply("Div", sum, support))));
  }

  private OnnxValue asFloat(OnnxValue truth) {
    return graph.apply("Cast", Collections.singletonMap("to", OnnxFields.DataType.FLOAT), truth);
  }
}
