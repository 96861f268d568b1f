package dev.weft.train;

import dev.weft.engine.Variable;
import dev.weft.model.ActivityRegularization;
import dev.weft.model.Augmentation;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Normalization;
import java.util.List;

/** Layers with which Weft computes outputs, but no training. */
final class Untrainable {
  private Untrainable() {}

  /**
   * @throws IllegalArgumentException naming the first such layer
   */
  static void check(Graph network, List<Variable> variables) {
    if (!network.frozen().isEmpty() && network.parameters(true) == 0) {
      throw new IllegalArgumentException(
          "a training needs a weight that it may change; received a network whose layers with weights all are frozen.");
    }
    for (Node node : network.firstCalls()) {
      String name = node.name();
      switch (node.layer()) {
        case Augmentation layer ->
            throw new IllegalArgumentException(
                "Weft predicts and evaluates with a network that changes images in training, but cannot train it yet;"
                    + " received the layer '%s' (%s).".formatted(name, layer.kind()));
        case ActivityRegularization layer when layer.l1() > 0 || layer.l2() > 0 ->
            throw new IllegalArgumentException(
                "Weft cannot train with a penalty on activations; received the layer '%s' (%s)."
                    .formatted(name, layer.kind()));
        case Normalization layer when layer.mean() == null && isFresh(name, variables) ->
            throw new IllegalArgumentException(
                "a Normalization needs its mean and variance before a training; give '%s' both.".formatted(name));
        default -> {}
      }
    }
  }

  /** Whether the layer's mean and variance are still those that every such layer begins with. */
  private static boolean isFresh(String layer, List<Variable> variables) {
    return variables.stream()
        .filter(variable -> variable.layer().equals(layer))
        .allMatch(variable -> {
          float first = variable.weight().name().equals("variance") ? 1 : 0;
          for (float value : variable.values()) {
            if (value != first) {
              return false;
            }
          }
          return true;
        });
  }
}
