package dev.weft.diagnostics;

import dev.weft.experiment.Experiment;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Dense;
import dev.weft.model.Layer;
import dev.weft.model.Loss;
import dev.weft.model.Softmax;
import dev.weft.run.Warning;
import java.util.Optional;

/**
 * The loss and the network's end do not go together: softmax is taken twice, or not at all.
 *
 * @param fromLogits whether the loss takes scores and makes probabilities of them itself; the network ends in softmax
 *     where it does and does not where it does not
 */
public record LossBesideSoftmax(boolean fromLogits) implements Warning {
  static Optional<Warning> in(Experiment experiment) {
    Loss loss = experiment.training().loss();
    boolean crossentropy =
        switch (loss) {
          case Loss.SparseCategoricalCrossentropy l -> true;
          case Loss.CategoricalCrossentropy l -> true;
          case Loss.CategoricalFocalCrossentropy l -> true;
          default -> false;
        };
    return crossentropy
            && !experiment.model().layers().isEmpty()
            && loss.fromLogits() == isSoftmax(experiment.model().layers().getLast().layer())
        ? Optional.of(new LossBesideSoftmax(loss.fromLogits()))
        : Optional.empty();
  }

  private static boolean isSoftmax(Layer layer) {
    return switch (layer) {
      case Dense dense -> dense.activation() == Activation.SOFTMAX;
      case ActivationLayer activation -> activation.activation() == Activation.SOFTMAX;
      case Softmax softmax -> true;
      default -> false;
    };
  }

  @Override
  public String name() {
    return "loss_beside_softmax";
  }

  @Override
  public String sentence() {
    return fromLogits
        ? "the loss has from_logits: true, but the network ends in softmax, so softmax is taken twice."
        : "the loss expects probabilities, but the network does not end in softmax; add it, or say from_logits: true.";
  }
}
