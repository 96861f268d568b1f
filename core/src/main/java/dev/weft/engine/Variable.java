package dev.weft.engine;

import dev.weft.SplitMix64;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of one weight of one layer; the array is the weight itself, not a copy.
 *
 * @param layer the layer's name in its network, such as {@code dense_1}
 * @param values row-major in {@code weight.shape()}
 */
public record Variable(String layer, Weight weight, float[] values) {
  /** All variables of a network, in layer order, filled by their initializers; each has a random stream of its own. */
  public static List<Variable> of(Graph network, long seed) {
    SplitMix64 seeds = SplitMix64.of(seed);
    List<Variable> variables = new ArrayList<>();
    for (Node node : network.firstCalls()) {
      for (Weight weight : network.weights(node)) {
        Variable variable = new Variable(node.layerName(), weight, new float[weight.shape().elements()]);
        weight.initializer().fill(variable.values, weight.shape(), seeds.split());
        variables.add(variable);
      }
    }
    return List.copyOf(variables);
  }

  /** {@code dense_1/kernel}. */
  public String path() {
    return layer + "/" + weight.name();
  }
}
