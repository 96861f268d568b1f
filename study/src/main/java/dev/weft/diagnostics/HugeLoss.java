package dev.weft.diagnostics;

import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.run.Warning;
import java.util.Locale;
import java.util.Optional;

/**
 * The loss is huge, though finite: more than 100 times that of saying every class alike. Where regularizers add to it,
 * more than a million times.
 *
 * @param loss the larger of the training loss in the last epoch and the test loss
 * @param ofGuessing the loss of saying 1 / k of each of the k classes
 */
public record HugeLoss(double loss, double ofGuessing) implements Warning {
  private static final double MOST = 100;
  private static final double MOST_WITH_PENALTY = 1e6;

  /**
   * @param loss what training made small
   * @param value what it came to
   */
  static Optional<Warning> in(Graph network, Loss loss, int classes, double value) {
    double guessing = ofGuessing(loss, classes);
    double most = (isRegularized(network) ? MOST_WITH_PENALTY : MOST) * guessing;
    return value > most ? Optional.of(new HugeLoss(value, guessing)) : Optional.empty();
  }

  private static double ofGuessing(Loss loss, int classes) {
    double share = 1.0 / classes;
    return switch (loss) {
      case Loss.SparseCategoricalCrossentropy l -> Math.log(classes);
      case Loss.CategoricalCrossentropy l -> Math.log(classes);
      case Loss.KLDivergence l -> Math.log(classes);
      case Loss.BinaryCrossentropy l -> Math.log(2);
      case Loss.MeanSquaredError l -> share * (1 - share);
      case Loss.MeanAbsoluteError l -> 2 * share * (1 - share);
      case Loss.Poisson l -> share * (1 - Math.log(share));
      case Loss.CategoricalHinge l -> 1;
    };
  }

  private static boolean isRegularized(Graph network) {
    return network.nodes().stream()
        .flatMap(node -> node.layer().arguments().entrySet().stream())
        .anyMatch(argument -> argument.getKey().endsWith("_regularizer") && argument.getValue() != null);
  }

  @Override
  public String name() {
    return "huge_loss";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "the loss is %.3g, and saying every class alike has %.3g: the weights grew too large; try a smaller learning"
            + " rate or clip the gradients.",
        loss,
        ofGuessing);
  }
}
