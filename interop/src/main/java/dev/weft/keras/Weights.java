package dev.weft.keras;

import dev.weft.WeftException;
import dev.weft.config.SnakeCase;
import dev.weft.engine.OptimizerState;
import dev.weft.engine.Variable;
import dev.weft.model.Node;
import dev.weft.model.Schedule;
import dev.weft.model.Weight;
import dev.weft.train.Model;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The {@code model.weights.h5} of Keras 3: {@code layers/dense_1/vars/0}, ... for each layer, where the name is the
 * layer's class and its number among those of this class; {@code optimizer/vars/0}, ... for the number of steps, the
 * learning rate (unless a schedule gives it) and the slots. Each group {@code vars} has the object's own name as its
 * attribute.
 */
final class Weights {
  private static final long MOST_ITERATIONS = 1L << 53;

  private Weights() {}

  static void write(Model model, Path file) throws IOException {
    ModelTree tree = ModelTree.of(model.network());
    Hdf5Writer hdf5 = new Hdf5Writer();
    write(hdf5.root(), tree, byLayer(model));
    if (model.trainedOtherwise().isEmpty()) {
      List<String> layers = tree.layers().stream().map(Node::layerName).toList();
      writeOptimizer(model, layers, hdf5.root().putGroup("optimizer"));
    }
    hdf5.write(file);
  }

  private static void write(WritableGroup group, ModelTree model, Map<String, List<Variable>> variables) {
    vars(group, model.name());
    WritableGroup layers = group.putGroup("layers");
    Map<String, Integer> seen = new HashMap<>();
    for (ModelTree.Member member : model.members()) {
      String kind = member.model() == null ? member.layer().layer().kind() : member.model().kind();
      String path = SnakeCase.of(kind);
      int number = seen.merge(path, 1, Integer::sum) - 1;
      WritableGroup own = layers.putGroup(number == 0 ? path : path + "_" + number);
      if (member.model() != null) {
        write(own, member.model(), variables);
        continue;
      }
      WritableGroup vars = vars(own, member.name());
      List<Variable> all = variables.getOrDefault(member.layer().layerName(), List.of());
      for (int v = 0; v < all.size(); v++) {
        put(vars, v, all.get(v), all.get(v).values());
      }
    }
  }

  private static void writeOptimizer(Model model, List<String> layers, WritableGroup group) {
    OptimizerState state = model.optimizerState();
    WritableGroup vars = vars(group, TrainingWriter.name(model.optimizer()));
    int next = 0;
    vars.putDataset(String.valueOf(next++), state.iterations());
    Schedule schedule = model.optimizer().learningRate();
    if (schedule instanceof Schedule.Constant || !TrainingWriter.isKnownToKeras(schedule)) {
      vars.putDataset(String.valueOf(next++), (float) schedule.firstRate());
    }
    for (OptimizerState.Slot slot : slots(model, layers)) {
      put(vars, next++, slot.variable(), slot.values());
    }
    for (float number : state.numbers()) {
      vars.putDataset(String.valueOf(next++), number);
    }
  }

  private static WritableGroup vars(WritableGroup parent, String name) {
    WritableGroup vars = parent.putGroup("vars");
    vars.putAttribute("name", name);
    return vars;
  }

  private static void put(WritableGroup vars, int index, Variable variable, float[] values) {
    if (variable.weight().shape().rank() == 0) {
      boolean count = variable.weight().name().equals("count");
      vars.putDataset(String.valueOf(index), count ? (Object) (int) values[0] : (Object) values[0]);
      return;
    }
    Hdf5Writer.put(vars, String.valueOf(index), values, variable.weight().shape().sizes());
  }

  /**
   * The slot variables in Keras's order.
   *
   * @param layers the names of all layers, in Keras's order
   */
  static List<OptimizerState.Slot> slots(Model model, List<String> layers) {
    Comparator<OptimizerState.Slot> byLayer = Comparator.comparingInt(slot -> layers.indexOf(slot.variable().layer()));
    return model.optimizerState().slots().stream()
        .sorted(Comparator.comparingInt(OptimizerState.Slot::group).thenComparing(byLayer))
        .toList();
  }

