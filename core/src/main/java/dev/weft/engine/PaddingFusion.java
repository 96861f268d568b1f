package dev.weft.engine;

import dev.weft.model.Conv2D;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.Padding;
import dev.weft.model.Sides;
import dev.weft.model.Size;
import dev.weft.model.ZeroPadding2D;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Zeros around an image that nobody has to write, in inference: the convolution that alone reads it moves its windows
 * instead. Of Conv2D those with strides do so, which are products of windows.
 */
final class PaddingFusion {
  private PaddingFusion() {}

  /** The zeros of such layers, by the names of their nodes. */
  static Map<String, Sides> paddings(Graph graph) {
    Map<String, Sides> paddings = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<Node> readers = graph.readers(node.name());
      if (node.layer() instanceof ZeroPadding2D zeros
          && readers.size() == 1
          && !node.name().equals(graph.outputName())
          && takes(readers.getFirst().layer())) {
        paddings.put(node.name(), zeros.padding());
      }
    }
    return paddings;
  }

  private static boolean takes(Layer layer) {
    return switch (layer) {
      case DepthwiseConv2D l -> l.padding() == Padding.VALID;
      case Conv2D l -> l.padding() == Padding.VALID && l.groups() == 1 && !l.strides().equals(Size.of(1));
      default -> false;
    };
  }
}
