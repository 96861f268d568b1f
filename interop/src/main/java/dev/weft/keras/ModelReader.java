package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.config.SnakeCase;
import dev.weft.keras.LayerCall.Tensor;
import dev.weft.keras.ModelConfig.Call;
import dev.weft.keras.ModelConfig.Member;
import dev.weft.model.LayerOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one model's {@link ModelConfig}; models within it by readers of their own. */
final class ModelReader {
  private static final int MOST_LAYERS = 10_000;

  private final Map<String, Object> config;
  private final String name;
  private final boolean functional;
  private final Problems problems;
  private final Map<String, Member> members = new LinkedHashMap<>();

  /** The number that the file gives to a model's first call, where it is not 0. */
  private final Map<String, Integer> firstCalls = new HashMap<>();

  private ModelReader(Map<String, Object> config, boolean functional, Problems problems) {
    this.config = config;
    this.name = config.get("name") instanceof String given ? Quoted.line(given) : "sequential";
    this.functional = functional;
    this.problems = problems;
  }

  /**
   * Reads {@code {class_name, config}}.
   *
   * @return null for a model whose layers the file does not list; that is added to {@code problems}
   * @throws WeftException if it is not as Keras writes it
   */
  static ModelConfig read(Map<String, Object> model, Problems problems) {
    String kind = Json.text(model.get("class_name"), "'class_name' of the model");
    boolean bare = model.get("config") instanceof List<?> && kind.equals("Sequential"); // before Keras 2.2.3
    Map<String, Object> config =
        bare
            ? new HashMap<>(Map.of("layers", model.get("config")))
            : Json.object(model.get("config"), "'config' of the model");
    boolean functional = kind.equals("Functional") || kind.equals("Model") || config.containsKey("input_layers");
    if (!functional && !kind.equals("Sequential") && !config.containsKey("layers")) {
      problems.add("models of class " + Quoted.text(kind));
      return null;
    }
    return new ModelReader(config, functional, problems).read(model, kind);
  }

  private ModelConfig read(Map<String, Object> model, String kind) {
    List<?> layers = Json.list(config.get("layers"), "'layers' of the model");
    if (layers.size() > MOST_LAYERS) {
      throw new WeftException("a network may have at most " + MOST_LAYERS + " layers; received " + layers.size() + ".");
    }
    String last = "";
    for (Object layer : layers) {
      last = add(Json.object(layer, "each of 'layers'"), last);
    }
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    List<Tensor> outputs = new ArrayList<>();
    if (functional) {
      collectInputs(config.get("input_layers"), inputs);
      numberCalls();
      LayerCall.tensors(LayerCall.decode(config.get("output_layers"))).forEach(tensor -> outputs.add(output(tensor)));
    } else {
      String first = members.isEmpty() ? "" : members.values().iterator().next().name();
      inputs.put("", Tensor.of(!first.isEmpty() && members.get(first).isInput() ? first : ""));
      outputs.add(Tensor.of(last));
    }
    requireThere(outputs, "the model");
    return new ModelConfig(
        name,
        kind,
        !Boolean.FALSE.equals(config.get("trainable")),
        config.get("dtype"),
        members,
        sortCalls(outputs),
        inputs,
        outputs,
        inputShape(model, inputs));
  }

  /**
   * Adds a member.
   *
   * @param last the member before it in a Sequential model, empty for none
   * @return the last one now
   */
  private String add(Map<String, Object> spec, String last) {
    String kind = Json.text(spec.get("class_name"), "'class_name' of each layer");
    boolean bare = spec.get("config") instanceof List<?>;
    boolean isModel = bare || spec.get("config") instanceof Map<?, ?> map && map.get("layers") instanceof List<?>;
    Map<String, Object> arguments = bare ? Map.of() : Json.object(spec.get("config"), "'config' of each layer");
    ModelConfig inner = isModel ? read(spec, problems) : null;
    String unique = uniqueName(spec.get("name") == null ? arguments.get("name") : spec.get("name"), kind);
    boolean isInput = kind.equals("InputLayer");
    List<LayerCall> calls =
        functional
            ? LayerCall.read(spec.get("inbound_nodes"))
            : isInput ? List.of() : List.of(LayerCall.of(Tensor.of(last)));
    members.put(unique, new Member(unique, kind, spec, arguments, inner, calls));
    return isInput && !last.isEmpty() ? last : unique;
  }

  private String uniqueName(Object given, String kind) {
    String name = given instanceof String text ? Quoted.line(text) : SnakeCase.of(kind) + "_" + members.size();
    if (functional && members.containsKey(name)) {
      throw new WeftException("each layer of a model must have a name of its own; two are called '" + name + "'.");
    }
    String unique = name;
    for (int i = 1; members.containsKey(unique) || unique.isEmpty(); i++) {
      unique = name + "_" + i;
    }
    return unique;
  }

