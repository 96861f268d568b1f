package dev.weft.keras;

import dev.weft.WeftException;
import dev.weft.engine.OptimizerState;
import dev.weft.engine.Variable;
import dev.weft.model.Graph;
import dev.weft.model.LayerNames;
import dev.weft.model.Nadam;
import dev.weft.model.RMSprop;
import dev.weft.model.Schedule;
import dev.weft.model.Weight;
import dev.weft.train.Model;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

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
    Graph network = model.network();
    Hdf5Writer hdf5 = new Hdf5Writer();
    vars(hdf5.root(), network.name());
    WritableGroup layers = hdf5.root().putGroup("layers");
    List<String> paths = LayerNames.of(network.layers());
    int variable = 0;
    for (int i = 0; i < paths.size(); i++) {
      WritableGroup vars = vars(layers.putGroup(paths.get(i)), network.names().get(i));
      int count = network.weights(i).size();
      for (int v = 0; v < count; v++) {
        Variable written = model.variables().get(variable++);
        put(vars, v, written, written.values());
      }
    }
    if (model.trainedOtherwise().isEmpty()) {
      writeOptimizer(model, hdf5.root().putGroup("optimizer"));
    }
    hdf5.write(file);
  }

  private static void writeOptimizer(Model model, WritableGroup group) {
    OptimizerState state = model.optimizerState();
    WritableGroup vars = vars(group, ConfigWriter.name(model.optimizer()));
    int next = 0;
    vars.putDataset(String.valueOf(next++), state.iterations());
    Schedule schedule = model.optimizer().learningRate();
    if (schedule instanceof Schedule.Constant || !ConfigWriter.isKnownToKeras(schedule)) {
      vars.putDataset(String.valueOf(next++), (float) schedule.rate(0, 0));
    }
    for (OptimizerState.Slot slot : inKerasOrder(model)) {
      put(vars, next++, slot.variable(), slot.values());
    }
    if (model.optimizer() instanceof Nadam nadam) {
      vars.putDataset(String.valueOf(next), (float) OptimizerState.momentumProduct(nadam, state.iterations()));
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

  /** All slots of one weight together, except for RMSprop: there all slots of one name. */
  static List<OptimizerState.Slot> inKerasOrder(Model model) {
    List<OptimizerState.Slot> slots = model.optimizerState().slots();
    if (!(model.optimizer() instanceof RMSprop)) {
      return slots;
    }
    List<String> names = slots.stream().map(OptimizerState.Slot::name).distinct().toList();
    return slots.stream().sorted(Comparator.comparingInt(slot -> names.indexOf(slot.name()))).toList();
  }

  // ---- reading

  /**
   * Fills a model's weights.
   *
   * @throws WeftException when an array is missing or has another shape than the network says
   */
  static void read(Hdf5 file, Model model, ConfigReader.Described described) {
    Graph network = model.network();
    List<LayerReader.Part> parts = described.parts();
    List<Place> weighted = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (!network.weights(i).isEmpty()) {
        weighted.add(parts.get(i).place());
      }
    }
    WeightPaths paths = new WeightPaths(file, described.places(), weighted);
    int variable = 0;
    for (int i = 0; i < parts.size(); i++) {
      int count = network.weights(i).size();
      if (count == 0) {
        continue;
      }
      String vars = paths.vars(parts.get(i));
      int found = file.children(vars).size();
      if (count != found) {
        throw new WeftException(
            "layer '" + network.names().get(i) + "' has " + count + " weights; '" + vars + "' holds " + found + ".");
      }
      for (int v = 0; v < count; v++) {
        Variable target = model.variables().get(variable++);
        fill(file, vars + "/" + v, target.weight(), target.values());
      }
    }
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
   * @return whether the state was there and fitted, or there is none yet: Keras makes it at the first step
   */
  static boolean readOptimizer(Hdf5 file, Model model) {
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
    List<OptimizerState.Slot> slots = inKerasOrder(model);
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
