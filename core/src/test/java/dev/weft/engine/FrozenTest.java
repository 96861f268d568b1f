package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.model.AdamW;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.Regularizer;
import dev.weft.model.Sequential;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers that training does not change; GoldenStepsTest has Keras's numbers for them. */
class FrozenTest {
  private static final Optimizer DECAYING = AdamW.of().weightDecay(0.1);

  private static Graph network() {
    return Sequential.of(
        Input.of(5, 4, 1),
        Conv2D.of(3, 2),
        BatchNormalization.of(),
        Flatten.of(),
        Dropout.of(0.2),
        Dense.of(6).kernelRegularizer(new Regularizer.L2(0.1)),
        Dense.of(3));
  }

  private static List<Variable> afterASteps(Graph network) {
    List<Variable> variables = Variable.of(network, 3);
    OptimizerState state = OptimizerState.of(DECAYING, variables);
    try (WorkerPool workers = new WorkerPool(2)) {
      Program program =
          Program.training(network, variables, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, DECAYING, state, 4, 1, workers);
      for (int i = 0; i < program.input().length; i++) {
        program.input()[i] = i % 7 - 2;
      }
      program.step(4, new int[] {0, 1, 2, 1}, null, 0.1);
    }
    return variables;
  }

  @Test
  void stayAsTheyAreToTheBit() {
    Graph network = network().freeze("conv2d", "batch_normalization", "dense");
    List<Variable> before = Variable.of(network, 3);
    List<Variable> after = afterASteps(network);
    for (int i = 0; i < before.size(); i++) {
      boolean same = Arrays.equals(before.get(i).values(), after.get(i).values());
      assertEquals(!before.get(i).layer().equals("dense_1"), same, before.get(i).path());
    }
  }

  @Test
  void doNotKeepTheOthersFromLearning() {
    List<Variable> all = afterASteps(network());
    List<Variable> some = afterASteps(network().freeze("dense_1"));
    for (int i = 0; i < all.size() - 2; i++) {
      float[] learned = all.get(i).values();
      assertFalse(Arrays.equals(Variable.of(network(), 3).get(i).values(), some.get(i).values()));
      assertArrayEquals(learned, some.get(i).values(), all.get(i).path());
    }
  }

  @Test
  void countAsNotTrainable() {
    Graph network = network().freeze("conv2d");
    assertEquals(15 + 6, network.parameters(false)); // kernel and bias; moving mean and variance
    assertEquals(network().parameters(), network.parameters());
    assertEquals(List.of("conv2d"), network.frozen());
  }
}
