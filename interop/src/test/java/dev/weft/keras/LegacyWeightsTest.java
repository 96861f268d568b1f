package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.engine.OptimizerState;
import dev.weft.model.Activation;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Dense;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.train.Model;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as Keras 2 wrote them; d-3.h5, which Keras 3 wrote, is in {@link KerasFileTest}. */
class LegacyWeightsTest {
  @TempDir Path folder;

  private static final String MODEL =
      """
      {"class_name": "Sequential", "config": {"name": "sequential_1", "layers": [
        {"class_name": "Dense", "config": {"name": "dense_1", "trainable": true, "batch_input_shape": [null, 2],
          "dtype": "float32", "units": 3, "activation": "relu", "use_bias": true,
          "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": null, "dtype": "float32"}},
          "bias_initializer": {"class_name": "Zeros", "config": {"dtype": "float32"}},
          "kernel_regularizer": null, "bias_regularizer": null, "activity_regularizer": null,
          "kernel_constraint": null, "bias_constraint": null}},
        {"class_name": "BatchNormalization", "config": {"name": "norm", "trainable": true, "dtype": "float32",
          "axis": [1], "momentum": 0.99, "epsilon": 0.001, "center": true, "scale": true}}]}}\
      """;

  private static final List<List<Integer>> SHAPES =
      List.of(List.of(2, 3), List.of(3), List.of(3), List.of(3), List.of(3), List.of(3));

  /** A whole model whose weights are 0, 1, ... throughout. */
  private Path write(String training, String[] optimizerNames, List<List<Integer>> optimizerShapes) {
    Path file = folder.resolve("model.h5");
    try (WritableHdfFile hdf5 = HdfFile.write(file)) {
      hdf5.putAttribute("keras_version", "2.2.4-tf");
      hdf5.putAttribute("backend", "tensorflow");
      hdf5.putAttribute("model_config", MODEL);
      hdf5.putAttribute("training_config", training);
      WritableGroup weights = hdf5.putGroup("model_weights");
      weights.putAttribute("layer_names", new String[] {"dense_1", "norm"});
      putAll(weights.putGroup("dense_1"), new String[] {"dense_1/kernel:0", "dense_1/bias:0"}, SHAPES.subList(0, 2), 0);
      String[] norm = {"norm/gamma:0", "norm/beta:0", "norm/moving_mean:0", "norm/moving_variance:0"};
      putAll(weights.putGroup("norm"), norm, SHAPES.subList(2, 6), 2);
      WritableGroup optimizer = hdf5.putGroup("optimizer_weights");
      putAll(optimizer, optimizerNames, optimizerShapes, 0);
    }
    return file;
  }

  private static void putAll(WritableGroup group, String[] names, List<List<Integer>> shapes, int from) {
    group.putAttribute("weight_names", names);
    for (int i = 0; i < names.length; i++) {
      String[] path = names[i].split("/");
      WritableGroup parent = group;
      for (String part : Arrays.copyOf(path, path.length - 1)) {
        parent = parent.getChild(part) instanceof WritableGroup known ? known : parent.putGroup(part);
      }
      if (shapes.get(i).isEmpty()) {
        parent.putDataset(path[path.length - 1], 77L);
      } else {
        float[] values = new float[shapes.get(i).stream().reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, from + i);
        Hdf5Writer.put(parent, path[path.length - 1], values, shapes.get(i));
      }
    }
  }

  private static String training(String optimizer) {
    return """
    {"optimizer_config": %s, "loss": "categorical_crossentropy", "metrics": ["accuracy"],
      "sample_weight_mode": null, "loss_weights": null}\
    """
        .formatted(optimizer);
  }

  private static List<Float> firsts(List<float[]> arrays) {
    return arrays.stream().map(values -> values[0]).toList();
  }

