package dev.weft.engine;

import dev.weft.model.BatchNormalization;
import dev.weft.model.Node;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts batch normalization into the linear layer before it, for inference, if no other layer takes that one's output
 * and it is called once. The normalization may have other calls.
 */
final class BatchNormalizationFusion implements Pass {
  private final boolean makesKernels;

  /**
   * @param makesKernels whether each layer has an array for its kernel from now on
   */
  BatchNormalizationFusion(boolean makesKernels) {
    this.makesKernels = makesKernels;
  }

  @Override
  public FusedNetwork apply(FusedNetwork network) {
    Rewrite rewrite = new Rewrite(network.graph());
    List<FusedNormalization> fused = new ArrayList<>(network.normalizations());
    Map<String, List<Variable>> weights = new HashMap<>();
    network.variables().forEach(v -> weights.computeIfAbsent(v.layer(), layer -> new ArrayList<>()).add(v));
    for (Node node : network.graph().nodes()) {
      Node before = rewrite.onlyBefore(node);
      if (node.layer() instanceof BatchNormalization norm
          && before != null
          && LinearLayer.isLinear(before.layer())
          && isOverLastAxis(norm, network.graph().inputShape(node))) {
        List<Variable> all = weights.get(before.layerName());
        int first = before.layer() instanceof SeparableConv2D ? 1 : 0;
        List<Variable> linear = all.subList(first, all.size());
        float[] kernel = new float[makesKernels ? linear.getFirst().values().length : 0];
        FusedNormalization normalization = FusedNormalization.of(norm, weights.get(node.layerName()), linear, kernel);
        fused.add(normalization);
        List<Variable> instead = new ArrayList<>(all.subList(0, first));
        instead.addAll(List.of(normalization.kernel(), normalization.bias()));
        weights.put(before.layerName(), instead);
        rewrite.change(before, LinearLayer.withBias(before.layer()));
        rewrite.fuse(node, before);
      } else {
        rewrite.keep(node);
      }
    }
    List<Variable> left =
        rewrite.graph().firstCalls().stream()
            .flatMap(node -> weights.getOrDefault(node.layerName(), List.of()).stream())
            .toList();
    return network.with(rewrite, left, fused);
  }

  private static boolean isOverLastAxis(BatchNormalization norm, Shape input) {
    return norm.channelAxis(input) == input.rank() - 1;
  }
}
