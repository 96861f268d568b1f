package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.engine.OptimizerState;
import dev.weft.model.Adadelta;
import dev.weft.model.Adagrad;
import dev.weft.model.Adam;
import dev.weft.model.Adamax;
import dev.weft.model.Dense;
import dev.weft.model.Ftrl;
import dev.weft.model.Graph;
import dev.weft.model.Lion;
import dev.weft.model.Loss;
import dev.weft.model.Nadam;
import dev.weft.model.Optimizer;
import dev.weft.model.RMSprop;
import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Weft writes is read here with jHDF's reader, which Weft itself does not use. */
class WeightsTest {
  @TempDir Path folder;

  static List<Golden> golden() {
    return List.of(Golden.B_CNN, Golden.BATCHNORM);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void theTreeIsTheOneThatKerasWrote(Golden golden) throws IOException {
    Path file = folder.resolve("model.weights.h5");
    Weights.write(KerasFile.read(golden.in(folder)).model(), file);
    Map<String, String> expected = tree(weights(golden.bytes()));
    expected.replace("/optimizer/vars@name", "adam"); // numbered by Python
    assertEquals(lines(expected), lines(tree(Files.readAllBytes(file))));
  }

  /** Each path with its type, shape and contents. */
  private static Map<String, String> tree(byte[] hdf5) {
    Map<String, String> tree = new TreeMap<>();
    try (HdfFile file = HdfFile.fromBytes(hdf5)) {
      add(file, "", tree);
    }
    return tree;
  }

  private static void add(Node node, String path, Map<String, String> tree) {
    for (Attribute attribute : node.getAttributes().values()) {
      tree.put(path + "@" + attribute.getName(), String.valueOf(attribute.getData()));
    }
    if (node instanceof Dataset dataset) {
      String type = dataset.getDataType().getJavaType() + " " + dataset.getDataType().getSize();
      Object data = dataset.getDataFlat();
      String values = data instanceof float[] floats ? Arrays.toString(floats) : Arrays.toString((long[]) data);
      tree.put(path, type + " " + Arrays.toString(dataset.getDimensions()) + " " + values);
    }
    if (node instanceof Group group) {
      tree.put(path + "/", "");
      group.getChildren().forEach((name, child) -> add(child, path + "/" + name, tree));
    }
  }

  private static String lines(Map<String, String> tree) {
    List<String> lines = new ArrayList<>();
    tree.forEach((path, value) -> lines.add(path + " " + value));
    return String.join("\n", lines);
  }

  private static byte[] weights(byte[] zip) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); !entry.getName().equals("model.weights.h5"); entry = in.getNextEntry()) {
        in.closeEntry();
      }
      return in.readAllBytes();
    }
  }

  // ---- the order of the optimizers' variables, as in Keras's sources

  /**
   * The optimizer's arrays of a network with two weights, named by the slot and weight they hold, others by their
   * shape.
   */
  private String written(Optimizer optimizer) throws IOException {
    Graph network = Sequential.of(Shape.of(2), List.of(Dense.of(3)));
    Model model = Model.compile(network, optimizer, Loss.MEAN_SQUARED_ERROR, 1);
    List<OptimizerState.Slot> slots = model.optimizerState().slots();
    for (int i = 0; i < slots.size(); i++) {
      Arrays.fill(slots.get(i).values(), i);
    }
    Path file = folder.resolve("model.weights.h5");
    Weights.write(model, file);
    List<String> names = new ArrayList<>();
    try (HdfFile hdf5 = new HdfFile(file)) {
      Group vars = (Group) hdf5.getByPath("optimizer/vars");
      for (int i = 0; i < vars.getChildren().size(); i++) {
        Dataset dataset = (Dataset) vars.getChild(String.valueOf(i));
        if (dataset.isScalar()) {
          names.add(dataset.getJavaType().getSimpleName());
        } else {
          OptimizerState.Slot slot = slots.get((int) ((float[]) dataset.getDataFlat())[0]);
          names.add(slot.variable().weight().name() + "_" + slot.name());
        }
      }
    }
    return String.join(" ", names);
  }

  @Test
  void optimizersKeepTheirVariablesInKerasOrder() throws IOException {
    assertEquals("Long Float", written(SGD.of()));
    assertEquals("Long Float kernel_momentum bias_momentum", written(SGD.of().momentum(0.5)));
    assertEquals("Long Float kernel_momentum kernel_velocity bias_momentum bias_velocity", written(Adam.of()));
    assertEquals("Long Float kernel_momentum kernel_velocity bias_momentum bias_velocity Float", written(Nadam.of()));
    assertEquals("Long Float kernel_momentum kernel_norm bias_momentum bias_norm", written(Adamax.of()));
    assertEquals("Long Float kernel_momentum bias_momentum", written(Lion.of()));
    assertEquals("Long Float kernel_accumulator kernel_linear bias_accumulator bias_linear", written(Ftrl.of()));
    assertEquals(
        "Long Float kernel_average bias_average kernel_gradient_accumulator bias_gradient_accumulator kernel_momentum"
            + " kernel_velocity bias_momentum bias_velocity kernel_velocity_hat bias_velocity_hat",
        written(Adam.of().amsgrad(true).useEma(true).gradientAccumulationSteps(2)));
    assertEquals(
        "Long Float kernel_velocity bias_velocity kernel_momentum bias_momentum"
            + " kernel_average_gradient bias_average_gradient",
        written(RMSprop.of().momentum(0.5).centered(true)));
    assertEquals(
        "Long Float kernel_accumulated_grad kernel_accumulated_delta_var"
            + " bias_accumulated_grad bias_accumulated_delta_var",
        written(Adadelta.of()));
    assertEquals("Long Float kernel_accumulator bias_accumulator", written(Adagrad.of()));
  }

  @Test
  void aScheduleOfKerasHasNoVariable() throws IOException {
    assertEquals("Long", written(SGD.of().learningRate(Schedule.ExponentialDecay.of(0.1, 10, 0.5))));
    assertEquals("Long Float", written(SGD.of().learningRate(Schedule.EpochExponentialDecay.of(0.1, 0.5))));
  }

  // ---- files that do not fit

  private WeftException readInto(Model model, Model other) throws IOException {
    Path file = folder.resolve("model.weights.h5");
    Weights.write(model, file);
    Hdf5 hdf5 = new Hdf5(Files.readAllBytes(file));
    return assertThrows(
        WeftException.class,
        () -> Weights.read(hdf5, other, ConfigReader.read(ConfigWriter.write(other), Map.of(), "")));
  }

  private static Model dense(int units, Optimizer optimizer) {
    Graph network = Sequential.of(Shape.of(2), List.of(Dense.of(units)));
    return Model.compile(network, optimizer, Loss.MEAN_SQUARED_ERROR, 1);
  }

  @Test
  void weightsOfAnotherShapeAreRefused() throws IOException {
    assertEquals(
        "'layers/dense/vars/0' must have the shape (2, 4); it has [2, 3].",
        readInto(dense(3, SGD.of()), dense(4, SGD.of())).getMessage());
  }

  @Test
  void anotherNumberOfWeightsIsRefused() throws IOException {
    Model unbiased =
        Model.compile(Sequential.of(Shape.of(2), List.of(Dense.of(3).useBias(false))), SGD.of(), Loss.POISSON, 1);
    assertEquals(
        "layer 'dense' has 2 weights; 'layers/dense/vars' holds 1.",
        readInto(unbiased, dense(3, SGD.of())).getMessage());
  }

  @Test
  void anOptimizerThatTookNoStepNeedsNoState() throws IOException {
    Path file = folder.resolve("model.weights.h5");
    Weights.write(dense(3, SGD.of()), file);
    Model model = dense(3, Adam.of());
    assertTrue(Weights.readOptimizer(new Hdf5(Files.readAllBytes(file)), model, model.network().names()));
    assertEquals(0, model.optimizerState().iterations());
    assertArrayEquals(new float[6], model.optimizerState().slots().getFirst().values());
  }

  @Test
  void anotherOptimizersStateIsNotTaken() throws IOException {
    Path file = folder.resolve("model.weights.h5");
    Weights.write(Models.noisy(dense(3, SGD.of()).network(), Adagrad.of(), Loss.POISSON), file);
    Model model = dense(3, Adam.of());
    assertFalse(Weights.readOptimizer(new Hdf5(Files.readAllBytes(file)), model, model.network().names()));
    assertEquals(0, model.optimizerState().iterations());
  }
}
