package dev.weft.keras;

import dev.weft.keras.LayerCall.Tensor;
import dev.weft.model.Graph;
import dev.weft.model.LayerOrder;
import dev.weft.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the models in a graph by the names of its layers. Layers {@code outer/...} are a model {@code outer} if its
 * calls are alike, and if none needs what is computed from its own outputs. Otherwise they stand alone, as {@code
 * outer_...}.
 */
final class Nesting {
  private final String prefix;
  private final List<String> inputs;
  private final List<Node> nodes;
  private final List<String> outputs;
  private final Map<String, List<Integer>> sizes;

  /** The models by name. */
  private final Map<String, ModelCalls> models = new LinkedHashMap<>();

  /** The call of a member that gives each value; a model's call is named by its number. */
  private final Map<String, String> givers = new HashMap<>();

  /** The names of layers in this model by their names in the graph. */
  private final Map<String, String> names = new HashMap<>();

  /**
   * @param prefix of the names of its layers and inputs
   * @param inputs the values that enter the model
   * @param nodes those of one call of the model
   * @param outputs the values that leave it
   * @param sizes of one sample of each value, null where calls of the model differ
   */
  private Nesting(
      String prefix, List<String> inputs, List<Node> nodes, List<String> outputs, Map<String, List<Integer>> sizes) {
    this.prefix = prefix;
    this.inputs = inputs;
    this.nodes = nodes;
    this.outputs = outputs;
    this.sizes = sizes;
    nodes.forEach(node -> givers.put(node.name(), node.name()));
  }

  static ModelTree of(Graph network) {
    Map<String, List<Integer>> sizes = new HashMap<>();
    sizes.put(network.inputName(), network.input().sizes());
    network.nodes().forEach(node -> sizes.put(node.name(), network.shape(node).sizes()));
    OpenInput.of(network).ifPresent(open -> open.values().forEach(value -> sizes.put(value, ofAnySize(network))));
    List<String> inputs = List.of(network.inputName());
    return new Nesting("", inputs, network.nodes(), List.of(network.outputName()), sizes).tree(network.name());
  }

  private ModelTree tree(String name) {
    findModels();
    nameLayers();
    Map<String, Tensor> tensors = tensors();
    Map<String, ModelTree.Member> members = new LinkedHashMap<>();
    for (LayerOrder.Call call : LayerOrder.of(calls(), outputs.stream().map(givers::get).toList())) {
      ModelCalls model = models.get(call.layer());
      Node node = model == null ? node(call.name()) : null;
      String member = model == null ? names.get(call.layer()) : call.layer();
      if (!members.containsKey(member)) {
        members.put(member, new ModelTree.Member(member, node, model == null ? null : tree(model), new ArrayList<>()));
      }
    }
    nodes.stream()
        .filter(node -> givers.get(node.name()).equals(node.name()))
        .forEach(node -> members.get(names.get(node.layerName())).calls().add(taken(node.inputs(), tensors)));
    models.forEach(
        (model, calls) -> calls.inputs().forEach(inputs -> members.get(model).calls().add(taken(inputs, tensors))));
    return new ModelTree(
        name,
        inputs.stream().map(input -> new ModelTree.Input(local(input), sizes.get(input))).toList(),
        List.copyOf(members.values()),
        taken(outputs, tensors),
        tensors.keySet().stream().collect(Collectors.toMap(tensors::get, sizes::get)));
  }

  private static List<Tensor> taken(List<String> values, Map<String, Tensor> tensors) {
    return values.stream().map(tensors::get).toList();
  }

  private Node node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  private String local(String name) {
    return name.substring(prefix.length());
  }

  private static List<Integer> ofAnySize(Graph network) {
    return Arrays.asList(null, null, network.input().last());
  }

