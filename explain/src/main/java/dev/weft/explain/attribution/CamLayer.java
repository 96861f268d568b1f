package dev.weft.explain.attribution;

import dev.weft.model.AveragePooling2D;
import dev.weft.model.Cropping2D;
import dev.weft.model.Graph;
import dev.weft.model.Identity;
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Node;
import dev.weft.model.Permute;
import dev.weft.model.Reshape;
import dev.weft.model.Shape;
import dev.weft.model.ZeroPadding2D;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layer that Grad-CAM looks at: the last one behind a convolution whose output has places, and through which all
 * paths to the scores lead. Pooling and what only moves numbers is passed over.
 */
final class CamLayer {
  private CamLayer() {}

  /** Its name; empty where a network has no such layer. */
  static Optional<String> of(Graph graph) {
    List<Node> nodes = graph.nodes();
    Map<String, Integer> lastReader = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).inputs()) {
        lastReader.put(input, i);
      }
    }
    Optional<String> found = Optional.empty();
    int open = lastReader.get(graph.inputName()); // the last reader of what leaves earlier nodes
    boolean convolved = false;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      convolved |= convolves(graph, node);
      if (open <= i && convolved && hasPlaces(graph.shape(node)) && computes(node.layer())) {
        found = Optional.of(node.name());
      }
      open = Math.max(open, lastReader.getOrDefault(node.name(), 0));
    }
    return found;
  }

  /** Whether a layer looks at more than one place at a time, or gives many values of each. */
  private static boolean convolves(Graph graph, Node node) {
    return graph.weights(node).stream().anyMatch(weight -> weight.shape().rank() == 4);
  }

  private static boolean hasPlaces(Shape shape) {
    return shape.rank() == 3 && shape.size(0) * shape.size(1) > 1;
  }

  private static boolean computes(Layer layer) {
    return switch (layer) {
      case MaxPooling2D l -> false;
      case AveragePooling2D l -> false;
      case ZeroPadding2D l -> false;
      case Cropping2D l -> false;
      case Identity l -> false;
      case Permute l -> false;
      case Reshape l -> false;
      default -> true;
    };
  }
}
