package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.config.SnakeCase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers of a model as one row, as Keras's JSON describes them. A Graph or Functional model that stands among the
 * layers is its layers, at any depth.
 */
final class Row {
  private static final int MOST_LAYERS = 1_000;

  /**
   * One layer.
   *
   * @param name unique in the row
   * @param trainable false where the layer, or a model that it stands in, is frozen
   */
  record Item(
      String kind, Map<String, Object> spec, Map<String, Object> config, String name, boolean trainable, Place place) {}

  private final Problems problems;
  private final List<Item> items = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> derivedModels = new LinkedHashSet<>();
  private Object inputShape;
  private Object dtype;

  private Row(Problems problems) {
    this.problems = problems;
  }

  /** Reads a model's {@code {class_name, config}}; what cannot be read is added to {@code problems}. */
  static Row of(Map<String, Object> model, Problems problems) {
    Row row = new Row(problems);
    row.readModel(model, null, "", true);
    return row;
  }

  List<Item> items() {
    return items;
  }

  /** All places of layers and models, in the file's order, which need not be the row's. */
  List<Place> places() {
    return places;
  }

  /** The first shape that the file gives for its input, with the batch's axis; null for none. */
  Object inputShape() {
    return inputShape;
  }

  /** Classes of models that somebody derived from Keras's. */
  Set<String> derivedModels() {
    return derivedModels;
  }

  Object dtype() {
    return dtype;
  }

  static String name(Map<String, Object> model) {
    return model.get("config") instanceof Map<?, ?> config && config.get("name") instanceof String name
        ? Quoted.line(name)
        : "sequential";
  }

  private void readModel(Map<String, Object> model, Place place, String prefix, boolean trainable) {
    String kind = Json.text(model.get("class_name"), "'class_name' of the model");
    if (model.get("config") instanceof List<?> layersOnly && kind.equals("Sequential")) {
      readLayers(layersOnly, layersOnly, place, prefix, trainable);
      return;
    }
    Map<String, Object> config = Json.object(model.get("config"), "'config' of the model");
    boolean trained = trainable && !Boolean.FALSE.equals(config.get("trainable"));
    if (place == null) {
      dtype = config.get("dtype");
    }
    boolean functional = kind.equals("Functional") || kind.equals("Model") || config.containsKey("input_layers");
    if (!functional && !kind.equals("Sequential") && !config.containsKey("layers")) {
      problems.add("models of class " + Quoted.text(kind));
      return;
    }
    if (!Set.of("Functional", "Model", "Sequential").contains(kind)) {
      derivedModels.add(Quoted.text(kind));
    }
    List<?> layers = Json.list(config.get("layers"), "'layers' of the model");
    readLayers(
        layers, functional ? Chain.of(layers, config.get("output_layers"), problems) : layers, place, prefix, trained);
    if (inputShape == null) {
      inputShape = config.get("build_input_shape");
    }
  }

  /**
   * @param layers in the file's order
   * @param ordered the same, each behind the one whose output it takes
   */
  private void readLayers(List<?> layers, List<?> ordered, Place model, String prefix, boolean trainable) {
    if (items.size() + layers.size() > MOST_LAYERS) {
      throw new WeftException(
          "a network may have at most " + MOST_LAYERS + " layers; received " + (items.size() + layers.size()) + ".");
    }
    Map<Object, Place> own = new IdentityHashMap<>();
    for (Object layer : layers) {
      Map<String, Object> spec = Json.object(layer, "each of 'layers'");
      Place place = new Place(model, Json.text(spec.get("class_name"), "'class_name' of each layer"));
      own.put(layer, place);
      places.add(place);
    }
    for (Object layer : ordered) {
      readLayer(Json.object(layer, "each of 'layers'"), own.get(layer), prefix, trainable);
    }
  }

  private void readLayer(Map<String, Object> spec, Place place, String prefix, boolean trainable) {
    String kind = (String) spec.get("class_name");
    if (isModel(spec)) {
      readModel(spec, place, prefix + name(spec) + "_", trainable);
      return;
    }
    Map<String, Object> config = Json.object(spec.get("config"), "'config' of each layer");
    for (String key : List.of("batch_shape", "batch_input_shape")) {
      if (inputShape == null && config.get(key) != null) {
        inputShape = config.get(key);
      }
    }
    String given =
        config.get("name") instanceof String name ? Quoted.line(name) : SnakeCase.of(kind) + "_" + items.size();
    boolean trained = trainable && !Boolean.FALSE.equals(config.get("trainable"));
    items.add(new Item(kind, spec, config, unique(given, prefix), trained, place));
  }

  private static boolean isModel(Map<String, Object> spec) {
    return spec.get("config") instanceof List<?>
        || spec.get("config") instanceof Map<?, ?> config && config.get("layers") instanceof List<?>;
  }

  /** The name; if another layer has it, with the names of the models that it stands in, then with a number. */
  String unique(String name, String prefix) {
    String unique = names.contains(name) ? prefix + name : name;
    for (int i = 1; !names.add(unique); i++) {
      unique = prefix + name + "_" + i;
    }
    return unique;
  }
}