  /** {@code ["image", 0, 0]}, a list of these, or a map of these by name. */
  private static void collectInputs(Object inputLayers, Map<String, Tensor> inputs) {
    Object decoded = LayerCall.decode(inputLayers);
    if (decoded instanceof Map<?, ?> byName) {
      byName.forEach(
          (key, value) -> LayerCall.tensors(value).forEach(tensor -> inputs.put(String.valueOf(key), tensor)));
    } else {
      LayerCall.tensors(decoded).forEach(tensor -> inputs.put(tensor.layer(), tensor));
    }
  }

  // ---- calls

  /** Keras 2 counts the calls of a model from 1 where the model's own input counts as its first; Keras 3 from 0. */
  private void numberCalls() {
    for (Member member : members.values()) {
      if (member.model() != null) {
        List<Tensor> taken = new ArrayList<>(LayerCall.tensors(LayerCall.decode(config.get("output_layers"))));
        members.values().forEach(each -> each.calls().forEach(call -> taken.addAll(call.tensors())));
        boolean keras2 = member.calls().stream().anyMatch(LayerCall::byKeras2);
        taken.stream()
            .filter(tensor -> keras2 && tensor.layer().equals(member.name()))
            .mapToInt(Tensor::call)
            .min()
            .ifPresent(first -> firstCalls.put(member.name(), first));
      }
    }
  }

  private Tensor inFile(Tensor tensor) {
    return new Tensor(tensor.layer(), tensor.call() - firstCalls.getOrDefault(tensor.layer(), 0), tensor.output());
  }

  /** Of a Functional model, Keras 3 counts calls from 1 among the outputs alone. */
  private Tensor output(Tensor tensor) {
    Member member = members.get(tensor.layer());
    boolean fromOne =
        member != null
            && member.model() != null
            && !member.model().isSequential()
            && member.calls().stream().noneMatch(LayerCall::byKeras2);
    return fromOne ? new Tensor(tensor.layer(), tensor.call() - 1, tensor.output()) : inFile(tensor);
  }

  private List<Call> sortCalls(List<Tensor> outputs) {
    Map<String, Call> byId = new LinkedHashMap<>();
    List<LayerOrder.Call> all = new ArrayList<>();
    for (Member member : members.values()) {
      for (int i = 0; i < member.calls().size(); i++) {
        List<Tensor> inputs = member.calls().get(i).tensors().stream().map(this::inFile).toList();
        requireThere(inputs, "layer '" + Quoted.text(member.name()) + "'");
        Call call = new Call(member, i, inputs);
        byId.put(id(call.output(0)), call);
        all.add(new LayerOrder.Call(id(call.output(0)), member.name(), inputs.stream().map(ModelReader::id).toList()));
      }
    }
    try {
      return LayerOrder.of(all, outputs.stream().map(ModelReader::id).toList()).stream()
          .map(call -> byId.get(call.name()))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new WeftException("model '" + Quoted.text(name) + "': " + e.getMessage(), e);
    }
  }

  private static String id(Tensor tensor) {
    return tensor.call() + " of " + tensor.layer();
  }

  private void requireThere(List<Tensor> tensors, String who) {
    for (Tensor tensor : tensors) {
      Member member = members.get(tensor.layer());
      boolean outside = tensor.layer().isEmpty() && !functional;
      if (!outside && member == null) {
        throw new WeftException(
            who
                + " takes the output of '"
                + Quoted.text(tensor.layer())
                + "'; its model must have a layer of that name.");
      }
      int calls = outside || member.isInput() ? 1 : member.calls().size();
      if (tensor.call() < 0 || tensor.call() >= calls) {
        throw new WeftException(
            "%s takes the output of call %s of layer '%s'; the file has %s calls of it."
                .formatted(who, tensor.call() + 1, Quoted.text(tensor.layer()), calls));
      }
    }
  }

  // ---- shapes

  private Object inputShape(Map<String, Object> model, Map<String, Tensor> inputs) {
    Member first = inputs.isEmpty() ? null : members.get(inputs.values().iterator().next().layer());
    if (first == null && !members.isEmpty()) {
      first = members.values().iterator().next();
    }
    List<Object> said = new ArrayList<>();
    if (first != null) {
      said.add(first.config().get("batch_shape"));
      said.add(first.config().get("batch_input_shape"));
      said.add(first.model() == null ? null : first.model().inputShape());
    }
    said.add(config.get("build_input_shape"));
    said.add(KerasObject.member(model.get("build_config"), "input_shape"));
    said.add(first == null ? null : KerasObject.member(first.spec().get("build_config"), "input_shape"));
    return said.stream().filter(shape -> shape != null).findFirst().orElse(null);
  }
}
