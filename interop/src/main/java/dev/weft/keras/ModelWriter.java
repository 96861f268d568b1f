package dev.weft.keras;

import dev.weft.keras.LayerCall.Tensor;
import dev.weft.model.Graph;
import dev.weft.model.MergeLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models as the JSON of Keras 3: a chain as a Sequential one, any other as a Functional one. */
final class ModelWriter {
  private final Graph network;

  ModelWriter(Graph network) {
    this.network = network;
  }

  Map<String, Object> write(ModelTree model) {
    return model.isChain() ? sequential(model) : functional(model);
  }

  private Map<String, Object> sequential(ModelTree model) {
    ModelTree.Input input = model.inputs().getFirst();
    List<Object> layers = new ArrayList<>();
    layers.add(ConfigWriter.input(input));
    model.members().forEach(member -> layers.add(member(member)));
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", model.name());
    config.put("trainable", isTrainable(model));
    config.put("dtype", ConfigWriter.dtype());
    config.put("layers", layers);
    config.put("build_input_shape", ConfigWriter.batch(input.sizes()));
    Map<String, Object> json = ConfigWriter.object("keras", "Sequential", config);
    json.put("build_config", Map.of("input_shape", ConfigWriter.batch(input.sizes())));
    return json;
  }

  private Map<String, Object> functional(ModelTree model) {
    List<Object> layers = new ArrayList<>();
    for (ModelTree.Input input : model.inputs()) {
      layers.add(called(ConfigWriter.input(input), input.name(), List.of()));
    }
    Map<String, ModelTree> models = new HashMap<>();
    for (ModelTree.Member member : model.members()) {
      models.put(member.name(), member.model());
      layers.add(
          called(
              member(member), member.name(), member.calls().stream().map(call -> call(model, member, call)).toList()));
    }
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", model.name());
    config.put("trainable", isTrainable(model));
    config.put("layers", layers);
    config.put(
        "input_layers", bare(model.inputs().stream().map(input -> List.<Object>of(input.name(), 0, 0)).toList()));
    config.put("output_layers", bare(model.outputs().stream().map(output -> output(output, models)).toList()));
    Map<String, Object> json = ConfigWriter.object("keras.src.models.functional", "Functional", config);
    json.put("registered_name", "Functional");
    return json;
  }

  /** Keras would take a list of one for a list, and give its reader one. */
  private static List<?> bare(List<List<Object>> places) {
    return places.size() == 1 ? places.getFirst() : places;
  }

  private Map<String, Object> member(ModelTree.Member member) {
    if (member.isOperation()) {
      Map<String, Object> config = new LinkedHashMap<>(Map.of("name", member.name(), "approximate", true));
      Map<String, Object> gelu = ConfigWriter.object("keras.src.ops.nn", "Gelu", config);
      gelu.put("registered_name", "Gelu");
      return gelu;
    }
    return member.model() == null ? ConfigWriter.layer(network, member.layer(), member.name()) : write(member.model());
  }

  private static Map<String, Object> called(Map<String, Object> layer, String name, List<?> calls) {
    layer.put("name", name);
    layer.put("inbound_nodes", calls);
    return layer;
  }

  /** Layers that merge, and models of several inputs, take one list. */
  private static Map<String, Object> call(ModelTree model, ModelTree.Member member, List<Tensor> inputs) {
    List<Object> tensors = inputs.stream().<Object>map(input -> tensor(input, model.sizes().get(input))).toList();
    boolean merges = member.layer() != null && member.layer().layer() instanceof MergeLayer;
    return Map.of("args", merges || tensors.size() > 1 ? List.of(tensors) : tensors, "kwargs", Map.of());
  }

  private static Map<String, Object> tensor(Tensor tensor, List<Integer> sizes) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("shape", ConfigWriter.batch(sizes));
    config.put("dtype", "float32");
    config.put("keras_history", List.of(tensor.layer(), tensor.call(), tensor.output()));
    return Map.of("class_name", "__keras_tensor__", "config", config);
  }

  /** Of a Functional model, Keras counts calls from 1 here. */
  private static List<Object> output(Tensor tensor, Map<String, ModelTree> models) {
    ModelTree model = models.get(tensor.layer());
    int first = model != null && !model.isChain() ? 1 : 0;
    return List.of(tensor.layer(), tensor.call() + first, tensor.output());
  }

  /** A model all of whose layers are frozen is frozen. */
  private boolean isTrainable(ModelTree model) {
    return model.layers().stream().anyMatch(layer -> !network.isFrozen(layer));
  }
}
