package dev.weft.diagnostics;

import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.run.Warning;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

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
      case Loss.CategoricalFocalCrossentropy l -> alpha(l) * Math.pow(1 - share, l.gamma()) * Math.log(classes);
      case Loss.BinaryFocalCrossentropy l -> Math.pow(0.5, l.gamma()) * Math.log(2);
      case Loss.CategoricalGeneralizedCrossEntropy l -> (1 - Math.pow(share, l.q())) / l.q();
      case Loss.MeanSquaredError l -> share * (1 - share);
      case Loss.MeanAbsoluteError l -> 2 * share * (1 - share);
      case Loss.Poisson l -> share * (1 - Math.log(share));
      case Loss.MeanAbsolutePercentageError l -> mean(share, e -> 100 * Math.abs(e) / (e > 0 ? 1 : 1e-7));
      case Loss.MeanSquaredLogarithmicError l -> mean(share, e -> Math.pow(Math.log((1 + share) / (1 + share + e)), 2));
      case Loss.Huber l -> mean(share, e -> huber(Math.abs(e), l.delta()));
      case Loss.LogCosh l -> mean(share, e -> Math.log(Math.cosh(e)));
      case Loss.Hinge l -> 1;
      case Loss.SquaredHinge l -> 1;
      case Loss.CategoricalHinge l -> 1;
      case Loss.CosineSimilarity l -> 1; // the most that it can be
    };
  }

  /** Of an output's error: the target, 1 or 0, less the share. */
  private static double mean(double share, DoubleUnaryOperator loss) {
    return share * loss.applyAsDouble(1 - share) + (1 - share) * loss.applyAsDouble(-share);
  }

  private static double huber(double error, double delta) {
    return error <= delta ? error * error / 2 : delta * (error - delta / 2);
  }

  private static double alpha(Loss.CategoricalFocalCrossentropy loss) {
    return loss.alpha().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
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
