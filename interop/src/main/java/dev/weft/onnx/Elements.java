package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.ELU;
import dev.weft.model.Initializer;
import dev.weft.model.Layer;
import dev.weft.model.LeakyReLU;
import dev.weft.model.PReLU;
import dev.weft.model.ReLU;
import dev.weft.model.Regularizer;
import dev.weft.model.Rescaling;
import dev.weft.model.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions of each number, and softmax. */
final class Elements {
  private static final double SELU_ALPHA = 1.67326319217681884765625;
  private static final double SELU_GAMMA = 1.05070102214813232421875;
  private static final double CLOSE = 1e-6;
  private static final int SOFTMAX_OF_ONE_AXIS = 13;

  private Elements() {}

  /** An activation by its name. */
  static Computed activation(Call call, Activation activation) {
    return activation(call, call.computed(0), activation);
  }

  private static Computed activation(Call call, Computed value, Activation activation) {
    Layer before = value.isRead() ? call.network().layer(value.node()) : null;
    Layer together = before == null ? null : with(before, activation);
    if (together != null) {
      call.network().replace(value.node(), together);
      return value.then(value.node()).positive(isPositive(activation));
    }
    return call.layer(value, ActivationLayer.of(activation)).positive(isPositive(activation));
  }

  private static boolean isPositive(Activation activation) {
    return switch (activation) {
      case RELU, RELU6, SIGMOID, SOFTMAX, HARD_SIGMOID, SOFTPLUS, EXPONENTIAL -> true;
      default -> false;
    };
  }

  static boolean isLinear(Layer layer) {
    return switch (layer) {
      case Dense dense -> dense.activation() == Activation.LINEAR;
      case Conv2D conv -> conv.activation() == Activation.LINEAR;
      case DepthwiseConv2D conv -> conv.activation() == Activation.LINEAR;
      default -> false;
    };
  }

  /** The same layer with an activation; null where it has one, or none can be had. */
  private static Layer with(Layer layer, Activation activation) {
    if (!isLinear(layer)) {
      return null;
    }
    return switch (layer) {
      case Dense dense -> dense.activation(activation);
      case Conv2D conv -> conv.activation(activation);
      case DepthwiseConv2D conv -> conv.activation(activation);
      default -> null;
    };
  }

  static Computed leaky(Call call) {
    return call.layer(call.computed(0), new LeakyReLU(call.node().decimal("alpha", 0.01)));
  }

  static Computed elu(Call call) {
    double alpha = call.node().decimal("alpha", 1);
    return alpha == 1 ? activation(call, Activation.ELU) : call.layer(call.computed(0), new ELU(alpha));
  }

  /** {@code alpha * (exp(x / alpha) - 1)} where negative. */
  static Computed celu(Call call) {
    double alpha = call.node().decimal("alpha", 1);
    if (!(alpha > 0)) {
      throw new WeftException("its 'alpha' must be above 0; it is %s.".formatted(alpha));
    }
    if (alpha == 1) {
      return activation(call, Activation.CELU);
    }
    Computed scaled = Arithmetic.scale(call, call.computed(0), List.of(1 / alpha));
    Computed curved = call.layer(scaled, ActivationLayer.of(Activation.ELU));
    return Arithmetic.scale(call, curved, List.of(alpha));
  }

  static Computed selu(Call call) {
    double alpha = call.node().decimal("alpha", SELU_ALPHA);
    double gamma = call.node().decimal("gamma", SELU_GAMMA);
    if (Math.abs(alpha - SELU_ALPHA) < CLOSE && Math.abs(gamma - SELU_GAMMA) < CLOSE) {
      return activation(call, Activation.SELU);
    }
    return Arithmetic.scale(call, call.layer(call.computed(0), new ELU(alpha)), List.of(gamma));
  }

  static Computed gelu(Call call) {
    String approximate = call.node().text("approximate", "none");
    return activation(call, approximate.equals("tanh") ? Activation.GELU_TANH : Activation.GELU);
  }

  static Computed hardSigmoid(Call call) {
    double alpha = call.node().decimal("alpha", 0.2);
    double beta = call.node().decimal("beta", 0.5);
    if (Math.abs(alpha - 1.0 / 6) < CLOSE && beta == 0.5) {
      return activation(call, Activation.HARD_SIGMOID);
    }
    Computed line = call.layer(call.computed(0), Rescaling.of(alpha, beta));
    return call.layer(line, new ReLU(1, 0, 0)).positive(true);
  }

