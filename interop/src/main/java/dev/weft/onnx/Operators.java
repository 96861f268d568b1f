package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.model.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** ONNX's operators by their names. */
final class Operators {
  private static final Set<String> KNOWN =
      Set.of(
          ("Abs Add And AveragePool BatchNormalization Cast CastLike Ceil Celu Clip Concat Constant ConstantOfShape"
               + " Conv Div Dropout Elu Equal Exp Expand Flatten Floor Gather Gelu Gemm GlobalAveragePool GlobalMaxPool"
               + " Greater GroupNormalization HardSigmoid HardSwish Identity InstanceNormalization LayerNormalization"
               + " LeakyRelu Less LogSoftmax MatMul Max MaxPool Mean Min Mish Mod Mul Neg Not Or PRelu Pad Pow Range"
               + " Reciprocal ReduceMax ReduceMean ReduceProd Relu Reshape Selu Shape Shrink Sigmoid Size Slice Softmax"
               + " Softplus Softsign Split Sqrt Squeeze Sub Sum Swish Tanh ThresholdedRelu Transpose Unsqueeze Where")
              .split(" "));

  private static final Set<String> ACTIVATIONS =
      Arrays.stream(Activation.values()).map(Activation::name).collect(Collectors.toSet());

  private Operators() {}

  static boolean isKnown(FileNode node) {
    return switch (node.domain()) {
      case "", "ai.onnx" -> KNOWN.contains(node.operator());
      case Patterns.DOMAIN -> ACTIVATIONS.contains(node.operator());
      default -> false;
    };
  }

  /**
   * What an operator gives.
   *
   * @throws WeftException if Weft has no layer for it as it is
   */
  static List<? extends Operand> read(Call call, Folding folding) {
    String operator = call.node().operator();
    if (operator.equals("Constant")) {
      return List.of(constant(call.node()));
    }
    if (operator.equals("Shape")) {
      return List.of(shape(call));
    }
    if (operator.equals("Size")) {
      long size = 1;
      for (long each : call.input(0).dims()) {
        size = Math.multiplyExact(size, each);
      }
      return List.of(FileArray.of(new long[0], size));
    }
    if (call.inputs().isEmpty()) {
      throw new WeftException("it must have inputs; it has none.");
    }
    if (call.inputs().stream().filter(Objects::nonNull).allMatch(FileArray.class::isInstance)) {
      FileArray folded = folding.fold(call);
      if (folded == null) {
        throw new WeftException("it must take what the network computes of an image; it takes arrays of the file.");
      }
      return List.of(folded);
    }
    if (operator.equals("Split")) {
      return Shapes.split(call);
    }
    return List.of(computed(call, operator));
  }

