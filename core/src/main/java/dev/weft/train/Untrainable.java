package dev.weft.train;

import dev.weft.augment.Augmentation;
import dev.weft.augment.ImageShape;
import dev.weft.augment.Mixing;
import dev.weft.engine.Learning;
import dev.weft.engine.Variable;
import dev.weft.model.ActivityRegularization;
import dev.weft.model.AugmentationLayer;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Normalization;
import dev.weft.model.Shape;
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
    checkAugmentations(network);
    for (Node node : network.firstCalls()) {
      String name = node.name();
      switch (node.layer()) {
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

  /** A layer that changes images needs an augmentation of that name, on images before which nothing learns. */
  private static void checkAugmentations(Graph network) {
    Learning learning = Learning.of(network, true);
    for (Node node : network.nodes()) {
      if (node.layer() instanceof AugmentationLayer layer) {
        String name = "'%s' (%s)".formatted(node.name(), layer.kind());
        Augmentation change =
            layer
                .change()
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "Weft does not have the augmentation of the layer %s with these arguments, so that it only"
                                .formatted(name)
                            + " predicts and evaluates with this network; received "
                            + layer.arguments()
                            + "."));
        if (change instanceof Mixing) {
          throw new IllegalArgumentException(
              "a layer that mixes images leaves their labels as they are; received %s; mix both with Fit.augment."
                  .formatted(name));
        }
        if (learning.learns(node.inputs().getFirst())) {
          throw new IllegalArgumentException(
              "a layer that changes images must stand before every layer that learns; %s stands behind one; put it first,"
                      .formatted(name)
                  + " or freeze those before it.");
        }
        Shape shape = network.shape(node.name());
        if (shape.rank() != 3) {
          throw new IllegalArgumentException(
              "a layer that changes images takes the shape (height, width, channels); %s receives %s."
                  .formatted(name, shape));
        }
        change.on(new ImageShape(shape.size(0), shape.size(1), shape.last()));
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
