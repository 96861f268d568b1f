package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.engine.OptimizerState;
import dev.weft.engine.Variable;
import dev.weft.train.Model;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The {@code .h5} of a whole model, as Keras 2 and 3 write it: {@code model_config} and {@code training_config} are
 * attributes, each layer's group lists its arrays in its attribute {@code weight_names}, and so does {@code
 * optimizer_weights}.
 */
final class LegacyWeights {
  /**
   * Where a path shows its slot: {@code dense/kernel/m:0}, {@code dense_kernel_momentum}, {@code
   * optimizer_weights/Adam/m/dense/kernel:0}.
   */
  private static final Pattern SLOT =
      Pattern.compile(
          ".*/(m|v|vhat|rms|mg|momentum|accumulator|linear|accum_grad|accum_var)(?::0)?"
              + "|.*_(momentum|velocity|velocity_hat|norm|linear|average|average_gradient|accumulator|accumulated_grad|accumulated_delta_var)(?::0)?"
              + "|[^/]+/[^/]+/(m|v|vhat|momentum|velocity|average|average_gradient|accumulator|linear|accumulated_grad|accumulated_delta_var)/.*");

  private LegacyWeights() {}

  /** What the attributes say. */
  static ConfigReader.Described describe(Hdf5 file) {
    Map<String, Object> model = json(file, "model_config");
    if (model.isEmpty()) {
      throw new WeftException("it holds no whole model, only weights; save it in Keras with model.save(...).");
    }
    List<String> version = file.texts("", "keras_version");
    return ConfigReader.read(model, json(file, "training_config"), version.isEmpty() ? "" : version.getFirst());
  }

  private static Map<String, Object> json(Hdf5 file, String attribute) {
    List<String> texts = file.texts("", attribute);
    return texts.isEmpty()
        ? Map.of()
        : Json.read(texts.getFirst().getBytes(StandardCharsets.UTF_8), "'" + attribute + "'");
  }

  /**
   * Fills a model's weights. Each layer of the file, a model too, lists its trainable weights first.
   *
   * @throws WeftException when a weight is missing or has another shape than the network says
   */
  static void read(Hdf5 file, Model model, ConfigReader.Described described) {
    Map<String, List<Variable>> byGroup = byGroup(model, described.parts());
    List<String> groups = names(file, "model_weights", "layer_names");
    byGroup.forEach((name, variables) -> {
      if (!groups.contains(name)) {
        throw new WeftException("'model_weights' must have a group for the layer '" + Quoted.text(name) + "'.");
      }
      String group = "model_weights/" + name;
      List<String> arrays = new ArrayList<>();
      names(file, group, "weight_names").forEach(array -> arrays.add(group + "/" + array));
      arrays.removeIf(array -> file.holdsIntegers(array) && file.shape(array).length > 0); // states of random numbers
      if (arrays.size() != variables.size()) {
        throw new WeftException(
            "layer '%s' has %s weights; '%s' lists %s."
                .formatted(Quoted.text(name), variables.size(), Quoted.text(group), arrays.size()));
      }
      for (int i = 0; i < arrays.size(); i++) {
        Weights.fill(file, arrays.get(i), variables.get(i).weight(), variables.get(i).values());
      }
    });
  }

  /** For each layer or model of the file's own model its weights, the trainable ones first. */
  private static Map<String, List<Variable>> byGroup(Model model, List<GraphReader.Part> parts) {
    Map<String, List<Variable>> byLayer = Weights.byLayer(model);
    Map<String, List<Variable>> byGroup = new LinkedHashMap<>();
    for (boolean trainable : List.of(true, false)) {
      for (GraphReader.Part part : parts) {
        for (Variable variable : byLayer.getOrDefault(part.name(), List.of())) {
          if (trainable == (part.trainable() && variable.weight().trainable())) {
            byGroup.computeIfAbsent(part.place().top(), name -> new ArrayList<>()).add(variable);
          }
        }
      }
    }
    return byGroup;
  }

  /**
   * Fills the optimizer's state, where that is there and has the arrays that the optimizer needs; otherwise, as in
   * Keras, the optimizer starts anew.
   *
   * @param layers the names of all layers, in Keras's order
   * @return false if something is there that does not fit
   */
  static boolean readOptimizer(Hdf5 file, Model model, List<String> layers) {
    List<String> arrays = new ArrayList<>();
    long iterations = 0;
    for (String name : names(file, "optimizer_weights", "weight_names")) {
      String path = "optimizer_weights/" + name;
      if (!file.isArray(path)) {
        return false;
      }
      if (file.shape(path).length > 0) {
        arrays.add(path);
      } else if (file.holdsIntegers(path)) {
        iterations = Weights.iterations(file, path);
      }
    }
    List<OptimizerState.Slot> slots = inOrderOf(arrays, Weights.slots(model, layers));
    if (!fits(file, slots, arrays)) {
      return arrays.isEmpty();
    }
    model.optimizerState().iterations(iterations);
    for (int i = 0; i < slots.size(); i++) {
      Weights.fill(file, arrays.get(i), slots.get(i).variable().weight(), slots.get(i).values());
    }
    return true;
  }

  /**
   * Keras before 2.11 lists the slot variables of one name together, later versions as Weft does (what is behind them
   * has no use).
   */
  private static List<OptimizerState.Slot> inOrderOf(List<String> arrays, List<OptimizerState.Slot> slots) {
    boolean same =
        arrays.size() >= slots.size()
            && IntStream.range(1, slots.size())
                .allMatch(i ->
                    slotName(arrays.get(i)).equals(slotName(arrays.get(i - 1)))
                        == slots.get(i).name().equals(slots.get(i - 1).name()));
    if (same) {
      return slots;
    }
    List<String> names = slots.stream().map(OptimizerState.Slot::name).distinct().toList();
    return slots.stream().sorted(Comparator.comparingInt(slot -> names.indexOf(slot.name()))).toList();
  }

  /** The slot's name in an array's path, empty where it does not show (before Keras 2.3). */
  private static String slotName(String path) {
    Matcher matcher = SLOT.matcher(path);
    return matcher.matches()
        ? IntStream.rangeClosed(1, 3).mapToObj(matcher::group).filter(Objects::nonNull).findFirst().orElseThrow()
        : "";
  }

  private static boolean fits(Hdf5 file, List<OptimizerState.Slot> slots, List<String> paths) {
    return paths.size() >= slots.size()
        && IntStream.range(0, slots.size())
            .allMatch(i -> Weights.hasShape(file, paths.get(i), slots.get(i).variable().weight()));
  }

  /** A list of names; a long one is cut into several attributes, numbered from 0. */
  private static List<String> names(Hdf5 file, String group, String attribute) {
    List<String> names = new ArrayList<>(file.texts(group, attribute));
    for (int i = 0; file.hasAttribute(group, attribute + i); i++) {
      names.addAll(file.texts(group, attribute + i));
    }
    return names;
  }
}
