package dev.weft.onnx;

import dev.weft.engine.Variable;
import dev.weft.model.Shape;
import java.util.List;

/** The weights of one layer as constants of a file's graph. All calls of the layer share them. */
record LayerWeights(String layer, List<Variable> variables, OnnxGraph graph) {
  /** The numbers of a weight by Keras's name. */
  float[] values(String name) {
    return variable(name).values();
  }

  Shape shape(String name) {
    return variable(name).weight().shape();
  }

  private Variable variable(String name) {
    return variables.stream().filter(variable -> variable.weight().name().equals(name)).findFirst().orElseThrow();
  }

  /** A weight with other numbers, or the same in another order. */
  OnnxValue as(String name, float[] values, int... sizes) {
    return graph.weight(layer, name, values, sizes);
  }

  /** A weight that is one row of numbers, as it is. */
  OnnxValue row(String name) {
    float[] values = values(name);
    return as(name, values, values.length);
  }
}