  /** A model's own tree, made from its first call; its inputs have names that no layer of it has. */
  private ModelTree tree(ModelCalls model) {
    String inner = prefix + model.name() + "/";
    Set<String> taken = new HashSet<>();
    model.first().forEach(node -> taken.add(node.layerName().substring(inner.length()).replaceFirst("/.*", "")));
    List<String> inputs = new ArrayList<>();
    for (int i = 0, number = 0; i < model.inputs().getFirst().size(); number++) {
      String name = "input_layer" + (number == 0 ? "" : "_" + number);
      if (!taken.contains(name)) {
        inputs.add(inner + name);
        i++;
      }
    }
    Map<String, List<Integer>> sizes = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      int input = i;
      sizes.put(inputs.get(i), common(model.inputs().stream().map(call -> this.sizes.get(call.get(input))).toList()));
    }
    for (int i = 0; i < model.first().size(); i++) {
      int place = i;
      sizes.put(
          model.first().get(i).name(),
          common(model.calls().stream().map(call -> this.sizes.get(call.get(place).name())).toList()));
    }
    return new Nesting(inner, inputs, model.taking(inputs), model.outputs(outputsOf(model)), sizes).tree(model.name());
  }

  private static List<Integer> common(List<List<Integer>> all) {
    List<Integer> common = new ArrayList<>(all.getFirst());
    for (List<Integer> sizes : all) {
      for (int i = 0; i < common.size(); i++) {
        common.set(i, sizes.get(i) != null && sizes.get(i).equals(common.get(i)) ? common.get(i) : null);
      }
    }
    return common;
  }

  // ---- models

  private void findModels() {
    Map<String, List<Node>> byModel = new LinkedHashMap<>();
    for (Node node : nodes) {
      String name = local(node.layerName());
      int slash = name.indexOf('/');
      if (slash > 0 && slash < name.length() - 1) {
        byModel.computeIfAbsent(name.substring(0, slash), key -> new ArrayList<>()).add(node);
      }
    }
    byModel.forEach((name, inner) -> {
      for (ModelCalls calls : ModelCalls.of(name, inner)) {
        if (isPossible(calls)) {
          models.put(name, calls);
          return;
        }
      }
    });
  }

  /** Enters the model, unless a call of it would then need what is computed from its own outputs. */
  private boolean isPossible(ModelCalls model) {
    Map<String, String> before = new HashMap<>(givers);
    model.givers().forEach(givers::put);
    models.put(model.name(), model);
    try {
      LayerOrder.of(calls(), outputs.stream().map(givers::get).toList());
      return true;
    } catch (IllegalArgumentException e) {
      models.remove(model.name());
      givers.putAll(before);
      return false;
    }
  }

  /** All calls of layers and models. */
  private List<LayerOrder.Call> calls() {
    List<LayerOrder.Call> calls = new ArrayList<>();
    for (Node node : nodes) {
      if (givers.get(node.name()).equals(node.name())) {
        calls.add(call(node.name(), node.layerName(), node.inputs()));
      }
    }
    models.forEach((name, model) -> {
      for (int i = 0; i < model.calls().size(); i++) {
        calls.add(call(model.callName(i), name, model.inputs().get(i)));
      }
    });
    return calls;
  }

  private LayerOrder.Call call(String name, String layer, List<String> values) {
    return new LayerOrder.Call(name, layer, values.stream().map(value -> givers.getOrDefault(value, value)).toList());
  }

  private void nameLayers() {
    Set<String> taken = new HashSet<>(models.keySet());
    inputs.forEach(input -> taken.add(local(input)));
    for (Node node : nodes) {
      if (givers.get(node.name()).equals(node.name()) && !names.containsKey(node.layerName())) {
        String name = local(node.layerName()).replace('/', '_');
        String unique = name;
        for (int i = 1; !taken.add(unique); i++) {
          unique = name + "_" + i;
        }
        names.put(node.layerName(), unique);
      }
    }
  }

  /** What each value is in this model. */
  private Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new HashMap<>();
    inputs.forEach(input -> tensors.put(input, Tensor.of(local(input))));
    Map<String, Integer> calls = new HashMap<>();
    for (Node node : nodes) {
      if (givers.get(node.name()).equals(node.name())) {
        String name = names.get(node.layerName());
        tensors.put(node.name(), new Tensor(name, calls.merge(name, 1, Integer::sum) - 1, 0));
      }
    }
    for (ModelCalls model : models.values()) {
      List<Integer> places = outputsOf(model);
      for (int call = 0; call < model.calls().size(); call++) {
        for (int i = 0; i < places.size(); i++) {
          Node node = model.calls().get(call).get(places.get(i));
          tensors.put(node.name(), new Tensor(model.name(), call, i));
        }
      }
    }
    return tensors;
  }

  /** The places, among a model's nodes, of those whose output is taken outside their call. */
  private List<Integer> outputsOf(ModelCalls model) {
    Set<String> taken = new HashSet<>(outputs);
    nodes.forEach(node ->
        node.inputs().stream()
            .filter(input -> givers.containsKey(input) && !givers.get(input).equals(givers.get(node.name())))
            .forEach(taken::add));
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < model.first().size(); i++) {
      int place = i;
      if (model.calls().stream().anyMatch(call -> taken.contains(call.get(place).name()))) {
        places.add(i);
      }
    }
    return places;
  }
}