  private static Computed computed(Call call, String operator) {
    if (call.node().domain().equals(Patterns.DOMAIN)) {
      return Elements.activation(call, Activation.valueOf(operator));
    }
    return switch (operator) {
      case "Conv" -> Convolutions.conv(call);
      case "MaxPool" -> Pooling.max(call);
      case "AveragePool" -> Pooling.average(call);
      case "GlobalAveragePool" -> Pooling.globalAverage(call);
      case "GlobalMaxPool" -> Pooling.globalMax(call);
      case "ReduceMean" -> Pooling.reduce(call, false);
      case "ReduceMax" -> Pooling.reduce(call, true);
      case "Gemm" -> Products.gemm(call);
      case "MatMul" -> Products.matMul(call);
      case "BatchNormalization" -> Normalizations.batch(call);
      case "LayerNormalization" -> Normalizations.layer(call);
      case "InstanceNormalization" -> Normalizations.instance(call);
      case "GroupNormalization" -> Normalizations.groups(call);
      case "Identity", "Dropout", "CastLike" -> call.computed(0);
      case "Cast" -> cast(call);
      case "Reshape" -> Shapes.reshape(call);
      case "Flatten" -> Shapes.flatten(call);
      case "Squeeze" -> Shapes.squeeze(call);
      case "Unsqueeze" -> Shapes.unsqueeze(call);
      case "Transpose" -> Shapes.transpose(call);
      case "Concat" -> Shapes.concat(call);
      case "Slice" -> Shapes.slice(call);
      case "Pad" -> Shapes.pad(call);
      case "Add", "Sub", "Mul", "Div", "Sum", "Max", "Min", "Mean" -> Arithmetic.of(call);
      case "Neg" -> Arithmetic.scale(call, call.computed(0), List.of(-1.0));
      case "Pow" -> Arithmetic.power(call);
      case "LeakyRelu" -> Elements.leaky(call);
      case "Elu" -> Elements.elu(call);
      case "Celu" -> Elements.celu(call);
      case "Selu" -> Elements.selu(call);
      case "Gelu" -> Elements.gelu(call);
      case "HardSigmoid" -> Elements.hardSigmoid(call);
      case "ThresholdedRelu" -> Elements.threshold(call);
      case "Shrink" -> Elements.shrink(call);
      case "Clip" -> Elements.clip(call);
      case "PRelu" -> Elements.prelu(call);
      case "Softmax" -> Elements.softmax(call, false);
      case "LogSoftmax" -> Elements.softmax(call, true);
      case "Relu" -> Elements.activation(call, Activation.RELU);
      case "Sigmoid" -> Elements.activation(call, Activation.SIGMOID);
      case "Tanh" -> Elements.activation(call, Activation.TANH);
      case "Softplus" -> Elements.activation(call, Activation.SOFTPLUS);
      case "Softsign" -> Elements.activation(call, Activation.SOFTSIGN);
      case "Mish" -> Elements.activation(call, Activation.MISH);
      case "Exp" -> Elements.activation(call, Activation.EXPONENTIAL);
      case "HardSwish" -> Elements.activation(call, Activation.HARD_SILU);
      case "Swish" -> swish(call);
      default -> throw new WeftException("Weft has no layer for it.");
    };
  }

  private static Computed swish(Call call) {
    if (call.node().decimal("alpha", 1) != 1) {
      throw new WeftException("its 'alpha' must be 1.");
    }
    return Elements.activation(call, Activation.SILU);
  }

  /** Floats of another length are computed as those of 32 bits. */
  private static Computed cast(Call call) {
    long to = call.node().integer("to", 0);
    if (to != OnnxFields.DataType.FLOAT
        && to != OnnxFields.DataType.DOUBLE
        && to != OnnxFields.DataType.FLOAT16
        && to != OnnxFields.DataType.BFLOAT16) {
      throw new WeftException("it must make floats; received ONNX's data type " + to + ".");
    }
    return call.computed(0);
  }

  private static FileArray shape(Call call) {
    long[] dims = call.input(0).dims();
    int from = bound(call.node().integer("start", 0), dims.length);
    int to = Math.max(from, bound(call.node().integer("end", dims.length), dims.length));
    return FileArray.row(Arrays.copyOfRange(dims, from, to));
  }

  private static int bound(long given, int rank) {
    return (int) Math.clamp(given < 0 ? given + rank : given, 0, rank);
  }

  private static FileArray constant(FileNode node) {
    for (String attribute : List.of("value", "value_float", "value_int", "value_floats", "value_ints")) {
      switch (node.attributes().get(attribute)) {
        case FileArray array -> {
          return array;
        }
        case Float number -> {
          return FileArray.of(new long[0], number);
        }
        case Long number -> {
          return FileArray.of(new long[0], number);
        }
        case float[] numbers -> {
          return FileArray.of(new long[] {numbers.length}, numbers);
        }
        case long[] numbers -> {
          return FileArray.row(numbers);
        }
        case null, default -> {}
      }
    }
    throw new WeftException("it must have an array of numbers as its 'value'.");
  }
}
