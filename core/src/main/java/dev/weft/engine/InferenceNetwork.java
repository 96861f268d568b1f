package dev.weft.engine;

import dev.weft.model.Graph;
import java.util.List;
import java.util.Map;

/**
 * A network as it is computed in inference, still layer by layer: without those that only training needs, and with
 * batch normalization in the linear layers before it. Names are those of the network.
 *
 * @param variables of this graph, as the weights are now; where nothing was fused into them, the network's own arrays
 */
public record InferenceNetwork(Graph graph, List<Variable> variables) {
  /** That of a network with these weights. */
  public static InferenceNetwork of(Graph network, List<Variable> weights) {
    FusedNetwork fused = new FusedNetwork(network, weights, List.of(), Map.of());
    for (Pass pass : List.of(new IdleLayerRemoval(), new BatchNormalizationFusion(true))) {
      fused = pass.apply(fused);
    }
    fused.refresh();
    return new InferenceNetwork(fused.graph(), fused.variables());
  }
}
