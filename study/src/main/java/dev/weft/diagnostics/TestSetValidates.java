package dev.weft.diagnostics;

import dev.weft.experiment.Experiment;
import dev.weft.experiment.Validation;
import dev.weft.run.Warning;
import java.util.Optional;

/** The validation set is the test set, so that no fair test is left of what was chosen by it. */
public record TestSetValidates() implements Warning {
  static Optional<Warning> in(Experiment experiment) {
    return experiment.data().validation() instanceof Validation.Test
        ? Optional.of(new TestSetValidates())
        : Optional.empty();
  }

  @Override
  public String name() {
    return "test_set_validates";
  }

  @Override
  public String sentence() {
    return "the test set is also the validation set: what is chosen by it looks better than it is.";
  }
}
