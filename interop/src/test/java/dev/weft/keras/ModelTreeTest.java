package dev.weft.keras;

import static dev.weft.keras.FunctionalModels.read;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.keras.LayerCall.Tensor;
import dev.weft.model.Add;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.ReLU;
import dev.weft.model.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelTreeTest {
  private static final Layer CONV = Conv2D.of(3, 1);

  private static Node node(String name, String layer, Layer kind, String... inputs) {
    return new Node(name, layer, kind, List.of(inputs));
  }

  /** These nodes between an image of 4 by 4 by 3 and two scores. */
  private static Graph graph(String last, Node... nodes) {
    List<Node> all = new ArrayList<>(Arrays.asList(nodes));
    all.add(Node.of("pool", GlobalAveragePooling2D.of(), last));
    all.add(Node.of("scores", Dense.of(2), "pool"));
    return new Graph("net", "image", Shape.of(4, 4, 3), all, "scores", List.of());
  }

  /** What a member's calls take, as {@code layer:call:output}. */
  private static List<String> calls(ModelTree tree, String member) {
    return member(tree, member).calls().stream()
        .map(call -> String.join(" ", call.stream().map(ModelTreeTest::said).toList()))
        .toList();
  }

  private static String said(Tensor tensor) {
    return tensor.layer() + ":" + tensor.call() + ":" + tensor.output();
  }

  private static ModelTree.Member member(ModelTree tree, String name) {
    return tree.members().stream().filter(member -> member.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> names(ModelTree tree) {
    return tree.members().stream().map(ModelTree.Member::name).toList();
  }

  /** The network as it is after it was written and read again. */
  private static Graph again(Graph graph) {
    Map<String, Object> written = new ModelWriter(graph).write(ModelTree.of(graph));
    return read(new String(Json.write(written), StandardCharsets.UTF_8)).network();
  }

  @Test
  void layersOfOneNameBeforeTheSlashAreAModel() {
    Graph graph =
        graph(
            "block/sum",
            Node.of("a", CONV, "image"),
            Node.of("block/x", CONV, "a"),
            Node.of("block/sum", Add.of(), "block/x", "image"));
    ModelTree tree = ModelTree.of(graph);
    assertEquals(List.of("a", "block", "pool", "scores"), names(tree));
    assertEquals(List.of("a:0:0 image:0:0"), calls(tree, "block"));
    ModelTree block = member(tree, "block").model();
    assertEquals(List.of("input_layer:0:0"), calls(block, "x"));
    assertEquals(List.of("x:0:0 input_layer_1:0:0"), calls(block, "sum"));
    assertEquals(graph, again(graph));
  }

  @Test
  void aModelThatIsCalledTwiceIsOneModel() {
    Graph graph =
        graph(
            "block/sum/2",
            Node.of("block/x", CONV, "image"),
            Node.of("block/sum", Add.of(), "block/x", "image"),
            node("block/x/2", "block/x", CONV, "block/sum"),
            node("block/sum/2", "block/sum", Add.of(), "block/x/2", "block/sum"));
    assertEquals(List.of("image:0:0", "block:0:0"), calls(ModelTree.of(graph), "block"));
    assertEquals(graph, again(graph));
  }

  @Test
  void aLayerMayBeCalledTwiceWithinAModel() {
    Graph graph =
        graph(
            "block/out",
            Node.of("block/x", CONV, "image"),
            node("block/x/2", "block/x", CONV, "block/x"),
            Node.of("block/out", CONV, "block/x/2"));
    ModelTree tree = ModelTree.of(graph);
    assertEquals(List.of("image:0:0"), calls(tree, "block"));
    assertEquals(List.of("input_layer:0:0", "x:0:0"), calls(member(tree, "block").model(), "x"));
    assertEquals(graph, again(graph));
  }

  @Test
  void whatCallsTakeDifferentlyAreDifferentInputs() {
    Graph graph =
        graph(
            "end",
            Node.of("a", CONV, "image"),
            Node.of("pair/l", CONV, "image"),
            Node.of("pair/sum", Add.of(), "pair/l", "image"),
            node("pair/l/2", "pair/l", CONV, "a"),
            node("pair/sum/2", "pair/sum", Add.of(), "pair/l/2", "image"),
            Node.of("end", Add.of(), "pair/sum", "pair/sum/2"));
    assertEquals(List.of("image:0:0 image:0:0", "a:0:0 image:0:0"), calls(ModelTree.of(graph), "pair"));
    assertEquals(graph.nodes().size(), again(graph).nodes().size());
  }

  @Test
  void aModelMayHaveSeveralOutputs() {
    Graph graph =
        graph(
            "sum",
            Node.of("pair/l", CONV, "image"),
            Node.of("pair/r", CONV, "pair/l"),
            Node.of("sum", Add.of(), "pair/r", "pair/l"));
    assertEquals(List.of("pair:0:1 pair:0:0"), calls(ModelTree.of(graph), "sum"));
    assertEquals(graph, again(graph));
  }

  @Test
  void modelsMayStandWithinModels() {
    Graph graph = graph("a/b/c", Node.of("a/x", CONV, "image"), Node.of("a/b/c", CONV, "a/x"));
    assertEquals(List.of("x", "b"), names(member(ModelTree.of(graph), "a").model()));
    assertEquals(graph, again(graph));
  }

  @Test
  void layersAroundAnotherAreNoModel() {
    Graph graph =
        graph("m/b", Node.of("m/a", CONV, "image"), Node.of("outside", CONV, "m/a"), Node.of("m/b", CONV, "outside"));
    assertEquals(List.of("m_a", "outside", "m_b", "pool", "scores"), names(ModelTree.of(graph)));
  }

  @Test
  void twoModelsThatNeedEachOtherAreNotBothModels() {
    Graph graph =
        graph(
            "sum",
            Node.of("m/a", CONV, "image"),
            Node.of("n/a", CONV, "m/a"),
            Node.of("n/b", ReLU.of(), "image"),
            Node.of("m/b", CONV, "n/b"),
            Node.of("sum", Add.of(), "m/b", "n/a"));
    assertEquals(
        List.of("m", "n_a"),
        names(ModelTree.of(graph)).stream().filter(name -> name.matches("m|n_a")).sorted().toList());
  }

  @Test
  void callsOnImagesOfTwoSizesLeaveTheSizeOpen() {
    Graph graph =
        graph(
            "end",
            Node.of("m/c", CONV, "image"),
            Node.of("m/r", ReLU.of(), "m/c"),
            Node.of("small", Conv2D.of(3, 2).strides(2), "m/r"),
            node("m/c/2", "m/c", CONV, "small"),
            node("m/r/2", "m/r", ReLU.of(), "m/c/2"),
            Node.of("end", CONV, "m/r/2"));
    assertEquals(Arrays.asList(null, null, 3), member(ModelTree.of(graph), "m").model().inputs().getFirst().sizes());
  }

  @Test
  void aChainIsASequentialModelAndAllElseAFunctionalOne() {
    assertEquals("Sequential", ModelTree.of(graph("a", Node.of("a", CONV, "image"))).kind());
    assertEquals("Functional", ModelTree.of(graph("a", Node.of("a", Add.of(), "image", "image"))).kind());
  }
}