  static Computed threshold(Call call) {
    return call.layer(call.computed(0), new ReLU(Double.POSITIVE_INFINITY, 0, call.node().decimal("alpha", 1)))
        .positive(true);
  }

  static Computed shrink(Call call) {
    double bias = call.node().decimal("bias", 0);
    double lambda = call.node().decimal("lambd", 0.5);
    if (lambda != 0.5 || bias != 0 && bias != 0.5) {
      throw new WeftException("its 'lambd' must be 0.5, and its 'bias' 0 or 0.5.");
    }
    return activation(call, bias == 0 ? Activation.HARD_SHRINK : Activation.SOFT_SHRINK);
  }

  /** From one bound to another, or without a bound. */
  static Computed clip(Call call) {
    double least = bound(call, "min", 1, Double.NEGATIVE_INFINITY);
    double most = bound(call, "max", 2, Double.POSITIVE_INFINITY);
    Computed value = call.computed(0);
    if (!(least <= most)) {
      throw new WeftException("its bounds must not cross; received %s and %s.".formatted(least, most));
    }
    if (least == Double.NEGATIVE_INFINITY && most == Double.POSITIVE_INFINITY) {
      return value;
    }
    if (least == 0) {
      return most == Double.POSITIVE_INFINITY
          ? activation(call, Activation.RELU)
          : call.layer(value, new ReLU(most, 0, 0)).positive(true);
    }
    if (least == -1 && most == 1) {
      return activation(call, Activation.HARD_TANH);
    }
    if (least == Double.NEGATIVE_INFINITY) { // most - relu(most - x)
      Computed turned = call.layer(value, Rescaling.of(-1, most));
      return call.layer(call.layer(turned, ReLU.of()), Rescaling.of(-1, most));
    }
    Computed moved = Arithmetic.shift(call, value, -least);
    return Arithmetic.shift(call, call.layer(moved, new ReLU(most - least, 0, 0)), least).positive(least >= 0);
  }

  /** Bounds of all numbers that floats have are none. */
  private static double bound(Call call, String attribute, int input, double none) {
    double bound =
        call.has(input) ? FileNode.exact(call.single(input).floats()[0]) : call.node().decimal(attribute, none);
    return Math.abs(bound) >= Float.MAX_VALUE ? none : bound;
  }

  static Computed prelu(Call call) {
    Spread spread = Spread.of(call, call.computed(0), call.constant(1));
    List<Integer> shared = new ArrayList<>();
    for (int i = 0; i < spread.varies().length; i++) {
      if (!spread.varies()[i]) {
        shared.add(i + 1);
      }
    }
    return call.layer(
        spread.value(), new PReLU(Initializer.ZEROS, Regularizer.NONE, shared), Map.of("alpha", spread.numbers()));
  }

  /** Before version 13 it was along an axis and all behind it, by default the first. */
  static Computed softmax(Call call, boolean logarithm) {
    Computed value = call.computed(0);
    boolean old = call.opset() < SOFTMAX_OF_ONE_AXIS;
    int axis = Call.axis(call.node().integer("axis", old ? 1 : -1), value.rank());
    if (axis == 0) {
      throw new WeftException("it must not be along the batch.");
    }
    for (int i = axis; old && i < value.onnx().size(); i++) {
      if (value.onnx().get(i).size() > 1) {
        throw new WeftException("it must be along the last axis; received the shape " + Call.shown(value.dims()) + ".");
      }
    }
    Axis along = value.onnx().get(axis - 1);
    Computed arranged = value;
    int place = place(value, along);
    if (value.rank() == 2) {
      arranged = call.network().arranged(value, List.of(Axis.joined(value.weft())));
      place = 0;
    } else if (place < 0) {
      arranged = call.network().arranged(value, value.rank() == 4 ? value.channelsLast() : value.onnx());
      place = place(arranged, along);
    }
    boolean isLast = place == arranged.weft().size() - 1;
    if (logarithm && !isLast) {
      throw new WeftException("it must be along the channels or the last axis.");
    }
    if (isLast) {
      return activation(call, arranged, logarithm ? Activation.LOG_SOFTMAX : Activation.SOFTMAX);
    }
    return call.layer(arranged, Softmax.of().axis(place + 1)).positive(true);
  }

  private static int place(Computed value, Axis along) {
    for (int i = 0; i < value.weft().size(); i++) {
      if (value.weft().get(i).hasPartsOf(along)) {
        return i;
      }
    }
    return -1;
  }
}