  // ---- reading

  /**
   * Fills a model's weights.
   *
   * @throws WeftException when an array is missing or has another shape than the network says
   */
  static void read(Hdf5 file, Model model, ConfigReader.Described described) {
    Map<String, List<Variable>> byLayer = byLayer(model);
    List<Place> weighted =
        described.parts().stream()
            .filter(part -> byLayer.containsKey(part.name()))
            .map(GraphReader.Part::place)
            .toList();
    WeightPaths paths = new WeightPaths(file, described.places(), weighted);
    for (GraphReader.Part part : described.parts()) {
      List<Variable> variables = byLayer.getOrDefault(part.name(), List.of());
      if (variables.isEmpty()) {
        continue;
      }
      String vars = paths.vars(part);
      int found = file.children(vars).size();
      if (variables.size() != found) {
        throw new WeftException(
            "layer '%s' has %s weights; '%s' holds %s.".formatted(part.name(), variables.size(), vars, found));
      }
      for (int v = 0; v < found; v++) {
        fill(file, vars + "/" + v, variables.get(v).weight(), variables.get(v).values());
      }
    }
  }

  static Map<String, List<Variable>> byLayer(Model model) {
    return model.variables().stream().collect(Collectors.groupingBy(Variable::layer));
  }

  static void fill(Hdf5 file, String path, Weight weight, float[] values) {
    if (!hasShape(file, path, weight)) {
      throw new WeftException(
          "'"
              + path
              + "' must have the shape "
              + weight.shape()
              + "; it has "
              + Arrays.toString(file.shape(path))
              + ".");
    }
    if (values.length == 1 && file.holdsIntegers(path)) {
      values[0] = file.integer(path); // how many images a Normalization has seen
    } else {
      file.floats(path, values);
    }
  }

  static boolean hasShape(Hdf5 file, String path, Weight weight) {
    return Arrays.equals(file.shape(path), weight.shape().sizes().stream().mapToLong(size -> size).toArray());
  }

  /**
   * Fills the optimizer's state, where that is there and has the arrays that the optimizer needs. The one whole number
   * is the step; other single numbers (the learning rate, Nadam's product) stand in the configuration or follow.
   *
   * @param layers the names of all layers, in Keras's order
   * @return whether the state was there and fitted, or there is none yet: Keras makes it at the first step
   */
  static boolean readOptimizer(Hdf5 file, Model model, List<String> layers) {
    List<String> arrays = new ArrayList<>();
    long iterations = 0;
    int count = file.children("optimizer/vars").size();
    for (int i = 0; i < count; i++) {
      String path = "optimizer/vars/" + i;
      if (!file.isArray(path)) {
        return false;
      }
      if (file.shape(path).length > 0) {
        arrays.add(path);
      } else if (file.holdsIntegers(path)) {
        iterations = iterations(file, path);
      }
    }
    if (arrays.isEmpty() && iterations == 0) {
      return true;
    }
    List<OptimizerState.Slot> slots = slots(model, layers);
    if (arrays.size() != slots.size()) {
      return false;
    }
    for (int i = 0; i < slots.size(); i++) {
      if (!hasShape(file, arrays.get(i), slots.get(i).variable().weight())) {
        return false;
      }
    }
    model.optimizerState().iterations(iterations);
    for (int i = 0; i < slots.size(); i++) {
      fill(file, arrays.get(i), slots.get(i).variable().weight(), slots.get(i).values());
    }
    return true;
  }

  static long iterations(Hdf5 file, String path) {
    long iterations = file.integer(path);
    if (iterations < 0 || iterations > MOST_ITERATIONS) {
      throw new WeftException(
          "'" + path + "', the number of steps, must be 0 to " + MOST_ITERATIONS + "; received " + iterations + ".");
    }
    return iterations;
  }
}
