package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.model.Activation;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.History.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivergenceTest {
  @Test
  void aLossThatIsNoNumberEndsATraining() {
    History history = Small.model(1e30).fit(Small.images(100), Small.fit(5, 10));
    assertEquals(Outcome.DIVERGED, history.outcome());
    assertEquals(1, history.epochs().size());
    assertTrue(
        history
            .reason()
            .matches(
                "the loss became (NaN|Infinity) in epoch 1, step \\d+; "
                    + "try a smaller learning rate or clip the gradients\\."),
        history.reason());
  }

  /** The loss of the one step is that of the first weights. */
  @Test
  void weightsThatTheLastStepBrokeAreSeen() {
    History history = Small.model(1e40).fit(Small.images(100), Small.fit(1, 100));
    assertTrue(Double.isFinite(history.last().loss()));
    assertEquals(Outcome.DIVERGED, history.outcome());
    assertTrue(
        history
            .reason()
            .matches(
                "the weights dense(_1)?/(kernel|bias) became infinite or no numbers in epoch 1; "
                    + "try a smaller learning rate or clip the gradients\\."),
        history.reason());
  }

  /** Two layers of weights near 1e30 are finite, their product is not. */
  @Test
  void outputsThatTheLastStepBrokeAreSeen() {
    Graph linear =
        Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(8), Dense.of(10).activation(Activation.LINEAR));
    Model model = Model.compile(linear, SGD.of(1e30), Loss.MEAN_SQUARED_ERROR, 7);
    History history = model.fit(Small.images(100), Small.fit(1, 100));
    assertEquals(Outcome.DIVERGED, history.outcome());
    assertEquals(
        "the network's outputs became infinite or no numbers in epoch 1; "
            + "try a smaller learning rate or clip the gradients.",
        history.reason());
  }

  @Test
  void aTrainingThatDivergedHasDivergedWhenItGoesOn(@TempDir Path folder) {
    Fit fit = Small.fit(3, 100).checkpoint(folder.resolve("checkpoint"));
    Small.model(1e40).fit(Small.images(100), fit);
    History again = Small.model(1e40).fit(Small.images(100), fit);
    assertEquals(Outcome.DIVERGED, again.outcome());
    assertEquals(1, again.epochs().size());
    assertTrue(again.reason().startsWith("the weights "), again.reason());
  }

  @Test
  void lossesStopOnlyForWhatIsNoNumber() {
    assertEquals(Verdict.CONTINUE, Divergence.ofStep(1e300, 0, 0));
    assertTrue(Divergence.ofStep(Double.NaN, 0, 0).stop());
    assertEquals(
        "the loss became Infinity in epoch 3, step 5; try a smaller learning rate or clip the gradients.",
        Divergence.ofStep(Double.POSITIVE_INFINITY, 2, 4).reason());
  }
}
