package dev.weft.engine;

import dev.weft.model.Graph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A network as it is computed, after the passes.
 *
 * @param variables of this graph; where nothing was fused into them, the very ones of the original
 * @param normalizations whose weights are part of a layer's before them
 * @param fused the names of the nodes that are part of another, by its name
 */
record FusedNetwork(
    Graph graph, List<Variable> variables, List<FusedNormalization> normalizations, Map<String, List<String>> fused) {
  private static final List<Pass> TRAINING = List.of(new ActivationFusion(), new PoolingBeforeActivation());

  /** For training, where batch normalization and dropout have work to do. */
  static FusedNetwork forTraining(Graph graph, List<Variable> variables) {
    return of(graph, variables, TRAINING);
  }

  /** The scores before a last softmax or sigmoid, as in inference, where each node has a value of its own. */
  static FusedNetwork forGradients(Graph graph, List<Variable> variables) {
    return of(graph, variables, List.of(new IdleLayerRemoval(), new LastFunctionRemoval()));
  }

  static FusedNetwork forInference(Graph graph, List<Variable> variables) {
    return forInference(graph, variables, true);
  }

  /** The same where kernels with normalizations have no numbers yet: {@link Parameters#freeze} computes them. */
  static FusedNetwork withoutKernels(Graph graph, List<Variable> variables) {
    return forInference(graph, variables, false);
  }

  private static FusedNetwork forInference(Graph graph, List<Variable> variables, boolean makesKernels) {
    Pass fusion = new BatchNormalizationFusion(makesKernels);
    List<Pass> passes = List.of(new IdleLayerRemoval(), fusion, new ActivationFusion(), new PoolingBeforeActivation());
    return of(graph, variables, passes);
  }

  private static FusedNetwork of(Graph graph, List<Variable> variables, List<Pass> passes) {
    FusedNetwork network = new FusedNetwork(graph, variables, List.of(), Map.of());
    for (Pass pass : passes) {
      network = pass.apply(network);
    }
    return network;
  }

  /** What a pass made of this network that has the same weights. */
  FusedNetwork with(Rewrite rewrite) {
    return with(rewrite, variables, normalizations);
  }

  FusedNetwork with(Rewrite rewrite, List<Variable> variables, List<FusedNormalization> normalizations) {
    Map<String, List<String>> all = new LinkedHashMap<>(fused);
    rewrite
        .fused()
        .forEach((name, more) -> all.merge(name, more, (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
    return new FusedNetwork(rewrite.graph(), variables, normalizations, all);
  }

  /** The same without any numbers. */
  FusedNetwork withoutWeights() {
    return new FusedNetwork(graph, List.of(), List.of(), fused);
  }

  /** Computes the fused weights anew, after the original's variables have changed. */
  void refresh() {
    normalizations.forEach(FusedNormalization::refresh);
  }
}
