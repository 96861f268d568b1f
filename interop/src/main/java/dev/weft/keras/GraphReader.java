package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.config.SnakeCase;
import dev.weft.keras.LayerCall.Tensor;
import dev.weft.keras.ModelConfig.Call;
import dev.weft.keras.ModelConfig.Member;
import dev.weft.model.ActivityRegularization;
import dev.weft.model.AugmentationLayer;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Graph;
import dev.weft.model.Identity;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import dev.weft.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes a graph of a model's calls. A model within the model is its layers, which are called {@code outer/inner}; each
 * call of it calls them anew.
 */
final class GraphReader {
  private static final int MOST_CALLS = 10_000;

  /**
   * A layer of the graph and where the file has it.
   *
   * @param name the layer's name in the graph
   * @param isActivation whether it is the activation of the layer before it
   */
  record Part(String name, boolean trainable, Place place, boolean isActivation) {}

  private final Problems problems;
  private final LeftOut leftOut;
  private final LayerReader layers;

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<String, Place> models = new HashMap<>();
  private final List<Place> places = new ArrayList<>();
  private final Set<String> entered = new HashSet<>();
  private final Set<String> unreached = new LinkedHashSet<>();
  private final Set<String> ownClasses = new LinkedHashSet<>();
  private int calls;

  /** The layers that each member is: itself and an activation that is a layer. */
  private final Map<String, List<Node>> known = new HashMap<>();

  GraphReader(Problems problems, LeftOut leftOut, boolean keras2) {
    this.problems = problems;
    this.leftOut = leftOut;
    this.layers = new LayerReader(problems, leftOut, keras2);
  }

  /** All layers that were read, in Keras's order. */
  List<Part> parts() {
    return List.copyOf(parts.values());
  }

  /** All layers and models of the file that lead to the output, each model's in Keras's order. */
  List<Place> places() {
    return places;
  }

  /**
   * The network of a file's own model, or null if there are problems, which are gathered.
   *
   * @param input null where the file does not say it
   */
  Graph read(ModelConfig model, Shape input) {
    requireOne("inputs", List.copyOf(model.inputs().keySet()));
    requireOne("outputs", model.outputs().stream().map(Tensor::layer).toList());
    layers.checkDtype(model.dtype(), "a model");
    String given = model.inputs().values().iterator().next().layer();
    String inputName = given.isEmpty() ? Value.INPUT : given.replace('/', '_');
    shapes.put(inputName, input);
    String output = call(model, new Scope(null, "", model.trainable(), null), List.of(inputName)).getFirst();
    if (!problems.isEmpty() || input == null) {
      return null;
    }
    noteWhatIsLeftOut();
    List<Node> leading = leadingTo(output);
    List<String> frozen = parts.values().stream().filter(part -> !part.trainable).map(Part::name).toList();
    return new Graph(model.name(), inputName, input, leading, output, frozen);
  }

  private static void requireOne(String what, List<String> names) {
    if (names.size() != 1) {
      throw new WeftException(
          "Weft classifies one image into one set of classes; the model has the %s %s."
              .formatted(what, Quoted.list(names)));
    }
  }

  private void noteWhatIsLeftOut() {
    ownClasses.forEach(name -> leftOut.note("read as the layers that it lists: the model's own class " + name + "."));
    if (!unreached.isEmpty()) {
      leftOut.note("left out what does not lead to the output: " + Quoted.list(unreached) + ".");
    }
  }

  /** A model of several outputs may have been read for one of them. */
  private List<Node> leadingTo(String output) {
    Set<String> leading = new HashSet<>(Set.of(output));
    List<Node> kept = new ArrayList<>();
    for (Node node : nodes.reversed()) {
      if (leading.contains(node.name())) {
        leading.addAll(node.inputs());
        kept.addFirst(node);
      } else {
        unreached.add(node.layerName());
      }
    }
    return kept;
  }

  /**
   * Where calls stand.
   *
   * @param place null for the file's own model
   * @param prefix of names in the graph
   * @param training whether they work as in training, or as outside it, at all times; null where neither
   */
  private record Scope(Place place, String prefix, boolean trainable, Boolean training) {}

