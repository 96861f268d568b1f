package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GraphTest {
  private static Graph residual() {
    Value input = Value.input(8, 8, 4);
    Value branch = input.then(Conv2D.of(4, 3).padding(Padding.SAME));
    Value last = branch.then(Add.of(), input).then(Flatten.of()).then(Dense.of(3));
    return last.toGraph("residual");
  }

  @Test
  void nodesAreNamedAsKerasNamesThem() {
    Graph network = residual();
    assertEquals(List.of("conv2d", "add", "flatten", "dense"), network.nodes().stream().map(Node::name).toList());
    assertEquals(List.of("conv2d", "input_layer"), network.node("add").inputs());
    assertEquals("dense", network.outputName());
  }

  @Test
  void shapesFollowFromTheInput() {
    Graph network = residual();
    assertEquals(Shape.of(8, 8, 4), network.shape("add"));
    assertEquals(List.of(Shape.of(8, 8, 4), Shape.of(8, 8, 4)), network.inputShapes(network.node("add")));
    assertEquals(Shape.of(3), network.output());
  }

  @Test
  void readersAreTheNodesThatTakeAValue() {
    Graph network = residual();
    assertEquals(List.of(network.node("conv2d"), network.node("add")), network.readers("input_layer"));
    assertEquals(List.of(), network.readers("dense"));
  }

  @Test
  void aChainIsOne() {
    assertTrue(Sequential.of(Input.of(4), Dense.of(3), Dense.of(2)).isChain());
    assertFalse(residual().isChain());
  }

  @Test
  void callsOfOneNameShareTheirWeights() {
    Value input = Value.input(4);
    Dense dense = Dense.of(4);
    Graph network = input.then("shared", dense).then("shared", dense).then(Dense.of(2)).toGraph("twice");
    assertEquals(List.of("shared", "shared/2", "dense"), network.nodes().stream().map(Node::name).toList());
    assertEquals(2, network.calls("shared").size());
    assertEquals(20 + 10, network.parameters());
    assertEquals(10, network.freeze("shared").parameters(true));
  }

  @Test
  void callsOfOneLayerMustAgree() {
    assertRefused(
        "layer 2: the layer shared shares its weights among its calls; received inputs of shape (4,) and (3,).",
        () -> Value.input(4).then("shared", Dense.of(3)).then("shared", Dense.of(3)).toGraph("n"));
    Value input = Value.input(4);
    Value first = input.then("shared", Dense.of(3));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> first.then(Add.of(), input.then("shared", Dense.of(3).useBias(false))).toGraph("n"))
            .getMessage()
            .startsWith("all calls of the layer shared must be of one layer; received Dense["));
  }

  @Test
  void aNodeTakesWhatIsBeforeIt() {
    assertRefused(
        "layer 1: a takes the output of a layer before it; received 'b', and there are [x].",
        () ->
            new Graph(
                "n",
                "x",
                Shape.of(2),
                List.of(Node.of("a", Dense.of(2), "b"), Node.of("b", Dense.of(2), "a")),
                "b",
                List.of()));
  }

  @Test
  void aNodeThatDoesNotLeadToTheOutputIsRefused() {
    assertRefused(
        "each layer must lead to the output, b; nothing takes the output of a; leave it out.",
        () ->
            new Graph(
                "n",
                "x",
                Shape.of(2),
                List.of(Node.of("a", Dense.of(2), "x"), Node.of("b", Dense.of(2), "x")),
                "b",
                List.of()));
  }

  @Test
  void theBuilderLeavesOutWhatDoesNotLeadToTheOutput() {
    Value input = Value.input(2);
    input.then(Dense.of(5));
    assertEquals(1, input.then(Dense.of(3)).toGraph("n").nodes().size());
  }

  @Test
  void onlyMergeLayersTakeSeveralInputs() {
    Value input = Value.input(2);
    assertRefused("layer 1: Dense takes one input; received 2.", () -> input.then(Dense.of(5), input).toGraph("n"));
    Value other = Value.input(2);
    assertRefused(
        "layer 2: Add takes inputs of the same shape, or with axes of size 1; received [(3,), (2,)].",
        () -> other.then(Dense.of(3)).then(Add.of(), other).toGraph("n"));
  }

  private static void assertRefused(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }
}
