package dev.weft.engine;

import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a network will be computed, for batches of up to a fixed size.
 *
 * @param lines one for each node that is not part of another, in the graph's order
 */
public record Plan(List<Line> lines) {
  /**
   * One line of it.
   *
   * @param name the node's name
   * @param kind its layer's class in Keras
   * @param algorithm how it is computed; empty where there is but one way
   * @param fused the names of the nodes that are computed with it
   * @param output the shape of one sample's output
   * @param bytes of memory that it takes besides what the nodes before it take; 0 where it finds enough
   */
  public record Line(String name, String kind, String algorithm, List<String> fused, Shape output, long bytes) {}

  /** One step of training. */
  public static Plan ofTraining(Graph network, List<Variable> variables, int batch) {
    return of(FusedNetwork.forTraining(network, variables), batch, true);
  }

  /** Outputs alone: what works in training alone is left out, and batch normalization is fused. */
  public static Plan ofInference(Graph network, List<Variable> variables, int batch) {
    return of(FusedNetwork.withoutKernels(network, variables), batch, false);
  }

  private static Plan of(FusedNetwork network, int batch, boolean training) {
    Graph graph = network.graph();
    Compiler compiler;
    try (WorkerPool workers = new WorkerPool(1)) {
      compiler = new Compiler(network, Buffers.measuring(batch), Compiler.Mode.of(training), 0, workers);
    }
    Set<String> joined = new HashSet<>();
    compiler.others().values().forEach(joined::addAll);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      if (!joined.contains(node.name())) {
        List<String> others = compiler.others().getOrDefault(node.name(), List.of());
        List<String> fused = new ArrayList<>(network.fused().getOrDefault(node.name(), List.of()));
        fused.addAll(others);
        Shape output = others.isEmpty() ? graph.shape(node) : graph.shape(others.getLast());
        String kind = node.layer().kind();
        lines.add(new Line(node.name(), kind, algorithm(compiler, i), fused, output, compiler.bytes(i)));
      }
    }
    return new Plan(lines);
  }

  private static String algorithm(Compiler compiler, int node) {
    List<String> algorithms =
        compiler.steps().stream()
            .filter(step -> step.node() == node && !step.op().algorithm().isEmpty())
            .map(step -> step.op().algorithm())
            .distinct()
            .toList();
    return String.join(", ", algorithms);
  }
}