  /** Adds a model's calls; gives the names of its outputs. */
  private List<String> call(ModelConfig model, Scope scope, List<String> inputs) {
    Map<Tensor, String> values = new HashMap<>();
    int next = 0;
    for (Tensor input : model.inputs().values()) {
      values.put(input, inputs.get(next++));
    }
    boolean first = entered.add(scope.prefix);
    if (first) {
      model.members().values().stream().filter(Member::isInput).forEach(layers::checkInput);
    }
    if (first && !model.isOfKeras()) {
      ownClasses.add(Quoted.text(model.kind()));
    }
    Set<String> reached = new HashSet<>();
    for (Call call : model.calls()) {
      if (++calls > MOST_CALLS) {
        throw new WeftException("a network may have at most " + MOST_CALLS + " calls of layers; received more.");
      }
      reached.add(call.member().name());
      List<String> taken = new ArrayList<>();
      call.inputs().forEach(tensor -> taken.add(value(values, tensor, call.member().name())));
      List<String> given = call(call, scope, taken);
      for (int i = 0; i < given.size(); i++) {
        values.put(call.output(i), given.get(i));
      }
    }
    for (Member member : model.members().values()) {
      if (first && !member.isInput() && !reached.contains(member.name())) {
        unreached.add(scope.prefix + member.name());
      }
    }
    return model.outputs().stream().map(output -> value(values, output, "the model")).toList();
  }

  private static String value(Map<Tensor, String> values, Tensor tensor, String who) {
    String value = values.get(tensor);
    if (value == null) {
      throw new WeftException(
          "'%s' takes output %s of '%s', which it does not have."
              .formatted(Quoted.text(who), tensor.output() + 1, Quoted.text(tensor.layer())));
    }
    return value;
  }

  private List<String> call(Call call, Scope scope, List<String> inputs) {
    Member member = call.member();
    String name = scope.prefix + member.name().replace('/', '_');
    if (OperationReader.isOperation(member)) {
      return List.of(operation(call, name, inputs));
    }
    checkArguments(call, name);
    if (member.model() != null) {
      Place place = models.get(name);
      if (place == null) {
        place = new Place(scope.place, member.name(), member.kind());
        models.put(name, place);
        places.add(place);
      }
      boolean trainable = scope.trainable && member.isTrainable() && member.model().trainable();
      Scope within = new Scope(place, name + "/", trainable, training(call, scope));
      return call(member.model(), within, inOrder(member.model(), call, name, inputs));
    }
    return List.of(layer(call, scope, name, inputs));
  }

  /** What a call passes to each of a model's inputs, by position or by name. */
  private List<String> inOrder(ModelConfig model, Call call, String name, List<String> inputs) {
    Set<String> wanted = model.inputs().keySet();
    if (inputs.size() != wanted.size()) {
      throw new WeftException(
          "model '%s' must be called with its %s inputs; received %s."
              .formatted(Quoted.text(name), wanted.size(), inputs.size()));
    }
    Object only = call.arguments().args().isEmpty() ? null : call.arguments().args().getFirst();
    if (!(only instanceof Map<?, ?> byName) || !byName.keySet().containsAll(wanted)) {
      return inputs;
    }
    Map<Tensor, String> values = new HashMap<>();
    List<Tensor> taken = call.arguments().tensors();
    for (int i = 0; i < taken.size(); i++) {
      values.put(taken.get(i), inputs.get(i));
    }
    return wanted.stream().map(input -> values.get((Tensor) byName.get(input))).toList();
  }

  // ---- layers

  private String layer(Call call, Scope scope, String name, List<String> inputs) {
    Member member = call.member();
    List<Node> own = known.get(name);
    if (own == null) {
      Place place = new Place(scope.place, member.name(), member.kind());
      places.add(place);
      own = name(name, layers.read(member, name, shapes(inputs)));
      boolean trainable = scope.trainable && member.isTrainable();
      for (Node node : own) {
        boolean activation = !node.name().equals(own.getFirst().name());
        parts.put(node.name(), new Part(node.name(), trainable, place, activation));
      }
      known.put(name, own);
    }
    own.forEach(node -> checkTraining(node, training(call, scope)));
    return add(own, name, inputs);
  }

