package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Add;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Concatenate;
import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.LeakyReLU;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Maximum;
import dev.weft.model.Node;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Sequential;
import dev.weft.model.Sides;
import dev.weft.model.Softmax;
import dev.weft.model.Value;
import dev.weft.model.ZeroPadding2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FusedNetworkTest {
  private static final Graph NETWORK =
      Sequential.of(
          Input.of(6, 6, 2),
          Conv2D.of(5, 3),
          BatchNormalization.of(),
          ReLU.of(),
          Conv2D.of(3, 3).useBias(false),
          BatchNormalization.of(),
          ActivationLayer.of(Activation.TANH),
          Dropout.of(0.5),
          Flatten.of(),
          Dense.of(4),
          BatchNormalization.of(),
          LeakyReLU.of(),
          BatchNormalization.of(),
          Dense.of(3),
          Softmax.of());

  private static List<String> kinds(Graph network) {
    return network.layers().stream().map(Layer::kind).toList();
  }

  /** Variables as after a training: no mean is 0 and no variance is 1. */
  private static List<Variable> trained(Graph network, long seed) {
    List<Variable> variables = Variable.of(network, seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (Variable variable : variables) {
      boolean positive = variable.weight().name().contains("variance");
      for (int i = 0; i < variable.values().length; i++) {
        variable.values()[i] = (float) random.nextDouble(positive ? 0.5 : -1, 1.5);
      }
    }
    return variables;
  }

  @Test
  void forInferenceNormalizationAndActivationsGoIntoTheLayerBeforeThemAndDropoutGoes() {
    FusedNetwork fused = FusedNetwork.forInference(NETWORK, Variable.of(NETWORK, 1));
    assertEquals(
        List.of("Conv2D", "Conv2D", "Flatten", "Dense", "LeakyReLU", "BatchNormalization", "Dense"),
        kinds(fused.graph()));
    assertEquals(Activation.RELU, ((Conv2D) fused.graph().layers().get(0)).activation());
    assertEquals(Activation.TANH, ((Conv2D) fused.graph().layers().get(1)).activation());
    assertEquals(Activation.SOFTMAX, ((Dense) fused.graph().layers().getLast()).activation());
  }

  @Test
  void forTrainingOnlyActivationsMoveAndTheVariablesAreTheSame() {
    Graph network =
        Sequential.of(
            Input.of(3), Dense.of(2), ReLU.of(), Dropout.of(0.1), Dense.of(2), BatchNormalization.of(), Softmax.of());
    List<Variable> variables = Variable.of(network, 1);
    FusedNetwork fused = FusedNetwork.forTraining(network, variables);
    assertEquals(List.of("Dense", "Dropout", "Dense", "BatchNormalization", "Softmax"), kinds(fused.graph()));
    for (int i = 0; i < variables.size(); i++) {
      assertSame(variables.get(i), fused.variables().get(i));
    }
  }

  @Test
  void aRisingActivationGoesBehindTheMaxPooling() {
    Graph network =
        Sequential.of(
            Input.of(9, 9, 1),
            Conv2D.of(2, 3),
            ReLU.of(),
            MaxPooling2D.of(2),
            Conv2D.of(2, 2).activation(Activation.GELU),
            MaxPooling2D.of(2));
    Graph simple = FusedNetwork.forTraining(network, Variable.of(network, 1)).graph();
    assertEquals(List.of("Conv2D", "MaxPooling2D", "Activation", "Conv2D", "MaxPooling2D"), kinds(simple));
    assertEquals(Activation.LINEAR, ((Conv2D) simple.layers().getFirst()).activation());
    assertEquals(ActivationLayer.of(Activation.RELU), simple.layers().get(2));
    assertEquals("max_pooling2d/relu", simple.names().get(2));
  }

  private static List<String> names(Value last) {
    Graph network = last.toGraph("graph");
    return FusedNetwork.forInference(network, trained(network, 1)).graph().nodes().stream().map(Node::name).toList();
  }

  @Test
  void whatAnotherLayerTakesIsNotFused() {
    Value conv = Value.input(6, 6, 2).then(Conv2D.of(2, 3));
    assertEquals(
        List.of("conv2d", "batch_normalization", "add"),
        names(conv.then(BatchNormalization.of()).then(Add.of(), conv)));
    assertEquals(List.of("conv2d", "re_lu", "add_1"), names(conv.then(ReLU.of()).then(Add.of(), conv)));
  }

  @Test
  void aLayerThatIsCalledTwiceIsNotFusedWithTheNextButAnActivationThatIsCalledTwiceIsFused() {
    Value first = Value.input(6, 6, 2).then("shared", Conv2D.of(2, 3).padding(Padding.SAME));
    assertEquals(
        List.of("shared", "re_lu", "shared/2", "re_lu_1"),
        names(first.then(ReLU.of()).then("shared", Conv2D.of(2, 3).padding(Padding.SAME)).then(ReLU.of())));
    Value conv = Value.input(6, 6, 2).then(Conv2D.of(2, 3));
    assertEquals(
        List.of("conv2d", "conv2d_1"),
        names(conv.then("relu", ReLU.of()).then(Conv2D.of(2, 3)).then("relu", ReLU.of())));
  }

  @Test
  void whatWorksInTrainingAloneIsLeftOutOfBranches() {
    Value conv = Value.input(6, 6, 2).then(Conv2D.of(2, 3));
    assertEquals(
        List.of("conv2d", "add"), names(conv.then(Dropout.of(0.5)).then(Add.of(), conv).then(Dropout.of(0.1))));
  }

  @Test
  void nothingLearnsBeforeTheFirstWeightThatDoes() {
    Value input = Value.input(4);
    Graph network =
        input.then(Dense.of(4)).then(Dropout.of(0.5)).then(Dense.of(4)).then(Add.of(), input).toGraph("graph");
    assertEquals(Set.of("dense_1", "add"), Learning.of(network.freeze("dense"), true).values());
    assertEquals(Set.of(), Learning.of(network, false).values());
  }

  @Test
  void aReluWithSettingsOfItsOwnStays() {
    Graph network = Sequential.of(Input.of(3), Dense.of(2), new ReLU(6, 0, 0));
    assertEquals(List.of("Dense", "ReLU"), kinds(FusedNetwork.forTraining(network, Variable.of(network, 1)).graph()));
  }

  @Test
  void aNetworkOfNothingButDropoutStays() {
    Graph network = Sequential.of(Input.of(3), Dropout.of(0.5));
    assertEquals(network, FusedNetwork.forInference(network, List.of()).graph());
  }

  /** A network in which every linear layer has batch normalization, an activation and a value added behind it. */
  private static Graph branched(boolean apart) {
    Value first = Value.input(6, 6, 4);
    Value sum = first;
    List<Layer> linear =
        List.of(
            Conv2D.of(4, 3).padding(Padding.SAME),
            DepthwiseConv2D.of(3).padding(Padding.SAME).useBias(false),
            SeparableConv2D.of(4, 3).padding(Padding.SAME).useBias(false),
            Conv2DTranspose.of(4, 3).padding(Padding.SAME).strides(1),
            Dense.of(4));
    List<Layer> functions =
        List.of(
            new ReLU(6, 0, 0),
            ActivationLayer.of(Activation.SILU),
            new LeakyReLU(0.1),
            ActivationLayer.of(Activation.SIGMOID));
    for (int i = 0; i < linear.size(); i++) {
      for (Layer layer : List.of(linear.get(i), BatchNormalization.of(), functions.get(i % functions.size()))) {
        sum = sum.then(layer);
        sum = apart ? sum.then(new LeakyReLU(1)).then(Maximum.of(), sum) : sum;
      }
      Value before = sum;
      sum = i == 0 ? first.then(Add.of(), before) : before.then(Add.of(), first).then(ReLU.of());
    }
    return sum.then(Conv2D.of(4, 1).activation(Activation.GELU)).then(Add.of(), first).toGraph("graph");
  }

  @Test
  void normalizationsFunctionsAndAdditionsBehindEveryLinearLayerChangeNothing() {
    List<Variable> variables = trained(branched(false), 1);
    List<Variable> same = trained(branched(true), 1);
    try (WorkerPool workers = new WorkerPool(2)) {
      Program simple = Program.inference(branched(false), variables, null, 2, workers);
      Program plain = Program.inference(branched(true), same, null, 2, workers);
      for (Program program : List.of(simple, plain)) {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 2 * program.inputFeatures(); i++) {
          program.input()[i] = (float) random.nextDouble(-1, 1);
        }
        program.weightsChanged();
        program.forward(2);
      }
      assertArrayEquals(Arrays.copyOf(plain.output(), 288), Arrays.copyOf(simple.output(), 288), 1e-4f);
    }
  }

  private static float[] outputs(Graph network, List<Variable> variables) {
    try (WorkerPool workers = new WorkerPool(2)) {
      Program program = Program.frozen(network, variables, 1, workers);
      SplittableRandom random = new SplittableRandom(3);
      for (int i = 0; i < program.inputFeatures(); i++) {
        program.input()[i] = (float) random.nextDouble(-1, 1);
      }
      program.forward(1);
      return Arrays.copyOf(program.output(), program.outputFeatures());
    }
  }

  /** A second reader keeps the zeros where they are. */
  private static Graph padded(Sides sides, Layer convolution, boolean apart) {
    Value zeros = Value.input(9, 8, 20).then(ZeroPadding2D.of(sides));
    Value out = zeros.then(convolution).then(Flatten.of()).then(Dense.of(3));
    Value other = zeros.then(GlobalMaxPooling2D.of()).then(Dense.of(3));
    return (apart ? out.then(Concatenate.of(), other) : out).toGraph("graph");
  }

  @Test
  void zerosAroundAnImageThatAConvolutionDoesWithoutChangeNoBit() {
    for (Sides sides : List.of(new Sides(0, 1, 0, 1), new Sides(2, 0, 1, 3), Sides.of(3))) {
      for (Layer convolution :
          List.of(
              DepthwiseConv2D.of(3),
              DepthwiseConv2D.of(3).strides(2),
              DepthwiseConv2D.of(5),
              Conv2D.of(4, 3).strides(2))) {
        Graph fused = padded(sides, convolution, false);
        Graph apart = padded(sides, convolution, true);
        List<Variable> variables = trained(apart, 1);
        List<Variable> first = variables.subList(0, Variable.of(fused, 1).size());
        float[] expected = Arrays.copyOf(outputs(apart, variables), 3);
        assertArrayEquals(expected, outputs(fused, first), sides + " " + convolution);
        assertEquals(1, PaddingFusion.paddings(fused).size());
        assertEquals(0, PaddingFusion.paddings(apart).size());
      }
    }
  }

  @Test
  void aPlanShowsWhatALinearLayerDoesInPlace() {
    Value first = Value.input(6, 6, 4);
    Graph network =
        first
            .then(Conv2DTranspose.of(4, 3).padding(Padding.SAME))
            .then(BatchNormalization.of())
            .then(Add.of(), first)
            .then(new ReLU(6, 0, 0))
            .toGraph("graph");
    Plan plan = Plan.ofInference(network, trained(network, 1), 1);
    assertEquals(1, plan.lines().size());
    assertEquals(List.of("batch_normalization", "add", "re_lu"), plan.lines().getFirst().fused());
  }

  /** A frozen program makes the kernels one after the other, as it packs them. */
  @Test
  void aFrozenProgramComputesWhatAnyOtherDoes() {
    Value in = Value.input(8, 8, 4);
    Value first = in.then(SeparableConv2D.of(5, 3)).then(BatchNormalization.of()).then(BatchNormalization.of());
    Value second = first.then(DepthwiseConv2D.of(3)).then(BatchNormalization.of()).then(ReLU.of());
    Value third = second.then(Conv2DTranspose.of(3, 3)).then(BatchNormalization.of()).then(Flatten.of());
    Graph network = third.then(Dense.of(4)).then(BatchNormalization.of()).then(Softmax.of()).toGraph("graph");
    List<Variable> variables = trained(network, 1);
    try (WorkerPool workers = new WorkerPool(2)) {
      Program any = Program.inference(network, variables, null, 1, workers);
      any.weightsChanged();
      List<Program> programs = new ArrayList<>(List.of(any, Program.frozen(network, variables, 1, workers)));
      programs.add(programs.getLast().twin(workers));
      for (Program program : programs) {
        for (int i = 0; i < program.inputFeatures(); i++) {
          program.input()[i] = i % 7 - 3;
        }
        program.forward(1);
        assertArrayEquals(Arrays.copyOf(any.output(), 4), Arrays.copyOf(program.output(), 4));
      }
    }
  }

  /** Unfolded is what a program computes whose layers are kept apart by one that does nothing. */
  @Test
  void theSimplifiedNetworkComputesTheSameAlsoAfterItsVariablesChanged() {
    List<Layer> apart = new ArrayList<>();
    for (Layer layer : NETWORK.layers()) {
      apart.add(layer);
      apart.add(LeakyReLU.of().equals(layer) ? Dropout.of(0) : new LeakyReLU(1));
    }
    Graph unfolded = Sequential.of(NETWORK.input(), apart);
    List<Variable> variables = trained(NETWORK, 3);
    try (WorkerPool workers = new WorkerPool(1)) {
      Program simple = Program.inference(NETWORK, variables, null, 2, workers);
      Program plain = Program.inference(unfolded, variables, null, 2, workers);
      for (long seed = 4; seed < 6; seed++) {
        List<Variable> changed = trained(NETWORK, seed);
        for (int i = 0; i < changed.size(); i++) {
          System.arraycopy(changed.get(i).values(), 0, variables.get(i).values(), 0, variables.get(i).values().length);
        }
        for (Program program : List.of(simple, plain)) {
          SplittableRandom random = new SplittableRandom(seed);
          for (int i = 0; i < 2 * program.inputFeatures(); i++) {
            program.input()[i] = (float) random.nextDouble();
          }
          program.weightsChanged();
          program.forward(2);
        }
        assertArrayEquals(Arrays.copyOf(plain.output(), 6), Arrays.copyOf(simple.output(), 6), 1e-5f, "seed " + seed);
      }
    }
  }
}
