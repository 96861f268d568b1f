package dev.weft.train;

import dev.weft.Finite;
import dev.weft.engine.Program;
import dev.weft.engine.Variable;
import java.util.List;

/**
 * The end of a training whose numbers are no finite ones any more: the loss after each step, weights and outputs after
 * each epoch.
 */
final class Divergence {
  private static final String ADVICE = "; try a smaller learning rate or clip the gradients.";

  private Divergence() {}

  /** After a step, counted from 0. */
  static Verdict ofStep(double loss, int epoch, int step) {
    return Double.isFinite(loss) ? Verdict.CONTINUE : verdict("the loss became " + loss, epoch, ", step " + (step + 1));
  }

  /**
   * After an epoch, counted from 0.
   *
   * @param samples of the last batch; 0 for none
   * @param valLoss null where nothing was validated
   */
  static Verdict ofEpoch(List<Variable> variables, Program program, int samples, Double valLoss, int epoch) {
    for (Variable variable : variables) {
      if (!Finite.all(variable.values(), variable.values().length)) {
        return verdict("the weights " + variable.path() + " became infinite or no numbers", epoch, "");
      }
    }
    if (samples > 0) {
      program.forward(samples);
      if (!Finite.all(program.output(), samples * program.outputFeatures())) {
        return verdict("the network's outputs became infinite or no numbers", epoch, "");
      }
    }
    boolean finite = valLoss == null || Double.isFinite(valLoss);
    return finite ? Verdict.CONTINUE : verdict("the validation loss became " + valLoss, epoch, "");
  }

  private static Verdict verdict(String what, int epoch, String step) {
    return Verdict.stop(what + " in epoch " + (epoch + 1) + step + ADVICE);
  }
}
