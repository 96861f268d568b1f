package dev.weft.keras;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Functional models as Keras 3.15.1 and Keras 2.15 describe them, with the parts that say which output goes where. */
final class FunctionalModels {
  private FunctionalModels() {}

  static Map<String, Object> json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), "test");
  }

  static ConfigReader.Described read(String model) {
    return ConfigReader.read(json(model), Map.of(), "");
  }

  /** A tensor of Keras 3. */
  static String tensor(String layer, int call, int output) {
    return "{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"%s\", %d, %d]}}"
        .formatted(layer, call, output);
  }

  static String tensor(String layer) {
    return tensor(layer, 0, 0);
  }

  /** One of {@code inbound_nodes}. */
  static String call(String... args) {
    return callWith("", args);
  }

  static String callWith(String named, String... args) {
    return "{\"args\": [%s], \"kwargs\": {%s}}".formatted(String.join(", ", args), named);
  }

  /**
   * A layer of {@code keras.layers}.
   *
   * @param arguments besides its name, such as {@code "units": 3}
   */
  static String layer(String kind, String name, String arguments, String... calls) {
    return object("keras.layers", kind, name, arguments, calls);
  }

  /** Something of another module. */
  static String object(String module, String kind, String name, String arguments, String... calls) {
    return """
    {"module": "%s", "class_name": "%s", "name": "%s", "config": {"name": "%s"%s}, "inbound_nodes": [%s]}\
    """
        .formatted(module, kind, name, name, arguments.isEmpty() ? "" : ", " + arguments, String.join(", ", calls));
  }

  static String input(String name, String sizes) {
    return layer("InputLayer", name, "\"batch_shape\": [null, %s]".formatted(sizes));
  }

  /** A model of these layers, within another one where it is called. */
  static String model(String name, List<String> inputs, List<String> outputs, List<String> layers, String... calls) {
    return """
    {"module": "keras.src.models.functional", "class_name": "Functional", "registered_name": "Functional",
      "name": "%s", "inbound_nodes": [%s], "config": {"name": "%s", "trainable": true, "layers": [
      %s],
      "input_layers": [%s], "output_layers": [%s]}}\
    """
        .formatted(name, String.join(", ", calls), name, String.join(",\n", layers), places(inputs), places(outputs));
  }

  private static String places(List<String> names) {
    return names.stream()
        .map(name -> name.startsWith("[") ? name : "[\"%s\", 0, 0]".formatted(name))
        .collect(Collectors.joining(", "));
  }

  /** A model from one {@code image} of 4 by 4 by 3 to {@code scores}, a Dense of 2 that takes {@code last}. */
  static String network(String last, String... layers) {
    return networkOf(tensor(last), layers);
  }

  /** The same, where the last is a call of a layer that is called several times. */
  static String networkOf(String last, String... layers) {
    List<String> all = new ArrayList<>(List.of(input("image", "4, 4, 3")));
    all.addAll(List.of(layers));
    all.add(layer("GlobalAveragePooling2D", "pool", "", call(last)));
    all.add(layer("Dense", "scores", "\"units\": 2", call(tensor("pool"))));
    return model("net", List.of("image"), List.of("scores"), all);
  }

  /** A Conv2D of 1 by 1 that leaves the shape as it is. */
  static String conv(String name, String... calls) {
    return layer("Conv2D", name, "\"filters\": 3, \"kernel_size\": 1", calls);
  }
}
