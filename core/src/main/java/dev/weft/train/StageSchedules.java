package dev.weft.train;

import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Optimizer;
import dev.weft.model.Span;
import dev.weft.model.Weight;
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

  /** Whether the schedule of a stage goes on in the next. */
  static boolean goesOn(Stage before, Stage next) {
    return before.optimizer().equals(next.optimizer()) && learns(before.network()).equals(learns(next.network()));
  }

  private static List<String> learns(Graph network) {
    List<String> weights = new ArrayList<>();
    for (Node node : network.firstCalls()) {
      network.weights(node).stream()
          .filter(Weight::trainable)
          .forEach(weight -> weights.add(node.layerName() + "/" + weight.name()));
    }
    return weights;
  }
}
