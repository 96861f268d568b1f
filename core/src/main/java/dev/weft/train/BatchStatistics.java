package dev.weft.train;

import dev.weft.engine.Program;
import dev.weft.engine.Variable;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Means and variances of batch normalization, measured anew over all training images as they are trained on: the mean
 * over the batches of an epoch, PyTorch's {@code update_bn}. Weights that were averaged need it, as no batch was
 * normalized with them.
 */
public final class BatchStatistics {
  private final Program program;
  private final BatchLoader loader;
  private final List<Statistic> statistics = new ArrayList<>();

  /**
   * A moving mean or variance.
   *
   * @param share how much of it a batch makes, where it was 0
   * @param sum over the batches
   */
  private record Statistic(float[] moving, double share, double[] sum) {
    void clear() {
      Arrays.fill(moving, 0);
    }

    void add() {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += moving[i] / share;
      }
    }

    void take(int batches) {
      for (int i = 0; i < sum.length; i++) {
        moving[i] = (float) (sum[i] / batches);
        sum[i] = 0;
      }
    }
  }

  BatchStatistics(Model model, Program program, BatchLoader loader) {
    this.program = program;
    this.loader = loader;
    for (Variable variable : moving(model)) {
      Graph network = model.network();
      List<Node> calls = network.calls(variable.layer());
      float momentum = (float) ((BatchNormalization) calls.getFirst().layer()).momentum();
      double share = 1 - Math.pow(momentum, calls.size());
      if (share > 0) {
        statistics.add(new Statistic(variable.values(), share, new double[variable.values().length]));
      }
    }
  }

  /** The moving means and variances of a model that training changes. */
  static List<Variable> moving(Model model) {
    Graph network = model.network();
    return model.variables().stream()
        .filter(variable -> variable.weight().name().startsWith("moving_"))
        .filter(variable -> !network.frozen().contains(variable.layer()))
        .filter(variable -> network.calls(variable.layer()).getFirst().layer() instanceof BatchNormalization)
        .toList();
  }

  /** Measures them with the weights as they are now. */
  public void measure() {
    if (statistics.isEmpty()) {
      return;
    }
    program.weightsChanged();
    for (int step = 0; step < loader.steps(); step++) {
      int samples = loader.load(step);
      statistics.forEach(Statistic::clear);
      program.measure(samples, step);
      statistics.forEach(Statistic::add);
    }
    statistics.forEach(statistic -> statistic.take(loader.steps()));
  }
}