  @Test
  void aWholeModelOfKeras2IsRead() {
    Path file =
        write(
            training("{\"class_name\": \"SGD\", \"config\": {\"lr\": 0.1, \"momentum\": 0.0, \"decay\": 0.0}}"),
            new String[] {"SGD/iter:0"},
            List.of(List.of()));
    Model model = KerasFile.read(file).model();
    assertEquals(List.of(Dense.of(3).activation(Activation.RELU), BatchNormalization.of()), model.network().layers());
    assertEquals(SGD.of(0.1), model.optimizer());
    assertEquals(Loss.CATEGORICAL_CROSSENTROPY, model.loss());
    assertEquals(
        List.of(0f, 1f, 2f, 3f, 4f, 5f),
        firsts(model.variables().stream().map(variable -> variable.values()).toList()));
    assertEquals(77, model.optimizerState().iterations());
  }

  // the order of Weft: momentum and velocity of the kernel, of the bias, of gamma, of beta
  @ParameterizedTest
  @CsvSource({
    // Keras 2.0 to 2.2: no slot in the name; one small array for each weight at the end
    "training/Adam/Variable_%d:0, none, '1 5 2 6 3 7 4 8'",
    // TensorFlow 2.0 to 2.10: all first moments, then all second ones
    "Adam/%s/%s:0, together, '1 5 2 6 3 7 4 8'",
    // TensorFlow 2.11 to 2.15: both moments of one weight, then of the next
    "Adam/%s/%s:0, alternating, '1 2 3 4 5 6 7 8'",
  })
  void theStateOfAdamIsFoundInEachVersionsOrder(String pattern, String order, String expected) {
    List<String> weights = List.of("dense_1/kernel", "dense_1/bias", "norm/gamma", "norm/beta");
    List<String> names = new ArrayList<>(List.of("Adam/iter:0"));
    List<List<Integer>> shapes = new ArrayList<>(List.of(List.of()));
    for (int i = 0; i < 8; i++) {
      int weight = order.equals("alternating") ? i / 2 : i % 4;
      String slot = (order.equals("alternating") ? i % 2 : i / 4) == 0 ? "m" : "v";
      names.add(
          switch (order) {
            case "none" -> pattern.formatted(i);
            case "together" -> pattern.formatted(weights.get(weight), slot);
            default -> pattern.formatted(slot, weights.get(weight));
          });
      shapes.add(SHAPES.get(weight));
    }
    for (int i = 0; order.equals("none") && i < 4; i++) {
      names.add("training/Adam/vhat_" + i + ":0");
      shapes.add(List.of(1));
    }
    String adam = "{\"class_name\": \"Adam\", \"config\": {\"lr\": 0.001, \"decay\": 0.0, \"epsilon\": 1e-07}}";
    Model model = KerasFile.read(write(training(adam), names.toArray(String[]::new), shapes)).model();
    List<Float> state = firsts(model.optimizerState().slots().stream().map(OptimizerState.Slot::values).toList());
    assertEquals(Arrays.stream(expected.split(" ")).map(Float::valueOf).toList(), state);
    assertEquals(77, model.optimizerState().iterations());
  }

  @Test
  void anOptimizerWhoseStateDoesNotFitStartsAnew() {
    String adam = "{\"class_name\": \"Adam\", \"config\": {\"lr\": 0.001}}";
    Path file =
        write(
            training(adam), new String[] {"Adam/iter:0", "Adam/dense_1/kernel/m:0"}, List.of(List.of(), List.of(2, 3)));
    OptimizerState state = KerasFile.read(file).model().optimizerState();
    assertEquals(0, state.iterations());
    for (OptimizerState.Slot slot : state.slots()) {
      assertArrayEquals(new float[slot.values().length], slot.values());
    }
  }

  @Test
  void aFileOfWeightsAloneSaysSo() {
    Path file = folder.resolve("weights.h5");
    try (WritableHdfFile hdf5 = HdfFile.write(file)) {
      hdf5.putDataset("kernel", new float[] {1, 2});
    }
    WeftException e = assertThrows(WeftException.class, () -> KerasFile.read(file));
    assertEquals(
        file + ": it holds no whole model, only weights; save it in Keras with model.save(...).", e.getMessage());
  }
}
