package dev.weft.train;

import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Optimizer;
import dev.weft.model.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The learning rates and limits of stages: one schedule goes over all stages on end that have the same optimizer and
 * learn the same.
 */
final class StageSchedules {
  private StageSchedules() {}

  /** The optimizer of each stage, with its schedules for a training of this length. */
  static List<Optimizer> of(List<Stage> stages) {
    List<Optimizer> optimizers = new ArrayList<>();
    for (int from = 0; from < stages.size(); from = optimizers.size()) {
      int to = from + 1;
      while (to < stages.size() && goesOn(stages.get(to - 1), stages.get(to))) {
        to++;
      }
      Optimizer optimizer = stages.get(from).optimizer().in(span(stages.subList(from, to)));
      while (optimizers.size() < to) {
        optimizers.add(optimizer);
      }
    }
    return optimizers;
  }

  private static Span span(List<Stage> stages) {
    int epochs = stages.stream().mapToInt(stage -> stage.fit().epochs()).sum();
    double steps = stages.stream().mapToDouble(stage -> (double) stage.steps() * stage.fit().epochs()).sum();
    return new Span(epochs, steps / epochs);
  }

  /** Whether the schedule of a stage goes on in the next; what the optimizer remembers goes on then, too. */
  static boolean goesOn(Stage before, Stage next) {
    return before.optimizer().equals(next.optimizer()) && weights(before.network()).equals(weights(next.network()));
  }

  /** Each weight of a network, with the name of its layer, and whether it learns. */
  private static List<Object> weights(Graph network) {
    List<Object> weights = new ArrayList<>();
    for (Node node : network.firstCalls()) {
      network.weights(node).forEach(weight -> weights.add(List.of(node.layerName(), weight)));
    }
    return weights;
  }
}
