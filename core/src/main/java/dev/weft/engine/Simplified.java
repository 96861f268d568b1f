package dev.weft.engine;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.ReLU;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.model.Softmax;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * A network that computes the same with less work. An activation that stands alone goes into the linear layer before
 * it. A rising activation between a convolution and a max pooling goes behind it, {@code max f(x) = f(max x)}, where
 * there is a quarter or less to do: of report A's tanh, an eighth of a step. For inference, dropout goes, and batch
 * normalization goes into the linear layer before it: {@code kernel * s} and {@code (bias - mean) * s + beta} with
 * {@code s = gamma / sqrt(variance + epsilon)}.
 *
 * @param variables of the simplified network; where nothing was folded, the very ones of the original
 */
record Simplified(Graph network, List<Variable> variables, List<Fold> folds) {
  /** For training, where batch normalization and dropout have work to do. */
  static Simplified forTraining(Graph network, List<Variable> variables) {
    return simplify(network, variables, true);
  }

  static Simplified forInference(Graph network, List<Variable> variables) {
    return simplify(network, variables, false);
  }

  /** Computes what was folded anew, after the original's variables have changed. */
  void refresh() {
    folds.forEach(Fold::run);
  }

  private static Simplified simplify(Graph network, List<Variable> all, boolean training) {
    List<Layer> layers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Variable> variables = new ArrayList<>();
    List<Fold> folds = new ArrayList<>();
    Iterator<Variable> unused = all.iterator();
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      List<Variable> own = network.weights(i).stream().map(weight -> unused.next()).toList();
      Activation activation = standsAlone(layer);
      boolean afterLinear = !layers.isEmpty() && isLinear(layers.getLast());
      if (!training && layer.isIdleInInference()) {
        continue;
      }
      if (activation != null && afterLinear) {
        layers.add(with(activation, layers.removeLast()));
      } else if (layer instanceof BatchNormalization norm
          && afterLinear
          && !training
          && isOverLastAxis(norm, network.inputOf(i))) {
        Fold fold =
            Fold.of(norm, own, takeLast(variables, usesBias(layers.getLast()) ? 2 : 1), network.inputOf(i).last());
        layers.add(withBias(layers.removeLast()));
        variables.add(fold.kernel);
        variables.add(fold.bias);
        folds.add(fold);
      } else if (layer instanceof MaxPooling2D && !layers.isEmpty() && rising(layers.getLast()) != null) {
        Conv2D conv = (Conv2D) layers.removeLast();
        layers.add(conv.activation(Activation.LINEAR));
        layers.add(layer);
        layers.add(ActivationLayer.of(conv.activation()));
        names.add(network.names().get(i));
        names.add(network.names().get(i) + "/" + conv.activation().name().toLowerCase(Locale.ROOT));
      } else {
        layers.add(layer);
        names.add(network.names().get(i));
        variables.addAll(own);
      }
    }
    return layers.isEmpty()
        ? new Simplified(network, all, List.of())
        : new Simplified(
            Sequential.of(network.name(), network.input(), layers, names)
                .freeze(network.frozen().stream().filter(names::contains).toArray(String[]::new)),
            variables,
            folds);
  }

  private static boolean isOverLastAxis(BatchNormalization norm, Shape input) {
    return norm.channelAxis(input) == input.rank() - 1;
  }

  private static Activation standsAlone(Layer layer) {
    return switch (layer) {
      case ActivationLayer l -> l.activation();
      case Softmax l when l.equals(Softmax.of()) -> Activation.SOFTMAX;
      case ReLU l when l.equals(ReLU.of()) -> Activation.RELU;
      default -> null;
    };
  }

  /** A convolution's activation if it never falls; else null. */
  private static Activation rising(Layer layer) {
    return layer instanceof Conv2D conv
        ? switch (conv.activation()) {
          case RELU, LEAKY_RELU, ELU, SELU, SOFTPLUS, TANH, SIGMOID -> conv.activation();
          default -> null;
        }
        : null;
  }

  private static boolean isLinear(Layer layer) {
    return switch (layer) {
      case Dense l -> l.activation() == Activation.LINEAR;
      case Conv2D l -> l.activation() == Activation.LINEAR;
      default -> false;
    };
  }

  private static Layer with(Activation activation, Layer linear) {
    return linear instanceof Dense dense ? dense.activation(activation) : ((Conv2D) linear).activation(activation);
  }

  private static boolean usesBias(Layer linear) {
    return linear instanceof Dense dense ? dense.useBias() : ((Conv2D) linear).useBias();
  }

  private static Layer withBias(Layer linear) {
    return linear instanceof Dense dense ? dense.useBias(true) : ((Conv2D) linear).useBias(true);
  }

  private static List<Variable> takeLast(List<Variable> variables, int count) {
    List<Variable> tail = variables.subList(variables.size() - count, variables.size());
    List<Variable> taken = List.copyOf(tail);
    tail.clear();
    return taken;
  }

  /**
   * A batch normalization within the layer before it.
   *
   * @param norm the normalization's variables: gamma and beta where it has them, mean, variance
   * @param linear the layer's variables: kernel, and bias where it has one
   * @param kernel what the layer has instead
   * @param bias what the layer has instead
   */
  record Fold(BatchNormalization layer, List<Variable> norm, List<Variable> linear, Variable kernel, Variable bias) {
    static Fold of(BatchNormalization layer, List<Variable> norm, List<Variable> linear, int channels) {
      Variable kernel = linear.getFirst();
      Variable mean = norm.get(norm.size() - 2);
      return new Fold(
          layer,
          norm,
          linear,
          new Variable(kernel.layer(), kernel.weight(), new float[kernel.values().length]),
          new Variable(kernel.layer(), mean.weight(), new float[channels]));
    }

    void run() {
      float[] mean = norm.get(norm.size() - 2).values();
      float[] variance = norm.getLast().values();
      float[] old = linear.getFirst().values();
      int channels = mean.length;
      for (int j = 0; j < channels; j++) {
        float gamma = layer.scale() ? norm.getFirst().values()[j] : 1;
        float beta = layer.center() ? norm.get(layer.scale() ? 1 : 0).values()[j] : 0;
        float scale = gamma * (float) (1 / Math.sqrt(variance[j] + layer.epsilon()));
        float before = linear.size() == 2 ? linear.get(1).values()[j] : 0;
        bias.values()[j] = (before - mean[j]) * scale + beta;
        for (int i = j; i < old.length; i += channels) {
          kernel.values()[i] = old[i] * scale;
        }
      }
    }
  }
}
