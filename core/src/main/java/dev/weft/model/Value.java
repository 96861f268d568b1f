package dev.weft.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What leaves a layer (or enters the network) while a {@link Graph} is built, as in Keras's functional style:
 *
 * <pre>{@code
 * Value input = Value.input(28, 28, 1);
 * Value stem = input.then(Conv2D.of(16, 3).padding(Padding.SAME));
 * Value branch = stem.then(Conv2D.of(16, 3).padding(Padding.SAME));
 * Graph network = branch.then(Add.of(), stem).then(Flatten.of()).then(Dense.of(10)).toGraph("residual");
 * }</pre>
 *
 * <p>Two calls with the same name and the same layer are calls of one layer, which share its weights. See <a
 * href="https://keras.io/guides/functional_api/">Keras</a>.
 */
public final class Value {
  /** The name of the input, as Keras calls it. */
  public static final String INPUT = "input_layer";

  private final Building building;
  private final String name;

  private Value(Building building, String name) {
    this.building = building;
    this.name = name;
  }

  /** What all values of one network share. */
  private static final class Building {
    private final Shape input;
    private final List<Node> nodes = new ArrayList<>();
    private final LayerNames names = new LayerNames();
    private final Map<String, Integer> calls = new HashMap<>();

    private Building(Shape input) {
      this.input = input;
    }

    private String call(String layerName) {
      int count = calls.merge(layerName, 1, Integer::sum);
      return count == 1 ? layerName : layerName + "/" + count;
    }
  }

  /** The input of a network: samples of this shape. */
  public static Value input(int... sizes) {
    return input(Shape.of(sizes));
  }

  /** The input of a network: samples of this shape. */
  public static Value input(Shape shape) {
    return new Value(new Building(shape), INPUT);
  }

  /**
   * The output of a layer that takes this value, and others where it takes several; it is named as Keras would name it.
   *
   * @throws IllegalArgumentException if another value is of another network
   */
  public Value then(Layer layer, Value... others) {
    String free = building.names.next(layer);
    while (building.calls.containsKey(free)) {
      free = building.names.next(layer);
    }
    return then(free, layer, others);
  }

  /**
   * The output of a layer of this name; a name that was there already calls the same layer again.
   *
   * @throws IllegalArgumentException if another value is of another network
   */
  public Value then(String layerName, Layer layer, Value... others) {
    List<String> inputs = new ArrayList<>(List.of(name));
    for (Value other : others) {
      if (other.building != building) {
        throw new IllegalArgumentException("the inputs of a layer must be of one network; begin it with one input.");
      }
      inputs.add(other.name);
    }
    Node node = new Node(building.call(layerName), layerName, layer, inputs);
    building.nodes.add(node);
    return new Value(building, node.name());
  }

  /** This value's name among the nodes. */
  public String name() {
    return name;
  }

  /**
   * The network whose output this value is; layers that do not lead to it are left out.
   *
   * @throws IllegalArgumentException as {@link Graph} does
   */
  public Graph toGraph(String networkName) {
    Set<String> leading = new HashSet<>(Set.of(name));
    List<Node> nodes = new ArrayList<>();
    for (Node node : building.nodes.reversed()) {
      if (leading.contains(node.name())) {
        leading.addAll(node.inputs());
        nodes.add(node);
      }
    }
    Collections.reverse(nodes);
    return new Graph(networkName, INPUT, building.input, nodes, name, List.of());
  }
}
