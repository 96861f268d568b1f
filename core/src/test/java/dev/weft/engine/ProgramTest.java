package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.model.Activation;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.Regularizer;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramTest {
  static List<Networks> networks() {
    return Networks.all();
  }

  /** What lies in the rest of the batch is of no account. */
  @ParameterizedTest
  @MethodSource("networks")
  void aSmallBatchIsTrainedAsByAProgramOfItsSize(Networks networks) {
    int few = networks.batch() / 3;
    Networks small = new Networks(networks.network(), networks.loss(), networks.optimizer(), few);
    try (WorkerPool workers = new WorkerPool(2)) {
      Networks.Training large = networks.new Training(workers);
      Networks.Training fitting = small.new Training(workers);
      Arrays.fill(large.program.input(), few * large.program.inputFeatures(), large.program.input().length, Float.NaN);
      for (int step = 0; step < 3; step++) {
        assertEquals(
            fitting.program.step(few, fitting.labels, null, 1e-3), large.program.step(few, fitting.labels, null, 1e-3));
      }
      for (int i = 0; i < large.numbers().size(); i++) {
        assertArrayEquals(fitting.numbers().get(i), large.numbers().get(i));
      }
    }
  }

  @Test
  void aBatchOfTheWrongSizeIsRefused() {
    try (WorkerPool workers = new WorkerPool(1)) {
      Program program = Networks.plain().new Training(workers).program;
      for (int samples : new int[] {0, 151}) {
        String message = assertThrows(IllegalArgumentException.class, () -> program.forward(samples)).getMessage();
        assertEquals("a batch has 1 to 150 samples; received " + samples + ".", message);
      }
    }
  }

  private static Program program(
      Graph network, Loss loss, Optimizer optimizer, List<Variable> variables, WorkerPool workers) {
    return Program.training(
        network, variables, loss, optimizer, OptimizerState.of(optimizer, variables), 4, 1, workers);
  }

  /** As Keras does on TensorFlow: a softmax or sigmoid at the end is seen, whatever the loss was told. */
  @Test
  void outputsOfASoftmaxOrSigmoidAreNeverTakenForScores() {
    assertEquals(
        firstLoss(Activation.SOFTMAX, new Loss.SparseCategoricalCrossentropy(false)),
        firstLoss(Activation.SOFTMAX, new Loss.SparseCategoricalCrossentropy(true)));
    assertEquals(
        firstLoss(Activation.SIGMOID, new Loss.BinaryCrossentropy(false, 0)),
        firstLoss(Activation.SIGMOID, new Loss.BinaryCrossentropy(true, 0)));
  }

  /** Keras 3.15.1: CategoricalCrossentropy(label_smoothing=0.1) of the labels one-hot. */
  @ParameterizedTest
  @CsvSource({
    "softmax, false, 2, 0.5 -1 2, 0.39131134748",
    "softmax, false, 1, 1.5 0.25 -0.75, 1.57233929634",
    "linear, true, 2, 0.5 -1 2, 0.39131134748",
    "linear, true, 1, 1.5 0.25 -0.75, 1.57233929634",
    "linear, false, 2, 0.2 0.3 0.4, 0.84362447262",
    "linear, false, 1, 0.6 0.1 0.9, 2.63962268829"
  })
  void smoothsSparseLabelsAsKerasSmoothsOneHotOnes(
      String last, boolean fromLogits, int label, String inputs, double expected) {
    Activation activation = last.equals("softmax") ? Activation.SOFTMAX : Activation.LINEAR;
    Graph network = Sequential.of(Input.of(3), Dense.of(3).activation(activation));
    List<Variable> variables = Variable.of(network, 1);
    System.arraycopy(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 0, variables.getFirst().values(), 0, 9);
    try (WorkerPool workers = new WorkerPool(1)) {
      Program program =
          program(network, new Loss.SparseCategoricalCrossentropy(fromLogits, 0.1), SGD.of(), variables, workers);
      String[] each = inputs.split(" ");
      for (int i = 0; i < 3; i++) {
        program.input()[i] = Float.parseFloat(each[i]);
      }
      assertEquals(expected, program.step(1, new int[] {label}, null, 0.1), 1e-6);
    }
  }

  @Test
  void theProfileIsThatOfTheStepsAlone() {
    try (WorkerPool workers = new WorkerPool(1)) {
      Networks.Training training = Networks.plain().new Training(workers);
      training.step();
      List<Profile.Line> ofStep = training.program.profile().lines();
      training.program.measure(2, 0);
      training.program.forward(2);
      training.program.evaluate(2, training.labels, null);
      assertEquals(ofStep, training.program.profile().lines());
    }
  }

  private static double firstLoss(Activation last, Loss loss) {
    Graph network = Sequential.of(Input.of(3), Dense.of(4).activation(last));
    try (WorkerPool workers = new WorkerPool(1)) {
      Program program = program(network, loss, SGD.of(), Variable.of(network, 1), workers);
      System.arraycopy(new float[] {1, -2, 3}, 0, program.input(), 0, 3);
      return program.step(1, new int[] {2}, null, 0.1);
    }
  }

  @Test
  void theLargestOutputOrTheNearerSideOfOneHalfIsWhatTheNetworkSays() {
    Graph two = Sequential.of(Input.of(2), Dense.of(2).useBias(false));
    Graph one = Sequential.of(Input.of(1), Dense.of(1).useBias(false));
    try (WorkerPool workers = new WorkerPool(1)) {
      List<Variable> identity = Variable.of(two, 1);
      System.arraycopy(new float[] {1, 0, 0, 1}, 0, identity.getFirst().values(), 0, 4);
      Program classes = Program.inference(two, identity, Loss.MEAN_SQUARED_ERROR, 3, workers);
      classes.weightsChanged();
      System.arraycopy(new float[] {1, 2, 2, 1, 0, -1}, 0, classes.input(), 0, 6);
      classes.forward(3);
      assertEquals(2, classes.correct(3, new int[] {1, 1, 0}));

      List<Variable> itself = Variable.of(one, 1);
      itself.getFirst().values()[0] = 1;
      float[] outputs = {0.25f, 0.75f, -1};
      Program probability = Program.inference(one, itself, Loss.BINARY_CROSSENTROPY, 3, workers);
      Program score = Program.inference(one, itself, new Loss.BinaryCrossentropy(true, 0), 3, workers);
      for (Program program : List.of(probability, score)) {
        program.weightsChanged();
        System.arraycopy(outputs, 0, program.input(), 0, 3);
        program.forward(3);
      }
      assertEquals(3, probability.correct(3, new int[] {0, 1, 0}));
      assertEquals(3, score.correct(3, new int[] {1, 1, 0}));
    }
  }

  @Test
  void thePenaltyIsPartOfTheLossAndCanBeAskedFor() {
    Graph network = Sequential.of(Input.of(2), Dense.of(1).kernelRegularizer(new Regularizer.L1L2(0.5, 0.25)));
    try (WorkerPool workers = new WorkerPool(1)) {
      List<Variable> variables = Variable.of(network, 1);
      System.arraycopy(new float[] {2, -1}, 0, variables.getFirst().values(), 0, 2);
      Program program = program(network, Loss.MEAN_SQUARED_ERROR, SGD.of(0), variables, workers);
      assertEquals(0.5 * 3 + 0.25 * 5, program.penalty());
      program.input()[0] = 1;
      assertEquals(4 + 0.5 * 3 + 0.25 * 5, program.step(1, new int[] {0}, null, 0));
      assertEquals(4, program.lossSum());
    }
  }

  @Test
  void eachStepDropsSomethingElseButTheSameSeedTheSame() {
    Graph network =
        Sequential.of(Input.of(50), Dense.of(50).activation(Activation.LINEAR).useBias(false), Dropout.of(0.5));
    try (WorkerPool workers = new WorkerPool(1)) {
      List<Variable> variables = Variable.of(network, 1);
      boolean[][] first = dropped(program(network, Loss.MEAN_SQUARED_ERROR, SGD.of(0), variables, workers));
      boolean[][] second = dropped(program(network, Loss.MEAN_SQUARED_ERROR, SGD.of(0), variables, workers));
      assertArrayEquals(first, second);
      assertEquals(false, Arrays.equals(first[0], first[1]));
    }
  }

  /** What two steps drop. */
  private static boolean[][] dropped(Program program) {
    Arrays.fill(program.input(), 1);
    boolean[][] dropped = new boolean[2][50];
    for (boolean[] step : dropped) {
      program.step(1, new int[] {0}, null, 0);
      for (int i = 0; i < step.length; i++) {
        step[i] = program.output()[i] == 0;
      }
    }
    return dropped;
  }

  /**
   * Keras 3.15's {@code train_on_batch} with SGD(0.5) and categorical cross-entropy of the soft labels [0, 0.7, 0.3, 0]
   * and [0.75, 0, 0, 0.25].
   */
  @Test
  void aStepOnMixturesIsThatOfKerasOnSoftLabels() {
    Graph graph = Sequential.of(Input.of(3), Dense.of(4).activation(Activation.SOFTMAX));
    List<Variable> variables = Variable.of(graph, 1);
    float[] kernel = variables.get(0).values();
    float[] bias = variables.get(1).values();
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (i - 6) * 0.1f;
    }
    for (int i = 0; i < bias.length; i++) {
      bias[i] = i * 0.05f;
    }
    SGD sgd = SGD.of(0.5);
    OptimizerState state = OptimizerState.of(sgd, variables);
    try (WorkerPool workers = new WorkerPool(1)) {
      Program program = Program.training(graph, variables, Loss.CATEGORICAL_CROSSENTROPY, sgd, state, 2, 1, workers);
      System.arraycopy(new float[] {0.1f, 0.7f, -0.3f, 0.9f, -0.2f, 0.4f}, 0, program.input(), 0, 6);
      SecondLabels second = new SecondLabels(new int[] {2, 0}, new float[] {0.3f, 0.75f});
      double loss = program.step(2, new int[] {1, 3}, new float[] {0.7f, 0.25f}, second, 0.5);
      assertEquals(1.4673861265182495, loss, 1e-6);
      assertArrayEquals(new float[] {0.08565378f, 0.10913579f, 0.04306974f, 0.06214071f}, bias, 1e-7f);
      assertArrayEquals(
          new float[] {
            -0.48014396f,
            -0.5395122f,
            -0.45900074f,
            -0.3213431f,
            -0.26524436f,
            -0.0075009f,
            0.02011997f,
            0.05262529f,
            0.27168322f,
            0.24251169f,
            0.37043485f,
            0.51537025f
          },
          kernel,
          1e-7f);
    }
  }
}