  /** An operation, such as {@code x + y}, is a layer or more that compute the same. */
  private String operation(Call call, String name, List<String> inputs) {
    List<Layer> same = OperationReader.read(call, shapes(inputs));
    if (same.isEmpty()) {
      problems.add("operation '%s' (%s)".formatted(Quoted.text(name), OperationReader.describe(call)));
    }
    return add(name(name, same), name, inputs);
  }

  /** Nodes without inputs: the first has the name, the others that of their class too. */
  private List<Node> name(String name, List<Layer> layers) {
    List<Node> named = new ArrayList<>();
    for (Layer layer : layers) {
      String unique = named.isEmpty() ? name : unique(name + "_" + SnakeCase.of(layer.kind()));
      named.add(Node.of(unique, layer));
    }
    return named;
  }

  private String unique(String name) {
    String unique = name;
    for (int i = 1; parts.containsKey(unique) || shapes.containsKey(unique); i++) {
      unique = name + "_" + i;
    }
    return unique;
  }

  /** Calls of these layers, one after the other; what follows one that was not read is read nevertheless. */
  private String add(List<Node> layers, String name, List<String> inputs) {
    String value = name;
    List<String> taken = inputs;
    for (Node layer : layers) {
      value = callName(layer.layerName());
      nodes.add(new Node(value, layer.layerName(), layer.layer(), taken));
      shapes.put(value, shape(layer.layer(), shapes(taken)));
      taken = List.of(value);
    }
    shapes.putIfAbsent(value, null);
    return value;
  }

  private String callName(String layer) {
    String name = layer;
    for (int i = 2; shapes.containsKey(name); i++) {
      name = layer + "/" + i;
    }
    return name;
  }

  private List<Shape> shapes(List<String> values) {
    return values.stream().map(shapes::get).toList();
  }

  /** Null if an input's is not known, or the layer cannot take it: the graph will say so. */
  private static Shape shape(Layer layer, List<Shape> inputs) {
    try {
      return inputs.stream().allMatch(Objects::nonNull) ? layer.outputShape(inputs) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  // ---- arguments of calls

  private void checkArguments(Call call, String name) {
    LayerCall arguments = call.arguments();
    arguments
        .named()
        .forEach((argument, value) -> {
          if (!argument.equals("training") && !isNothing(value)) {
            problems.add(called(name, Quoted.text(argument) + " " + Quoted.value(plain(value))));
          }
        });
    if (arguments.args().size() != 1) {
      problems.add(called(name, arguments.args().size() + " arguments"));
    }
  }

  private static boolean isNothing(Object value) {
    return value == null || value instanceof List<?> list && list.stream().allMatch(GraphReader::isNothing);
  }

  private static String called(String name, String with) {
    return "layer '" + Quoted.text(name) + "' called with " + with;
  }

  private static Object plain(Object value) {
    return LayerCall.tensors(value).isEmpty() ? value : "the output of a layer";
  }

  /** Whether a call works as in training or as outside it, whatever its model does; null where it does as that does. */
  private static Boolean training(Call call, Scope scope) {
    return call.arguments().named().get("training") instanceof Boolean said && (said || call.arguments().byKeras2())
        ? said
        : scope.training;
  }

  /**
   * Keras 3 says {@code training: false} where nobody wrote it, and {@code fit} overrules it; Keras 2 obeys it.
   * Preparation of images says {@code true} by itself.
   */
  private void checkTraining(Node node, Boolean training) {
    boolean normalizes = node.layer() instanceof BatchNormalization && parts.get(node.name()).trainable;
    boolean drops =
        node.layer().isIdleInInference()
            && !(node.layer() instanceof AugmentationLayer)
            && !(node.layer() instanceof Identity)
            && !(node.layer() instanceof ActivityRegularization);
    if (training == null || !(normalizes || drops)) {
      return;
    }
    if (training) {
      problems.add(called(node.name(), "training True"));
    } else {
      leftOut.add("training False of layer '" + Quoted.text(node.name()) + "'");
    }
  }
}
