package dev.weft.engine;

import dev.weft.model.Graph;
import java.util.List;

/**
 * A network as it is computed, after the passes.
 *
 * @param variables of this graph; where nothing was fused into them, the very ones of the original
 * @param normalizations whose weights are part of a layer's before them
 */
record FusedNetwork(Graph graph, List<Variable> variables, List<FusedNormalization> normalizations) {
  private static final List<Pass> TRAINING = List.of(new ActivationFusion(), new PoolingBeforeActivation());

  private static final List<Pass> INFERENCE =
      List.of(
          new IdleLayerRemoval(),
          new BatchNormalizationFusion(),
          new ActivationFusion(),
          new PoolingBeforeActivation());

  /** For training, where batch normalization and dropout have work to do. */
  static FusedNetwork forTraining(Graph graph, List<Variable> variables) {
    return of(graph, variables, TRAINING);
  }

  static FusedNetwork forInference(Graph graph, List<Variable> variables) {
    return of(graph, variables, INFERENCE);
  }

  private static FusedNetwork of(Graph graph, List<Variable> variables, List<Pass> passes) {
    FusedNetwork network = new FusedNetwork(graph, variables, List.of());
    for (Pass pass : passes) {
      network = pass.apply(network);
    }
    return network;
  }

  /** The same with another graph that has the same weights. */
  FusedNetwork graph(Graph other) {
    return new FusedNetwork(other, variables, normalizations);
  }

  /** Computes the fused weights anew, after the original's variables have changed. */
  void refresh() {
    normalizations.forEach(FusedNormalization::refresh);
  }
}
