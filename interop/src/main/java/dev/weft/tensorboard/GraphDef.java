package dev.weft.tensorboard;

import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import dev.weft.protobuf.ProtoWriter;

/**
 * A network as TensorBoard draws it: a node for each call of a layer, with the layer's kind, the nodes that it takes
 * and the shape that leaves it, which begins with an unknown number of images.
 *
 * <p>Format: <a href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/graph.proto">
 * graph.proto</a> and its {@code node_def.proto} and {@code attr_value.proto}.
 */
final class GraphDef {
  private GraphDef() {}

  static byte[] of(Graph network) {
    ProtoWriter graph = new ProtoWriter();
    graph.message(1, node(network.inputName(), "Placeholder", network.input()));
    for (Node call : network.nodes()) {
      ProtoWriter node = node(call.name(), call.layer().kind(), network.shape(call));
      call.inputs().forEach(input -> node.text(3, input));
      graph.message(1, node);
    }
    return graph.message(4, new ProtoWriter().number(1, 22)).toBytes(); // as TensorFlow's graphs of today
  }

  private static ProtoWriter node(String name, String kind, Shape shape) {
    int[] sizes = new int[shape.rank() + 1];
    sizes[0] = -1;
    for (int i = 0; i < shape.rank(); i++) {
      sizes[i + 1] = shape.size(i);
    }
    ProtoWriter list = new ProtoWriter().message(7, Summary.shape(sizes));
    ProtoWriter shapes = new ProtoWriter().text(1, "_output_shapes").message(2, new ProtoWriter().message(1, list));
    return new ProtoWriter().text(1, name).text(2, kind).message(5, shapes);
  }
}
