package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Add;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Identity;
import dev.weft.model.Layer;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Node;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.SGD;
import dev.weft.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fused op against the same network whose layers stand apart, an identity between each two. */
class NormalizationFusionTest {
  private static final int BATCH = 5;
  private static final Conv2D SAME = Conv2D.of(17, 3).padding(Padding.SAME).useBias(false);

  private static Value stem() {
    return Value.input(8, 7, 3).then(SAME);
  }

  private static Graph end(Value value) {
    return value.then("end", SAME).then(Flatten.of()).then(Dense.of(4).activation(Activation.SOFTMAX)).toGraph("net");
  }

  private static Value norm(Value value, Layer... behind) {
    Value last = value.then(BatchNormalization.of().momentum(0.8));
    for (Layer layer : behind) {
      last = last.then(layer);
    }
    return last;
  }

  static Stream<Graph> networks() {
    Value first = norm(stem(), ReLU.of());
    Value second = norm(first.then(SAME), ReLU.of()).then(SAME);
    Value shared = norm(stem(), ReLU.of()).then("shared", SAME).then("norm", BatchNormalization.of()).then(ReLU.of());
    Value measuring = Value.input(8, 7, 3).then(BatchNormalization.of().center(false).scale(false));
    return Stream.of(
        end(measuring),
        end(norm(measuring, ReLU.of())),
        end(norm(stem(), ReLU.of())),
        end(norm(stem(), ActivationLayer.of(Activation.GELU))),
        end(norm(stem(), ActivationLayer.of(Activation.ELU), MaxPooling2D.of(2))),
        end(norm(stem(), ReLU.of(), MaxPooling2D.of(3, 2).padding(Padding.SAME))),
        end(norm(stem(), new ReLU(6, 0, 0), AveragePooling2D.of(2))),
        end(norm(second).then(Add.of(), first).then(ReLU.of())),
        end(norm(second).then(Add.of(), norm(first.then(Conv2D.of(17, 1)))).then(ActivationLayer.of(Activation.SILU))),
        end(shared.then("shared", SAME).then("norm", BatchNormalization.of()).then(ReLU.of())));
  }

  /** The same network with an identity behind each node. */
  private static Graph apart(Graph graph) {
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      nodes.add(node.inputs(node.inputs().stream().map(i -> i.equals(graph.inputName()) ? i : i + "_apart").toList()));
      nodes.add(Node.of(node.name() + "_apart", Identity.of(), node.name()));
    }
    String output = graph.outputName() + "_apart";
    return new Graph(graph.name(), graph.inputName(), graph.input(), nodes, output, graph.frozen());
  }

  private static Graph frozen(Graph graph) {
    List<String> norms =
        graph.nodes().stream()
            .filter(node -> node.layer() instanceof BatchNormalization)
            .map(Node::layerName)
            .limit(1)
            .toList();
    return new Graph(graph.name(), graph.inputName(), graph.input(), graph.nodes(), graph.outputName(), norms);
  }

  private record Trained(List<Double> losses, List<Variable> variables) {
    static Trained of(Graph graph, int... samples) {
      List<Variable> variables = Variable.of(graph, 5);
      SGD sgd = SGD.of().momentum(0.9);
      OptimizerState state = OptimizerState.of(sgd, variables);
      SplittableRandom random = new SplittableRandom(6);
      List<Double> losses = new ArrayList<>();
      try (WorkerPool workers = new WorkerPool(2)) {
        Program program =
            Program.training(graph, variables, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, sgd, state, BATCH, 3, workers);
        for (int count : samples) {
          for (int i = 0; i < BATCH * program.inputFeatures(); i++) {
            program.input()[i] = (float) random.nextDouble();
          }
          losses.add(program.step(count, random.ints(BATCH, 0, 4).toArray(), null, 0.01));
        }
      }
      return new Trained(losses, variables);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void trainsAsLayersOfTheirOwnDo(Graph graph) {
    for (Graph network : List.of(graph, frozen(graph))) {
      Trained fused = Trained.of(network, BATCH, 2, 1, BATCH);
      Trained apart = Trained.of(apart(network), BATCH, 2, 1, BATCH);
      for (int step = 0; step < fused.losses.size(); step++) {
        assertEquals(apart.losses.get(step), fused.losses.get(step), 2e-5 * apart.losses.get(step), "step " + step);
      }
      for (int i = 0; i < fused.variables.size(); i++) {
        float[] expected = apart.variables.get(i).values();
        for (int k = 0; k < expected.length; k++) {
          assertEquals(expected[k], fused.variables.get(i).values()[k], 3e-5, fused.variables.get(i).path());
        }
      }
    }
  }

  /** A view that two layers take, beside another reader of the normalization, against a view for each of the two. */
  @Test
  void gradientsOfAViewAndOfTheNormalizationItselfAddUp() {
    Trained one = Trained.of(viewed(true), BATCH, 2);
    Trained two = Trained.of(viewed(false), BATCH, 2);
    for (int i = 0; i < one.variables.size(); i++) {
      assertArrayEquals(two.variables.get(i).values(), one.variables.get(i).values(), 1e-6f);
    }
  }

  private static Graph viewed(boolean shared) {
    Value norm = norm(stem(), ReLU.of());
    Value view = norm.then(Flatten.of());
    Value first = view.then(Dense.of(4));
    Value second = (shared ? view : norm.then(Flatten.of())).then(Dense.of(4));
    Value third = norm.then(GlobalAveragePooling2D.of()).then(Dense.of(4));
    return first.then(Add.of(), second, third).then(ActivationLayer.of(Activation.SOFTMAX)).toGraph("viewed");
  }

  @Test
  void theOutputStaysWhereTheBackwardPassNeedsTheFunctionsInput() {
    Graph graph = norm(Value.input(2, 2, 1), ActivationLayer.of(Activation.GELU)).then(Flatten.of()).toGraph("net");
    assertArrayEquals(outputAfterAStep(apart(graph)), outputAfterAStep(graph), 1e-5f);
  }

  private static float[] outputAfterAStep(Graph graph) {
    List<Variable> variables = Variable.of(graph, 5);
    OptimizerState state = OptimizerState.of(SGD.of(), variables);
    try (WorkerPool workers = new WorkerPool(1)) {
      Program program = Program.training(graph, variables, Loss.MEAN_SQUARED_ERROR, SGD.of(), state, BATCH, 3, workers);
      for (int i = 0; i < BATCH * 4; i++) {
        program.input()[i] = i * i % 7;
      }
      program.step(BATCH, new int[BATCH], null, 0.01);
      return Arrays.copyOf(program.output(), BATCH * 4);
    }
  }

  @Test
  void takesLessMemoryAndThePlanNamesWhatIsFused() {
    Graph graph = end(norm(stem(), ReLU.of(), MaxPooling2D.of(2)));
    List<Variable> variables = Variable.of(graph, 5);
    Graph apart = apart(graph);
    long fused = Memory.ofTraining(graph, variables, SGD.of(), 100).values();
    long more = Memory.ofTraining(apart, Variable.of(apart, 5), SGD.of(), 100).values();
    assertTrue(fused < 0.7 * more, fused + " of " + more);
    Plan.Line line =
        Plan.ofTraining(graph, variables, 100).lines().stream()
            .filter(l -> l.kind().equals("BatchNormalization"))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of("re_lu", "max_pooling2d"), line.fused());
    assertEquals(graph.shape("max_pooling2d"), line.output());
  }
}
